/** Salesloft: sales. */
import { oauth2 } from "../../entry.ts";

export const salesloft = oauth2({
  id: "salesloft",
  name: "Salesloft",
  register: "https://developers.salesloft.com/",
  docs: "https://developers.salesloft.com/docs/platform/api-basics/oauth-authentication/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://accounts.salesloft.com/oauth/authorize",
  token: "https://accounts.salesloft.com/oauth/token",
  userinfo: "https://api.salesloft.com/v2/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "guid", name: "name", given_name: "first_name", family_name: "last_name", email: "email" },
});
