/** Phabricator: code review, and its successor Phorge. */
import { oauth2 } from "../../entry.ts";

export const phabricator = oauth2({
  id: "phabricator",
  name: "Phabricator",
  docs: "https://we.phorge.it/",
  status: "renamed",
  note: "Phabricator ended in 2021; Phorge goes on with it.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  authorize: "{url}/oauthserver/auth/",
  token: "{url}/oauthserver/token/",
  userinfo: "{url}/api/user.whoami",
  scope: [],
  pkce: false,
  quirks: {
    errorField: { path: "error_code", ok: [], message: "error_info" },
    unwrap: "result",
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "phid", preferred_username: "userName", name: "realName", email: "primaryEmail", picture: "image" },
});
