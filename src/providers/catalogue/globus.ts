/** Globus, by OpenID Connect: the sign-in of research computing. */
import { oidc } from "../entry.ts";

export const globus = oidc({
  id: "globus",
  name: "Globus",
  register: "https://app.globus.org/settings/developers",
  docs: "https://docs.globus.org/api/auth/",
  note: "offline_access brings a refresh token. Further scopes are names such as urn:globus:auth:scope:transfer.api.globus.org:all.",
  known: { sources: 2, date: "2026-11-20" },
  issuer: "https://auth.globus.org",
  authorize: "https://auth.globus.org/v2/oauth2/authorize",
  token: "https://auth.globus.org/v2/oauth2/token",
  userinfo: "https://auth.globus.org/v2/oauth2/userinfo",
  jwks: "https://auth.globus.org/jwk.json",
  revoke: "https://auth.globus.org/v2/oauth2/token/revoke",
  callUserinfo: true,
  scope: ["openid", "profile", "email", "offline_access"],
  pkce: true,
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
