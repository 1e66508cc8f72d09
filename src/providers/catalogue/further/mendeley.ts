/** Mendeley: a library of research papers. */
import { oauth2 } from "../../entry.ts";

export const mendeley = oauth2({
  id: "mendeley",
  name: "Mendeley",
  register: "https://dev.mendeley.com/myapps.html",
  docs: "https://dev.mendeley.com/reference/topics/authorization_overview.html",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.mendeley.com/oauth/authorize",
  token: "https://api.mendeley.com/oauth/token",
  userinfo: "https://api.mendeley.com/profiles/me",
  scope: ["all"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "id", name: "display_name", given_name: "first_name", family_name: "last_name", email: "email" },
});
