/** Exact Online: bookkeeping. */
import { oauth2 } from "../../entry.ts";

export const exactonline = oauth2({
  id: "exactonline",
  name: "Exact Online",
  register: "https://apps.exactonline.com/",
  docs: "https://support.exactonline.com/community/s/knowledge-base",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: {
      label: "Country",
      type: "choice",
      choices: [
        "start.exactonline.nl",
        "start.exactonline.be",
        "start.exactonline.de",
        "start.exactonline.fr",
        "start.exactonline.es",
        "start.exactonline.co.uk",
        "start.exactonline.com",
      ],
      default: "start.exactonline.nl",
    },
  },
  authorize: "https://{host}/api/oauth2/auth",
  token: "https://{host}/api/oauth2/token",
  userinfo: "https://{host}/api/v1/current/Me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "d.results[0]" },
  emailTrust: "never",
  claims: { sub: "UserID", name: "FullName", given_name: "FirstName", family_name: "LastName", email: "Email" },
});
