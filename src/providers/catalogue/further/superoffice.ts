/** SuperOffice: customer relations. */
import { oauth2 } from "../../entry.ts";

export const superoffice = oauth2({
  id: "superoffice",
  name: "SuperOffice",
  docs: "https://docs.superoffice.com/en/authentication/online/index.html",
  known: { sources: 2, date: "2026-11-20" },
  settings: {
    environment: { label: "Environment", type: "choice", choices: ["online", "qaonline", "sod"], default: "online" },
    customer: {
      label: "Customer",
      help: "The customer's number, for example Cust12345.",
      type: "text",
      pattern: "[A-Za-z0-9]+",
      required: true,
    },
  },
  authorize: "https://{environment}.superoffice.com/login/common/oauth/authorize",
  token: "https://{environment}.superoffice.com/login/common/oauth/tokens",
  userinfo: "https://{environment}.superoffice.com/{customer}/api/v1/User/currentPrincipal",
  scope: ["openid"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "EjUserId", name: "FullName", email: "EMailAddress" },
});
