/** Trakt: films and series seen. */
import { oauth2 } from "../../entry.ts";

export const trakt = oauth2({
  id: "trakt",
  name: "Trakt",
  register: "https://trakt.tv/oauth/applications/new",
  docs: "https://trakt.docs.apiary.io/",
  note: "A slug follows the user name; the UUID is the person.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://trakt.tv/oauth/authorize",
  token: "https://api.trakt.tv/oauth/token",
  userinfo: "https://api.trakt.tv/users/settings",
  revoke: "https://api.trakt.tv/oauth/revoke",
  scope: [],
  pkce: false,
  quirks: {
    tokenBody: "json",
    profileHeaders: { "trakt-api-version": "2", "trakt-api-key": "{clientId}" },
    unwrap: "user",
  },
  emailTrust: "never",
  claims: { sub: "ids.uuid", preferred_username: "username", name: "name", picture: "images.avatar.full" },
});
