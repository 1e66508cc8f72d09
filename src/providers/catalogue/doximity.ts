/** Doximity, by OpenID Connect: the network of physicians. PKCE is required. */
import { oidc } from "../entry.ts";

export const doximity = oidc({
  id: "doximity",
  name: "Doximity",
  register: "https://www.doximity.com/developers/api_signup",
  docs: "https://www.doximity.com/developers/documentation",
  note: "The OAuth 2.0 calls under /api/v1 gave way to OpenID Connect.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://auth.doximity.com",
  authorize: "https://auth.doximity.com/oauth/authorize",
  token: "https://auth.doximity.com/oauth/token",
  userinfo: "https://auth.doximity.com/oauth/userinfo",
  jwks: "https://auth.doximity.com/.well-known/jwks.json",
  revoke: "https://auth.doximity.com/oauth/revoke",
  callUserinfo: true,
  scope: ["openid", "profile:read:basic", "profile:read:email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "sub",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "primary_email",
    picture: "profile_photo_url",
  },
});
