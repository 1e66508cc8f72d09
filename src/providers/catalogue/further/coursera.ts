/** Coursera: online courses. */
import { oauth2 } from "../../entry.ts";

export const coursera = oauth2({
  id: "coursera",
  name: "Coursera",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://accounts.coursera.org/oauth2/v1/auth",
  token: "https://accounts.coursera.org/oauth2/v1/token",
  userinfo: "https://api.coursera.org/api/externalBasicProfiles.v1",
  scope: ["view_profile"],
  scopeSeparator: ",",
  pkce: false,
  quirks: { profileQuery: { q: "me", fields: "name" }, unwrap: "elements[0]" },
  emailTrust: "never",
  claims: { sub: "id", name: "name" },
});
