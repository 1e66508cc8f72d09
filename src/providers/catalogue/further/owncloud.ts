/** ownCloud: files of one's own. */
import { oauth2 } from "../../entry.ts";

export const owncloud = oauth2({
  id: "owncloud",
  name: "ownCloud",
  docs: "https://doc.owncloud.com/server/next/admin_manual/configuration/server/security/oauth2.html",
  note: "The person is a part of the token answer; a user id there is given once and never changed.",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  authorize: "{url}/index.php/apps/oauth2/authorize",
  token: "{url}/index.php/apps/oauth2/api/v1/token",
  scope: [],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "user_id", preferred_username: "user_id" },
});
