/** Dwolla, as its three-legged OAuth was. The account's address stands in the token answer. */
import { oauth2 } from "../entry.ts";

export const dwolla = oauth2({
  id: "dwolla",
  name: "Dwolla",
  register: "https://dashboard.dwolla.com/applications-legacy",
  status: "closed",
  note: "Signing in with a Dwolla account was retired for partners; version 2 knows client credentials alone.",
  known: { sources: 3, date: "2026-11-20" },
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
  },
  authorize: "{host}/oauth/v2/authenticate",
  token: "{host}/oauth/v2/token",
  userinfo: "{account}",
  scope: ["AccountInfoFull"],
  scopeSeparator: "|",
  pkce: false,
  quirks: {
    parts: {
      account: {
        from: "$token._links.account.href",
        pattern: "https://api(?:-uat|-sandbox)?\\.dwolla\\.com/accounts/[0-9a-f\\-]{36}",
      },
    },
    profileHeaders: { accept: "application/vnd.dwolla.v1.hal+json" },
  },
  emailTrust: "never",
  claims: { sub: "id", name: "name" },
});
