/** monday.com: work management. */
import { oauth2 } from "../../entry.ts";

export const monday = oauth2({
  id: "monday",
  name: "monday.com",
  register: "https://developer.monday.com/",
  docs: "https://developer.monday.com/apps/docs/oauth",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://auth.monday.com/oauth2/authorize",
  token: "https://auth.monday.com/oauth2/token",
  userinfo: "https://api.monday.com/v2",
  scope: ["me:read"],
  pkce: false,
  quirks: { profileBody: { json: { query: "query { me { id name email photo_original } }" } }, unwrap: "data.me" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "photo_original" },
});
