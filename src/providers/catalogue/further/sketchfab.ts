/** Sketchfab: models in three dimensions. */
import { oauth2 } from "../../entry.ts";

export const sketchfab = oauth2({
  id: "sketchfab",
  name: "Sketchfab",
  docs: "https://sketchfab.com/developers/oauth",
  note: "Version 3 of the API has another profile address.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://sketchfab.com/oauth2/authorize/",
  token: "https://sketchfab.com/oauth2/token/",
  userinfo: "https://api.sketchfab.com/v3/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "uid", preferred_username: "username", name: "displayName", email: "email" },
});
