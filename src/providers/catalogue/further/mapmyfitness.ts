/** MapMyFitness: sports. */
import { oauth2 } from "../../entry.ts";

export const mapmyfitness = oauth2({
  id: "mapmyfitness",
  name: "MapMyFitness",
  status: "closed",
  note: "API closed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.mapmyfitness.com/v7.0/oauth2/authorize",
  token: "https://oauth2-api.mapmyapi.com/v7.0/oauth2/access_token",
  userinfo: "https://oauth2-api.mapmyapi.com/v7.0/user/self/",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", email: "email" },
});
