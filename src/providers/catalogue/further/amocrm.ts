/** amoCRM: customer relations for Russian-speaking countries. */
import { oauth2 } from "../../entry.ts";

export const amocrm = oauth2({
  id: "amocrm",
  name: "amoCRM",
  docs: "https://www.amocrm.ru/developers/content/oauth/oauth",
  note: "The answer names the account and the number of the person in it, and nothing else of them.",
  known: { sources: 2, date: "2026-11-20" },
  settings: {
    subdomain: {
      label: "Account",
      help: "The name before .amocrm.ru.",
      type: "text",
      pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
      required: true,
    },
  },
  authorize: "https://www.amocrm.ru/oauth",
  token: "https://{subdomain}.amocrm.ru/oauth2/access_token",
  userinfo: "https://{subdomain}.amocrm.ru/api/v4/account",
  scope: [],
  pkce: false,
  quirks: { tokenBody: "json" },
  emailTrust: "never",
  claims: { sub: "current_user_id" },
});
