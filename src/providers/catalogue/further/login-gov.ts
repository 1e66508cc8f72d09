/** Login.gov: the state's sign-in of the United States. */
import { oidc } from "../../entry.ts";

export const loginGov = oidc({
  id: "login-gov",
  name: "Login.gov",
  register: "https://partners.login.gov/",
  docs: "https://developers.login.gov/oidc/",
  note: "Register a public client with PKCE; clients with a secret prove themselves by a signed JWT there.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["secure.login.gov", "idp.int.identitysandbox.gov"],
      default: "secure.login.gov",
    },
  },
  issuer: "https://{host}/",
  callUserinfo: true,
  scope: ["openid", "email"],
  authorizeParams: { acr_values: "urn:acr.login.gov:auth-only" },
  pkce: true,
  tokenAuth: "none",
  emailTrust: "claim",
  claims: { sub: "sub", email: "email", email_verified: "email_verified" },
});
