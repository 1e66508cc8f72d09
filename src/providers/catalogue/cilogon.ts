/** CILogon, the sign-in of universities and laboratories, by OpenID Connect. */
import { oidc } from "../entry.ts";

export const cilogon = oidc({
  id: "cilogon",
  name: "CILogon",
  register: "https://cilogon.org/oauth2/register",
  docs: "https://www.cilogon.org/oidc",
  known: { sources: 2, date: "2026-11-20" },
  issuer: "https://cilogon.org",
  authorize: "https://cilogon.org/authorize",
  token: "https://cilogon.org/oauth2/token",
  userinfo: "https://cilogon.org/oauth2/userinfo",
  jwks: "https://cilogon.org/oauth2/certs",
  revoke: "https://cilogon.org/oauth2/revoke",
  callUserinfo: true,
  scope: ["openid", "email", "profile", "org.cilogon.userinfo"],
  pkce: true,
  actions: { reauthenticate: { prompt: "select_account consent" } },
  // The address is the university's word; CILogon says nothing of its proof.
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: "eppn",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
  },
});
