/** Skyrock: blogs in France. */
import { oauth1 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const skyrock = oauth1({
  id: "skyrock",
  name: "Skyrock",
  status: "closed",
  note: "Closed 2023.",
  known: { sources: 1, date: "2026-11-20" },
  requestToken: "https://api.skyrock.com/v2/oauth/initiate",
  authorize: "https://api.skyrock.com/v2/oauth/authenticate",
  token: "https://api.skyrock.com/v2/oauth/token",
  userinfo: "https://api.skyrock.com/v2/user/get.json",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id_user",
    preferred_username: "username",
    name: joined("firstname", "name"),
    given_name: "firstname",
    family_name: "name",
    email: "email",
  },
});
