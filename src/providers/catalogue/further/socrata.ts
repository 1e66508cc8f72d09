/** Socrata: open data portals, by Tyler. */
import { oauth2 } from "../../entry.ts";

export const socrata = oauth2({
  id: "socrata",
  name: "Socrata",
  docs: "https://dev.socrata.com/docs/authentication",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { domain: { label: "Domain", help: "For example data.example.gov.", type: "host", required: true } },
  authorize: "https://{domain}/oauth/authorize",
  token: "https://{domain}/oauth/access_token",
  userinfo: "https://{domain}/api/users/current.json",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "displayName", email: "email" },
});
