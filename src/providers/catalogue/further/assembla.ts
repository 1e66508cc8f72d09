/** Assembla: source code. */
import { oauth2 } from "../../entry.ts";

export const assembla = oauth2({
  id: "assembla",
  name: "Assembla",
  docs: "https://api-docs.assembla.cc/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.assembla.com/authorization",
  token: "https://api.assembla.com/token",
  userinfo: "https://api.assembla.com/v1/user.json",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "login", name: "name", email: "email" },
});
