/** Crowdin: translations. */
import { oauth2 } from "../../entry.ts";

export const crowdin = oauth2({
  id: "crowdin",
  name: "Crowdin",
  register: "https://crowdin.com/settings#api-key",
  docs: "https://support.crowdin.com/developer/authorizing-oauth-apps/",
  note: "People of Crowdin Enterprise are another directory, with a host of their own.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://accounts.crowdin.com/oauth/authorize",
  token: "https://accounts.crowdin.com/oauth/token",
  userinfo: "https://crowdin.com/api/v2/user",
  scope: [],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "fullName", email: "email", picture: "avatarUrl" },
});
