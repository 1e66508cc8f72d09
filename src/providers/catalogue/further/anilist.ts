/** AniList: lists of anime and manga. */
import { oauth2 } from "../../entry.ts";

export const anilist = oauth2({
  id: "anilist",
  name: "AniList",
  register: "https://anilist.co/settings/developer",
  docs: "https://docs.anilist.co/guide/auth/authorization-code",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://anilist.co/api/v2/oauth/authorize",
  token: "https://anilist.co/api/v2/oauth/token",
  userinfo: "https://graphql.anilist.co/",
  scope: [],
  pkce: false,
  quirks: { profileBody: { json: { query: "query { Viewer { id name avatar { large } } }" } }, unwrap: "data.Viewer" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "name", name: "name", picture: "avatar.large" },
});
