/** Xing, as its closed API had it, by OAuth 1.0a. */
import { oauth1 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const xing = oauth1({
  id: "xing",
  name: "XING",
  register: "https://dev.xing.com/applications",
  status: "closed",
  note: "The public API was closed to new applications and wound down.",
  known: { sources: 4, date: "2026-11-20" },
  requestToken: "https://api.xing.com/v1/request_token",
  authorize: "https://www.xing.com/v1/authorize",
  token: "https://api.xing.com/v1/access_token",
  userinfo: "https://api.xing.com/v1/users/me.json",
  scope: [],
  pkce: false,
  quirks: { unwrap: "users[0]" },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "page_name",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "active_email",
    picture: "photo_urls.large",
  },
});
