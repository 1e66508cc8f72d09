/** Threads: short posts, by Meta. */
import { oauth2 } from "../../entry.ts";

export const threads = oauth2({
  id: "threads",
  name: "Threads",
  register: "https://developers.facebook.com/apps/",
  docs: "https://developers.facebook.com/docs/threads/get-started",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://threads.net/oauth/authorize",
  token: "https://graph.threads.net/oauth/access_token",
  userinfo: "https://graph.threads.net/v1.0/me",
  scope: ["threads_basic"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    profileQuery: { fields: "id,username,name,threads_profile_picture_url" },
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "name", picture: "threads_profile_picture_url" },
});
