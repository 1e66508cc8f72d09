/** Shikimori: lists of anime and manga. */
import { oauth2 } from "../../entry.ts";

export const shikimori = oauth2({
  id: "shikimori",
  name: "Shikimori",
  register: "https://shikimori.one/oauth/applications",
  docs: "https://shikimori.one/oauth",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    application: {
      label: "Application",
      help: "The application's name as it is registered; it goes out as User-Agent.",
      type: "text",
      required: true,
    },
  },
  authorize: "https://shikimori.one/oauth/authorize",
  token: "https://shikimori.one/oauth/token",
  userinfo: "https://shikimori.one/api/users/whoami",
  scope: [],
  pkce: false,
  quirks: { tokenHeaders: { "user-agent": "{application}" }, profileHeaders: { "user-agent": "{application}" } },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "nickname", name: "nickname", picture: "avatar" },
});
