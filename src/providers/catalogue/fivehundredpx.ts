/** 500px, as its closed API had it, by OAuth 1.0a. */
import { oauth1 } from "../entry.ts";

export const fivehundredpx = oauth1({
  id: "500px",
  name: "500px",
  register: "https://500px.com/settings/applications",
  status: "closed",
  note: "The public API closed in June 2018.",
  known: { sources: 3, date: "2026-11-20" },
  requestToken: "https://api.500px.com/v1/oauth/request_token",
  authorize: "https://api.500px.com/v1/oauth/authorize",
  token: "https://api.500px.com/v1/oauth/access_token",
  userinfo: "https://api.500px.com/v1/users",
  scope: [],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: "fullname",
    given_name: "firstname",
    family_name: "lastname",
    email: "email",
    picture: "userpic_url",
  },
});
