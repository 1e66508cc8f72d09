/**
 * Google accounts, by OpenID Connect; by OAuth 2.0 and the first version of userinfo as a variant. A person has one id both
 * ways.
 */
import { oauth2, oidc } from "../entry.ts";

export const google = oidc({
  id: "google",
  name: "Google",
  register: "https://console.cloud.google.com/apis/credentials",
  docs: "https://developers.google.com/identity/openid-connect/openid-connect",
  note: "A verified address was proved to Google once; Google answers for it only under gmail.com or with an `hd` claim.",
  known: { sources: 8, date: "2026-11-20" },
  issuer: "https://accounts.google.com",
  issuerAliases: ["accounts.google.com"],
  authorize: "https://accounts.google.com/o/oauth2/v2/auth",
  token: "https://oauth2.googleapis.com/token",
  userinfo: "https://openidconnect.googleapis.com/v1/userinfo",
  jwks: "https://www.googleapis.com/oauth2/v3/certs",
  revoke: "https://oauth2.googleapis.com/revoke",
  scope: ["openid", "profile", "email"],
  pkce: true,
  idTokenAlgs: ["RS256"],
  actions: { reauthenticate: { prompt: "select_account consent" } },
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
    locale: "locale",
  },
  variants: {
    v1: oauth2({
      id: "google",
      name: "Google",
      known: { sources: 8, date: "2026-11-20" },
      authorize: "https://accounts.google.com/o/oauth2/auth",
      token: "https://accounts.google.com/o/oauth2/token",
      userinfo: "https://www.googleapis.com/oauth2/v1/userinfo",
      scope: ["profile", "email"],
      pkce: false,
      actions: { reauthenticate: { prompt: "select_account consent" } },
      quirks: { profileQuery: { alt: "json" } },
      emailTrust: "claim",
      claims: {
        sub: "id",
        issuer: () => "https://accounts.google.com",
        name: "name",
        given_name: "given_name",
        family_name: "family_name",
        email: "email",
        email_verified: "verified_email",
        picture: "picture",
        locale: "locale",
      },
    }),
  },
});
