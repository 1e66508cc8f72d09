/** Yahoo, by OpenID Connect. */
import { oidc } from "../entry.ts";

export const yahoo = oidc({
  id: "yahoo",
  name: "Yahoo",
  register: "https://developer.yahoo.com/apps/create/",
  docs: "https://developer.yahoo.com/sign-in-with-yahoo/",
  note: "The callback address must be https. Tick Email and Profile under the application's OpenID Connect permissions.",
  known: { sources: 8, date: "2026-11-20" },
  issuer: "https://api.login.yahoo.com",
  authorize: "https://api.login.yahoo.com/oauth2/request_auth",
  token: "https://api.login.yahoo.com/oauth2/get_token",
  userinfo: "https://api.login.yahoo.com/openid/v1/userinfo",
  jwks: "https://api.login.yahoo.com/openid/v1/certs",
  revoke: "https://api.login.yahoo.com/oauth2/revoke",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
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
