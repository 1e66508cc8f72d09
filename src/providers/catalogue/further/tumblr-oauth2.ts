/** Tumblr: blogs. */
import { oauth2 } from "../../entry.ts";
import { marked } from "../claim-sources.ts";

export const tumblrOauth2 = oauth2({
  id: "tumblr_oauth2",
  name: "Tumblr",
  register: "https://www.tumblr.com/oauth/apps",
  docs: "https://www.tumblr.com/docs/en/api/v2",
  note: "A blog's name can change hands; the primary blog's UUID is the person.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://www.tumblr.com/oauth2/authorize",
  token: "https://api.tumblr.com/v2/oauth2/token",
  userinfo: "https://api.tumblr.com/v2/user/info",
  scope: ["basic"],
  pkce: false,
  quirks: { unwrap: "response.user" },
  emailTrust: "never",
  claims: { sub: marked("blogs", "primary", "uuid"), preferred_username: "name", name: "name" },
});
