/** Ravelry: knitting. */
import { oauth2 } from "../../entry.ts";

export const ravelry = oauth2({
  id: "ravelry",
  name: "Ravelry",
  register: "https://www.ravelry.com/pro/developer",
  docs: "https://www.ravelry.com/api",
  status: "moved",
  note: "OAuth 2.0 stands beside OAuth 1.0.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://www.ravelry.com/oauth2/auth",
  token: "https://www.ravelry.com/oauth2/token",
  userinfo: "https://api.ravelry.com/current_user.json",
  scope: ["offline"],
  pkce: false,
  tokenAuth: "basic",
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "username", picture: "large_photo_url" },
});
