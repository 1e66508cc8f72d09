/** pr0gramm: a picture board in German. */
import { oauth2 } from "../../entry.ts";

export const pr0gramm = oauth2({
  id: "pr0gramm",
  name: "pr0gramm",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://pr0gramm.com/oauth/authorize",
  token: "https://pr0gramm.com/api/oauth/createAccessToken",
  userinfo: "https://pr0gramm.com/api/user/me",
  scope: ["user.me"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "identifier", preferred_username: "name", name: "name" },
});
