/** Clio: practice management for lawyers. */
import { oauth2 } from "../../entry.ts";

export const clio = oauth2({
  id: "clio",
  name: "Clio",
  register: "https://developers.clio.com/",
  docs: "https://docs.developers.clio.com/",
  note: "Version 4 of the API; each region has its own accounts.",
  known: { sources: 2, date: "2026-11-20" },
  settings: {
    host: {
      label: "Region",
      type: "choice",
      choices: ["app.clio.com", "eu.app.clio.com", "ca.app.clio.com", "au.app.clio.com"],
      default: "app.clio.com",
    },
  },
  authorize: "https://{host}/oauth/authorize",
  token: "https://{host}/oauth/token",
  userinfo: "https://{host}/api/v4/users/who_am_i.json",
  scope: [],
  pkce: false,
  quirks: { profileQuery: { fields: "id,name,first_name,last_name,email" }, unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", given_name: "first_name", family_name: "last_name", email: "email" },
});
