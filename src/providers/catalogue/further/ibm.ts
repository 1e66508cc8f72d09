/** IBMid: accounts of IBM. */
import { oauth2 } from "../../entry.ts";

export const ibm = oauth2({
  id: "ibm",
  name: "IBMid",
  docs: "https://www.ibm.com/docs/en/security-verify",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://login.ibm.com/oidc/endpoint/default/authorize",
  token: "https://login.ibm.com/oidc/endpoint/default/token",
  userinfo: "https://login.ibm.com/oidc/endpoint/default/userinfo",
  scope: ["openid"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
  },
});
