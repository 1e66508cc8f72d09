/** Kroger: groceries. */
import { oauth2 } from "../../entry.ts";

export const kroger = oauth2({
  id: "kroger",
  name: "Kroger",
  register: "https://developer.kroger.com/",
  docs: "https://developer.kroger.com/documentation/public/security/customer-authentication",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.kroger.com/v1/connect/oauth2/authorize",
  token: "https://api.kroger.com/v1/connect/oauth2/token",
  userinfo: "https://api.kroger.com/v1/identity/profile",
  scope: ["profile.compact"],
  pkce: false,
  tokenAuth: "basic",
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id" },
});
