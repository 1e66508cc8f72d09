/** Genius: song lyrics. */
import { oauth2 } from "../../entry.ts";

export const genius = oauth2({
  id: "genius",
  name: "Genius",
  register: "https://genius.com/api-clients",
  docs: "https://docs.genius.com/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.genius.com/oauth/authorize",
  token: "https://api.genius.com/oauth/token",
  userinfo: "https://api.genius.com/account",
  scope: ["me"],
  pkce: false,
  quirks: { unwrap: "response.user" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "login", name: "name", email: "email", picture: "avatar.medium.url" },
});
