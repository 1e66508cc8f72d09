/** Dwolla, as its three-legged OAuth was. The token answer names the account. */
import { oauth2 } from "../entry.ts";

export const dwolla = oauth2({
  id: "dwolla",
  name: "Dwolla",
  register: "https://dashboard.dwolla.com/applications-legacy",
  status: "closed",
  note: "Signing in with a Dwolla account was retired for partners; version 2 knows client credentials alone.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    environment: {
      label: "Environment",
      type: "choice",
      choices: ["production", "sandbox"],
      default: "production",
      allauth: "ENVIROMENT",
    },
  },
  derived: {
    host: ({ environment }) => (environment === "sandbox" ? "https://uat.dwolla.com" : "https://www.dwolla.com"),
    api: ({ environment }) => (environment === "sandbox" ? "https://api-uat.dwolla.com" : "https://api.dwolla.com"),
  },
  authorize: "{host}/oauth/v2/authenticate",
  token: "{host}/oauth/v2/token",
  userinfo: "{api}/accounts/{token.account_id}",
  scope: ["AccountInfoFull"],
  scopeSeparator: "|",
  pkce: false,
  quirks: { profileHeaders: { accept: "application/vnd.dwolla.v1.hal+json" } },
  emailTrust: "never",
  claims: { sub: "id", name: "name" },
});
