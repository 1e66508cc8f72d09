/** An organization at Okta, by its own authorization server. */
import { oidc } from "../entry.ts";

export const okta = oidc({
  id: "okta",
  name: "Okta",
  register: "https://developer.okta.com/docs/guides/implement-grant-type/authcode/main/",
  docs: "https://developer.okta.com/docs/reference/api/oidc/",
  known: { sources: 9, date: "2026-11-20" },
  settings: {
    oktaBaseUrl: {
      label: "Organization",
      help: "The host without https://, such as example.okta.com.",
      type: "host",
      required: true,
      allauth: "OKTA_BASE_URL",
    },
  },
  issuer: "https://{oktaBaseUrl}",
  authorize: "https://{oktaBaseUrl}/oauth2/v1/authorize",
  token: "https://{oktaBaseUrl}/oauth2/v1/token",
  userinfo: "https://{oktaBaseUrl}/oauth2/v1/userinfo",
  jwks: "https://{oktaBaseUrl}/oauth2/v1/keys",
  revoke: "https://{oktaBaseUrl}/oauth2/v1/revoke",
  callUserinfo: true,
  scope: ["openid", "profile", "email", "offline_access"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    locale: "locale",
  },
});
