/** Vercel: hosting of web applications. */
import { oauth2 } from "../../entry.ts";

export const vercel = oauth2({
  id: "vercel",
  name: "Vercel",
  register: "https://vercel.com/dashboard",
  docs: "https://vercel.com/docs/sign-in-with-vercel",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://vercel.com/oauth/authorize",
  token: "https://api.vercel.com/login/oauth/token",
  userinfo: "https://api.vercel.com/login/oauth/userinfo",
  scope: ["openid", "email", "profile"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
