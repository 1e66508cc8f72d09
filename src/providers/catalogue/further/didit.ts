/** Didit: identity verification. */
import { oauth2 } from "../../entry.ts";

export const didit = oauth2({
  id: "didit",
  name: "Didit",
  docs: "https://docs.didit.me/",
  note: "Claims are grouped by what they were checked for.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://apx.didit.me/auth/v2/authorize",
  token: "https://apx.didit.me/auth/v2/token",
  userinfo: "https://apx.didit.me/auth/v2/users/retrieve",
  scope: ["openid", "profile", "names", "email", "picture"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub", name: "names.full_name", email: "email.email", picture: "picture" },
});
