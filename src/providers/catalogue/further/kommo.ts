/** Kommo: customer relations, the international amoCRM. */
import { oauth2 } from "../../entry.ts";

export const kommo = oauth2({
  id: "kommo",
  name: "Kommo",
  docs: "https://developers.kommo.com/",
  note: "The answer names the account and the number of the person in it, and nothing else of them.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    subdomain: {
      label: "Account",
      help: "The name before .kommo.com.",
      type: "text",
      pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
      required: true,
    },
  },
  authorize: "https://www.kommo.com/oauth",
  token: "https://{subdomain}.kommo.com/oauth2/access_token",
  userinfo: "https://{subdomain}.kommo.com/api/v4/account",
  scope: [],
  pkce: false,
  quirks: { tokenBody: "json" },
  emailTrust: "never",
  claims: { sub: "current_user_id" },
});
