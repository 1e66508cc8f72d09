/** Ride with GPS: routes of cyclists. */
import { oauth2 } from "../../entry.ts";

export const ridewithgps = oauth2({
  id: "ridewithgps",
  name: "Ride with GPS",
  register: "https://ridewithgps.com/api",
  docs: "https://github.com/ridewithgps/developers",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://ridewithgps.com/oauth/authorize",
  token: "https://ridewithgps.com/oauth/token.json",
  userinfo: "https://ridewithgps.com/api/v1/users/current.json",
  scope: [],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
