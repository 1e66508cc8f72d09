/** A tenant of Auth0, by OpenID Connect. Its issuer ends in a slash. */
import { oidc } from "../entry.ts";

export const auth0 = oidc({
  id: "auth0",
  name: "Auth0",
  register: "https://manage.auth0.com/#/applications",
  docs: "https://auth0.com/docs/get-started/authentication-and-authorization-flow/authorization-code-flow",
  known: { sources: 7, date: "2026-11-20" },
  settings: {
    auth0Url: {
      label: "Tenant",
      help: "The tenant's address, such as https://your.auth0.com, or its own domain.",
      type: "url",
      required: true,
      allauth: "AUTH0_URL",
    },
  },
  issuer: "{auth0Url}/",
  authorize: "{auth0Url}/authorize",
  token: "{auth0Url}/oauth/token",
  userinfo: "{auth0Url}/userinfo",
  jwks: "{auth0Url}/.well-known/jwks.json",
  revoke: "{auth0Url}/oauth/revoke",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  idTokenAlgs: ["RS256"],
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "nickname",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
    locale: "locale",
  },
});
