/** Tumblr (OAuth 1.0a): blogs. */
import { oauth1 } from "../../entry.ts";
import { marked } from "../claim-sources.ts";

export const tumblr = oauth1({
  id: "tumblr",
  name: "Tumblr (OAuth 1.0a)",
  register: "https://www.tumblr.com/oauth/apps",
  docs: "https://www.tumblr.com/docs/en/api/v2",
  note: "OAuth 1.0a; the entry tumblr_oauth2 is the newer way. A blog's name can change hands; the primary blog's UUID is the person.",
  known: { sources: 7, date: "2026-11-20" },
  requestToken: "https://www.tumblr.com/oauth/request_token",
  authorize: "https://www.tumblr.com/oauth/authorize",
  token: "https://www.tumblr.com/oauth/access_token",
  userinfo: "https://api.tumblr.com/v2/user/info",
  scope: [],
  pkce: false,
  quirks: { unwrap: "response.user" },
  emailTrust: "never",
  claims: { sub: marked("blogs", "primary", "uuid"), preferred_username: "name", name: "name" },
});
