/** Seznam: mail and search in Czechia. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const seznam = oauth2({
  id: "seznam",
  name: "Seznam",
  register: "https://vyvojari.seznam.cz/oauth/admin",
  docs: "https://vyvojari.seznam.cz/oauth/doc",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://login.szn.cz/api/v1/oauth/auth",
  token: "https://login.szn.cz/api/v1/oauth/token",
  userinfo: "https://login.szn.cz/api/v1/user",
  scope: ["identity"],
  pkce: false,
  quirks: { tokenBody: "json" },
  emailTrust: "never",
  claims: {
    sub: "oauth_user_id",
    preferred_username: "username",
    name: joined("firstname", "lastname"),
    given_name: "firstname",
    family_name: "lastname",
    email: "email",
  },
});
