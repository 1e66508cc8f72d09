/** OpenStreetMap, by OAuth 2.0. */
import { oauth2 } from "../entry.ts";

export const openstreetmap = oauth2({
  id: "openstreetmap",
  name: "OpenStreetMap",
  register: "https://www.openstreetmap.org/oauth2/applications",
  docs: "https://wiki.openstreetmap.org/wiki/OAuth",
  status: "moved",
  note: "OAuth 1.0a was switched off in June 2024. There is no e-mail address.",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://www.openstreetmap.org/oauth2/authorize",
  token: "https://www.openstreetmap.org/oauth2/token",
  userinfo: "https://api.openstreetmap.org/api/0.6/user/details.json",
  revoke: "https://www.openstreetmap.org/oauth2/revoke",
  scope: ["read_prefs"],
  pkce: true,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "display_name", name: "display_name", picture: "img.href" },
});
