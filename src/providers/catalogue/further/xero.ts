/** Xero: bookkeeping. */
import { oidc } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const xero = oidc({
  id: "xero",
  name: "Xero",
  register: "https://developer.xero.com/app/manage",
  docs: "https://developer.xero.com/documentation/guides/oauth2/auth-flow/",
  note: "`sub` is another one at each application; `xero_userid` is the person.",
  known: { sources: 5, date: "2026-11-20" },
  issuer: "https://identity.xero.com",
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "xero_userid",
    preferred_username: "preferred_username",
    name: joined("given_name", "family_name"),
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
  },
});
