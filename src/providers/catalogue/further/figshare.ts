/** figshare: research data. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const figshare = oauth2({
  id: "figshare",
  name: "figshare",
  register: "https://figshare.com/account/applications",
  docs: "https://docs.figshare.com/",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://figshare.com/account/applications/authorize",
  token: "https://api.figshare.com/v2/token",
  userinfo: "https://api.figshare.com/v2/account",
  scope: ["all"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
