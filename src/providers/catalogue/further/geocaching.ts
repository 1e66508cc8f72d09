/** Geocaching: hidden boxes. */
import { oauth2 } from "../../entry.ts";

export const geocaching = oauth2({
  id: "geocaching",
  name: "Geocaching",
  register: "https://www.geocaching.com/api/",
  docs: "https://api.groundspeak.com/documentation",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://www.geocaching.com/oauth/authorize.aspx",
  token: "https://oauth.geocaching.com/token",
  userinfo: "https://api.groundspeak.com/v1/users/me",
  scope: ["*"],
  pkce: true,
  quirks: { profileQuery: { fields: "referenceCode,username,avatarUrl" } },
  emailTrust: "never",
  claims: { sub: "referenceCode", preferred_username: "username", name: "username", picture: "avatarUrl" },
});
