/** Discogs: a database of records. */
import { oauth1 } from "../../entry.ts";

export const discogs = oauth1({
  id: "discogs",
  name: "Discogs",
  register: "https://www.discogs.com/settings/developers",
  docs: "https://www.discogs.com/developers/",
  known: { sources: 4, date: "2026-11-20" },
  requestToken: "https://api.discogs.com/oauth/request_token",
  authorize: "https://discogs.com/oauth/authorize",
  token: "https://api.discogs.com/oauth/access_token",
  userinfo: "https://api.discogs.com/oauth/identity",
  scope: [],
  pkce: false,
  quirks: { profileHeaders: { "user-agent": "Alldoor" }, tokenHeaders: { "user-agent": "Alldoor" } },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "username" },
});
