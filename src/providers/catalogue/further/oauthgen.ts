/** OAuthgen: a broker of sign-ins. */
import { oauth2 } from "../../entry.ts";

export const oauthgen = oauth2({
  id: "oauthgen",
  name: "OAuthgen",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://auth.oauthgen.com/oauth2/auth",
  token: "https://auth.oauthgen.com/oauth2/token",
  userinfo: "https://graph.oauthgen.com/api/v1/me",
  scope: ["blaze.graph.me", "noconsent"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "avatar" },
});
