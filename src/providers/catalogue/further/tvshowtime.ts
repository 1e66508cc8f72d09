/** TV Time: series seen. */
import { oauth2 } from "../../entry.ts";

export const tvshowtime = oauth2({
  id: "tvshowtime",
  name: "TV Time",
  status: "closed",
  note: "API closed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.tvshowtime.com/oauth/authorize",
  token: "https://api.tvshowtime.com/v1/oauth/access_token",
  userinfo: "https://api.tvshowtime.com/v1/user",
  scope: ["basic"],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "name", name: "name", picture: "image" },
});
