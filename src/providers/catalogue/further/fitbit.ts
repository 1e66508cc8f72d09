/** Fitbit: health trackers. */
import { oauth2 } from "../../entry.ts";

export const fitbit = oauth2({
  id: "fitbit",
  name: "Fitbit",
  register: "https://dev.fitbit.com/apps/new",
  docs: "https://dev.fitbit.com/build/reference/web-api/developer-guide/authorization/",
  status: "moved",
  note: "The Web API was announced to end in September 2026, in favour of the Google Health API.",
  known: { sources: 5, date: "2026-11-20" },
  authorize: "https://www.fitbit.com/oauth2/authorize",
  token: "https://api.fitbit.com/oauth2/token",
  userinfo: "https://api.fitbit.com/1/user/-/profile.json",
  revoke: "https://api.fitbit.com/oauth2/revoke",
  scope: ["profile"],
  pkce: true,
  tokenAuth: "basic",
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: {
    sub: "encodedId",
    preferred_username: "displayName",
    name: "fullName",
    given_name: "firstName",
    family_name: "lastName",
    picture: "avatar150",
  },
});
