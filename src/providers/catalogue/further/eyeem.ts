/** EyeEm: photographs. */
import { oauth2 } from "../../entry.ts";

export const eyeem = oauth2({
  id: "eyeem",
  name: "EyeEm",
  status: "closed",
  note: "API closed / company insolvent.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://www.eyeem.com/oauth/authorize",
  token: "https://api.eyeem.com/v2/oauth/token",
  userinfo: "https://api.eyeem.com/v2/users/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "nickname", name: "fullname", email: "email", picture: "photoUrl" },
});
