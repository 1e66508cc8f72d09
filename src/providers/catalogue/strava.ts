/** Strava. Scopes have commas between them. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const strava = oauth2({
  id: "strava",
  name: "Strava",
  register: "https://www.strava.com/settings/api",
  docs: "https://developers.strava.com/docs/authentication/",
  note: "E-mail addresses have not been shown since 2019.",
  known: { sources: 9, date: "2026-11-20" },
  authorize: "https://www.strava.com/oauth/authorize",
  token: "https://www.strava.com/api/v3/oauth/token",
  userinfo: "https://www.strava.com/api/v3/athlete",
  revoke: "https://www.strava.com/oauth/deauthorize",
  scope: ["read", "activity:read"],
  scopeSeparator: ",",
  authorizeParams: { approval_prompt: "auto" },
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("firstname", "lastname"),
    given_name: "firstname",
    family_name: "lastname",
    // `avatar/athlete/large.png` stands for none, and is no address.
    picture: "profile",
  },
  colour: "#fc4c02",
});
