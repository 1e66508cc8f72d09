/** Tiltify: donations by streams. */
import { oauth2 } from "../../entry.ts";

export const tiltify = oauth2({
  id: "tiltify",
  name: "Tiltify",
  register: "https://app.tiltify.com/developers",
  docs: "https://developers.tiltify.com/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://v5api.tiltify.com/oauth/authorize",
  token: "https://v5api.tiltify.com/oauth/token",
  userinfo: "https://v5api.tiltify.com/api/public/current-user",
  scope: ["public"],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "username", email: "email", picture: "avatar.src" },
});
