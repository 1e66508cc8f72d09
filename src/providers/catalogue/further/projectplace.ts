/** Projectplace: project management. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const projectplace = oauth2({
  id: "projectplace",
  name: "Projectplace",
  status: "moved",
  note: "OAuth 2.0 took the place of OAuth 1.0.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.projectplace.com/oauth2/authorize",
  token: "https://api.projectplace.com/oauth2/access_token",
  userinfo: "https://api.projectplace.com/1/user/me/profile",
  scope: [],
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
