/** Spotify: music. */
import { oauth2 } from "../../entry.ts";

export const spotify = oauth2({
  id: "spotify",
  name: "Spotify",
  register: "https://developer.spotify.com/dashboard",
  docs: "https://developer.spotify.com/documentation/web-api/tutorials/code-flow",
  note: "Since November 2025 callback addresses are https, or http on 127.0.0.1; localhost is refused.",
  known: { sources: 11, date: "2026-11-20" },
  authorize: "https://accounts.spotify.com/authorize",
  token: "https://accounts.spotify.com/api/token",
  userinfo: "https://api.spotify.com/v1/me",
  scope: ["user-read-email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "id", name: "display_name", email: "email", picture: "images[0].url" },
});
