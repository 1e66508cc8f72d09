/** Apereo CAS: the Central Authentication Service of universities, by OpenID Connect. */
import { oauth2 } from "../../entry.ts";

export const cas = oauth2({
  id: "cas",
  name: "Apereo CAS",
  docs: "https://apereo.github.io/cas/development/authentication/OIDC-Authentication.html",
  note: "Some servers wrap the claims in `attributes`; both forms are read.",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", help: "For example https://sso.example.org/cas.", type: "url", required: true } },
  authorize: "{url}/oidc/oidcAuthorize",
  token: "{url}/oidc/oidcAccessToken",
  userinfo: "{url}/oidc/oidcProfile",
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: ["preferred_username", "attributes.preferred_username"],
    name: ["name", "attributes.name"],
    given_name: ["given_name", "attributes.given_name"],
    family_name: ["family_name", "attributes.family_name"],
    email: ["email", "attributes.email"],
  },
});
