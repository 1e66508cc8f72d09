/** Garmin Connect: sports watches. */
import { oauth2 } from "../../entry.ts";

export const garminconnect = oauth2({
  id: "garminconnect",
  name: "Garmin Connect",
  register: "https://developer.garmin.com/gc-developer-program/",
  docs: "https://developer.garmin.com/gc-developer-program/overview/",
  status: "moved",
  note: "OAuth 2.0 with PKCE takes the place of OAuth 1.0 until the end of 2026. The answer is an id and nothing else.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://connect.garmin.com/oauth2Confirm",
  token: "https://diauth.garmin.com/di-oauth2-service/oauth/token",
  userinfo: "https://apis.garmin.com/wellness-api/rest/user/id",
  scope: [],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "userId" },
});
