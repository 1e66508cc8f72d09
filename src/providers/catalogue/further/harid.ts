/** HarID: the sign-in of Estonian education. */
import { oauth2 } from "../../entry.ts";

export const harid = oauth2({
  id: "harid",
  name: "HarID",
  docs: "https://harid.ee/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: { label: "Environment", type: "choice", choices: ["harid.ee", "test.harid.ee"], default: "harid.ee" },
  },
  authorize: "https://{host}/et/authorizations/new",
  token: "https://{host}/et/access_tokens",
  userinfo: "https://{host}/et/user_info",
  scope: ["openid", "profile", "email", "session_type"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name", email: "email" },
});
