/** Gusto: payroll. */
import { oauth2 } from "../../entry.ts";

export const gusto = oauth2({
  id: "gusto",
  name: "Gusto",
  register: "https://dev.gusto.com/",
  docs: "https://docs.gusto.com/app-integrations/docs/authentication",
  note: "The answer is an id and nothing else.",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["api.gusto.com", "api.gusto-demo.com"],
      default: "api.gusto.com",
    },
  },
  authorize: "https://{host}/oauth/authorize",
  token: "https://{host}/oauth/token",
  userinfo: "https://{host}/v1/token_info",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "resource_owner.uuid" },
});
