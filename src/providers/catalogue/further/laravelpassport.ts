/** Laravel Passport: an application of one's own. */
import { oauth2 } from "../../entry.ts";

export const laravelpassport = oauth2({
  id: "laravelpassport",
  name: "Laravel Passport",
  docs: "https://laravel.com/docs/passport",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: {
      label: "Application",
      help: "Any Laravel application with Passport whose /api/user describes the person.",
      type: "url",
      required: true,
    },
  },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/api/user",
  scope: [],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
