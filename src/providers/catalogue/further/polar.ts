/** Polar: payments for developers. */
import { oauth2 } from "../../entry.ts";

export const polar = oauth2({
  id: "polar",
  name: "Polar",
  register: "https://polar.sh/settings",
  docs: "https://docs.polar.sh/integrate/oauth2/introduction",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://polar.sh/oauth2/authorize",
  token: "https://api.polar.sh/v1/oauth2/token",
  userinfo: "https://api.polar.sh/v1/oauth2/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: { sub: "sub", name: "name", email: "email", email_verified: "email_verified", picture: "picture" },
});
