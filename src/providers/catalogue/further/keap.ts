/** Keap: customer relations, once Infusionsoft. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const keap = oauth2({
  id: "keap",
  name: "Keap",
  register: "https://keys.developer.keap.com/",
  docs: "https://developer.infusionsoft.com/getting-started-oauth-keys/",
  status: "renamed",
  note: "Infusionsoft is called Keap since 2019.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://accounts.infusionsoft.com/app/oauth/authorize",
  token: "https://api.infusionsoft.com/token",
  userinfo: "https://api.infusionsoft.com/crm/rest/v1/oauth/connect/userinfo",
  scope: ["full"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "sub",
    name: joined("given_name", "family_name"),
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
  },
});
