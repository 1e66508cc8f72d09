/**
 * OpenStreetMap, by OAuth 2.0; by OAuth 1.0a, as it was until June 2024, as a variant. A person has one number both ways.
 */
import { oauth1, oauth2 } from "../entry.ts";

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
  variants: {
    oauth1: oauth1({
      id: "openstreetmap",
      name: "OpenStreetMap",
      docs: "https://wiki.openstreetmap.org/wiki/OAuth/1.0a",
      known: { sources: 4, date: "2026-11-20" },
      requestToken: "https://www.openstreetmap.org/oauth/request_token",
      authorize: "https://www.openstreetmap.org/oauth/authorize",
      token: "https://www.openstreetmap.org/oauth/access_token",
      userinfo: "https://api.openstreetmap.org/api/0.6/user/details.json",
      scope: [],
      pkce: false,
      quirks: { unwrap: "user" },
      emailTrust: "never",
      claims: {
        sub: "id",
        issuer: () => "https://www.openstreetmap.org",
        preferred_username: "display_name",
        name: "display_name",
        picture: "img.href",
      },
    }),
  },
});
