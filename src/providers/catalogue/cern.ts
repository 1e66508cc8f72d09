/** CERN's single sign-on, by OpenID Connect; by the OAuth 2.0 service before it as a variant. */
import { oauth2, oidc } from "../entry.ts";

const REALM = "https://auth.cern.ch/auth/realms/cern";

export const cern = oidc({
  id: "cern",
  name: "CERN",
  register: "https://application-portal.web.cern.ch/",
  docs: "https://auth.docs.cern.ch/user-documentation/oidc/oidc/",
  status: "moved",
  note: "The OAuth 2.0 service at oauth.web.cern.ch gave way to a Keycloak realm.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: REALM,
  authorize: `${REALM}/protocol/openid-connect/auth`,
  token: `${REALM}/protocol/openid-connect/token`,
  userinfo: `${REALM}/protocol/openid-connect/userinfo`,
  jwks: `${REALM}/protocol/openid-connect/certs`,
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: ["preferred_username", "cern_upn"],
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
  },
  variants: {
    oauth2: oauth2({
      id: "cern",
      name: "CERN",
      known: { sources: 1, date: "2026-11-20" },
      authorize: "https://oauth.web.cern.ch/OAuth/Authorize",
      token: "https://oauth.web.cern.ch/OAuth/Token",
      userinfo: "https://oauthresource.web.cern.ch/api/User",
      extra: { groups: { url: "https://oauthresource.web.cern.ch/api/Groups" } },
      scope: ["read:user"],
      pkce: false,
      emailTrust: "never",
      claims: {
        sub: "id",
        preferred_username: "username",
        name: "name",
        given_name: "first_name",
        family_name: "last_name",
        email: "email",
      },
    }),
  },
});
