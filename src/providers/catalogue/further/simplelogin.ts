/** SimpleLogin: addresses that forward mail. */
import { oauth2 } from "../../entry.ts";

export const simplelogin = oauth2({
  id: "simplelogin",
  name: "SimpleLogin",
  register: "https://app.simplelogin.io/developer",
  docs: "https://simplelogin.io/docs/siwsl/intro/",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://app.simplelogin.io/oauth2/authorize",
  token: "https://app.simplelogin.io/oauth2/token",
  userinfo: "https://app.simplelogin.io/oauth2/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "claim",
  claims: { sub: "sub", name: "name", email: "email", email_verified: "email_verified", picture: "avatar_url" },
});
