/** Basecamp, through 37signals' Launchpad. Both endpoints want `type=web_server`. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const basecamp = oauth2({
  id: "basecamp",
  name: "Basecamp",
  register: "https://launchpad.37signals.com/integrations",
  docs: "https://github.com/basecamp/api/blob/master/sections/authentication.md",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://launchpad.37signals.com/authorization/new",
  token: "https://launchpad.37signals.com/authorization/token?type=web_server",
  userinfo: "https://launchpad.37signals.com/authorization.json",
  scope: [],
  authorizeParams: { type: "web_server" },
  pkce: false,
  quirks: { unwrap: "identity" },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email_address",
  },
});
