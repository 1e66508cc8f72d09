/** Exment: databases of one's own, from Japan. */
import { oauth2 } from "../../entry.ts";

export const exment = oauth2({
  id: "exment",
  name: "Exment",
  docs: "https://exment.net/docs/#/api",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: {
      label: "Address",
      help: "The address of Exment itself, for example https://example.com/admin.",
      type: "url",
      required: true,
    },
  },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/api/me",
  scope: ["me"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "value.user_code", name: "value.user_name", email: "value.email" },
});
