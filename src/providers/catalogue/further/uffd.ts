/** uffd: a user directory of one's own. */
import { oauth2 } from "../../entry.ts";

export const uffd = oauth2({
  id: "uffd",
  name: "uffd",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Address", type: "url", required: true } },
  authorize: "{url}/oauth2/authorize",
  token: "{url}/oauth2/token",
  userinfo: "{url}/oauth2/userinfo",
  scope: ["profile"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "nickname", name: "name", email: "email" },
});
