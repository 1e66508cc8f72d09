/** Railway: a platform for applications. */
import { oauth2 } from "../../entry.ts";

export const railway = oauth2({
  id: "railway",
  name: "Railway",
  docs: "https://docs.railway.com/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://backboard.railway.com/oauth/auth",
  token: "https://backboard.railway.com/oauth/token",
  userinfo: "https://backboard.railway.com/oauth/me",
  scope: ["openid", "email", "profile"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "sub", name: "name", email: "email", picture: "picture" },
});
