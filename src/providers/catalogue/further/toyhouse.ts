/** Toyhouse: characters and their stories. */
import { oauth2 } from "../../entry.ts";

export const toyhouse = oauth2({
  id: "toyhouse",
  name: "Toyhouse",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://toyhou.se/~oauth/authorize",
  token: "https://toyhou.se/~oauth/token",
  userinfo: "https://toyhou.se/~api/v1/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "username", email: "email", picture: "avatar" },
});
