/** App.net: a social network without advertising. */
import { oauth2 } from "../../entry.ts";

export const appnet = oauth2({
  id: "appnet",
  name: "App.net",
  status: "closed",
  note: "App.net closed 2017.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://account.app.net/oauth/authorize",
  token: "https://account.app.net/oauth/access_token",
  userinfo: "https://api.app.net/users/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "name", picture: "avatar_image.url" },
});
