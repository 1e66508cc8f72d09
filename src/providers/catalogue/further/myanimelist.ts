/** MyAnimeList: lists of anime and manga. */
import { oauth2 } from "../../entry.ts";

export const myanimelist = oauth2({
  id: "myanimelist",
  name: "MyAnimeList",
  register: "https://myanimelist.net/apiconfig",
  docs: "https://myanimelist.net/apiconfig/references/authorization",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://myanimelist.net/v1/oauth2/authorize",
  token: "https://myanimelist.net/v1/oauth2/token",
  userinfo: "https://api.myanimelist.net/v2/users/@me",
  scope: [],
  pkce: true,
  quirks: { pkceMethod: "plain" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "name", name: "name", picture: "picture" },
});
