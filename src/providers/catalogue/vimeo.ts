/** Vimeo, as its closed advanced API had it, by OAuth 1.0a. */
import { oauth1 } from "../entry.ts";

export const vimeo = oauth1({
  id: "vimeo",
  name: "Vimeo (OAuth 1.0)",
  register: "https://developer.vimeo.com/apps",
  status: "closed",
  note: "The advanced API is retired; use the Vimeo that speaks OAuth 2.0.",
  known: { sources: 5, date: "2026-11-20" },
  requestToken: "https://vimeo.com/oauth/request_token",
  authorize: "https://vimeo.com/oauth/authorize",
  token: "https://vimeo.com/oauth/access_token",
  userinfo: "http://vimeo.com/api/rest/v2",
  scope: [],
  pkce: false,
  quirks: { unwrap: "person", profileQuery: { method: "vimeo.people.getInfo", format: "json" } },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "display_name" },
});
