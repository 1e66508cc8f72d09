/** Airtable: databases in the form of spreadsheets. */
import { oauth2 } from "../../entry.ts";

export const airtable = oauth2({
  id: "airtable",
  name: "Airtable",
  register: "https://airtable.com/create/oauth",
  docs: "https://airtable.com/developers/web/api/oauth-reference",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://airtable.com/oauth2/v1/authorize",
  token: "https://airtable.com/oauth2/v1/token",
  userinfo: "https://api.airtable.com/v0/meta/whoami",
  scope: ["user.email:read"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "id", email: "email" },
});
