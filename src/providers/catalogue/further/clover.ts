/** Clover: points of sale. */
import { oauth2 } from "../../entry.ts";

/** Each site's API is on another host. */
const CLOVER_APIS: Readonly<Record<string, string>> = {
  "www.eu.clover.com": "api.eu.clover.com",
  "www.la.clover.com": "api.la.clover.com",
  "sandbox.dev.clover.com": "apisandbox.dev.clover.com",
};

export const clover = oauth2({
  id: "clover",
  name: "Clover",
  docs: "https://docs.clover.com/dev/docs/using-oauth-20",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    site: {
      label: "Site",
      type: "choice",
      choices: ["www.clover.com", "www.eu.clover.com", "www.la.clover.com", "sandbox.dev.clover.com"],
      default: "www.clover.com",
    },
  },
  derived: { api: ({ site = "" }) => CLOVER_APIS[site] ?? "api.clover.com" },
  authorize: "https://{site}/oauth/v2/authorize",
  token: "https://{api}/oauth/v2/token",
  userinfo: "https://{api}/v3/merchants/{callback.merchant_id}/employees/{callback.employee_id}",
  scope: [],
  pkce: false,
  quirks: { tokenBody: "json" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
