/** GoTo: meetings. */
import { oauth2 } from "../../entry.ts";

export const goto = oauth2({
  id: "goto",
  name: "GoTo",
  register: "https://developer.goto.com/clients",
  docs: "https://developer.goto.com/Authentication",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://authentication.logmeininc.com/oauth/authorize",
  token: "https://authentication.logmeininc.com/oauth/token",
  userinfo: "https://api.getgo.com/identity/v1/Users/me",
  scope: ["identity:scim.me"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "userName",
    name: "displayName",
    given_name: "name.givenName",
    family_name: "name.familyName",
    email: "emails[0].value",
  },
});
