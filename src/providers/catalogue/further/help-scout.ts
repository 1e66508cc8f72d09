/** Help Scout: customer support. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const helpScout = oauth2({
  id: "help_scout",
  name: "Help Scout",
  register: "https://secure.helpscout.net/",
  docs: "https://developer.helpscout.com/mailbox-api/overview/authentication/",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://secure.helpscout.net/authentication/authorizeClientApplication",
  token: "https://api.helpscout.net/v2/oauth2/token",
  userinfo: "https://api.helpscout.net/v2/users/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("firstName", "lastName"),
    given_name: "firstName",
    family_name: "lastName",
    email: "email",
    picture: "photoUrl",
  },
});
