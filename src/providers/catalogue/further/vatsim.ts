/** VATSIM: virtual aviation. */
import { oauth2 } from "../../entry.ts";

export const vatsim = oauth2({
  id: "vatsim",
  name: "VATSIM",
  docs: "https://vatsim.dev/services/connect/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["auth.vatsim.net", "auth-dev.vatsim.net"],
      default: "auth.vatsim.net",
    },
  },
  authorize: "https://{host}/oauth/authorize",
  token: "https://{host}/oauth/token",
  userinfo: "https://{host}/api/user",
  scope: ["full_name", "email"],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: {
    sub: "cid",
    name: "personal.name_full",
    given_name: "personal.name_first",
    family_name: "personal.name_last",
    email: "personal.email",
  },
});
