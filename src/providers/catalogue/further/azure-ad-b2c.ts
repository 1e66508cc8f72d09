/** Azure AD B2C: customer directories in Microsoft's cloud. */
import { oidc } from "../../entry.ts";

export const azureAdB2c = oidc({
  id: "azure_ad_b2c",
  name: "Azure AD B2C",
  docs: "https://learn.microsoft.com/en-us/azure/active-directory-b2c/openid-connect",
  note: "Closed to new customers since May 2025. What the ID Token holds is chosen in the user flow.",
  known: { sources: 4, date: "2026-11-20" },
  settings: {
    tenant: {
      label: "Tenant",
      help: "The name before .onmicrosoft.com.",
      type: "text",
      pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
      required: true,
    },
    tenantId: {
      label: "Tenant id",
      help: "The directory's id.",
      type: "text",
      pattern: "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
      required: true,
    },
    userFlow: { label: "User flow", type: "text", pattern: "[A-Za-z0-9_\\-]+", required: true },
  },
  issuer: "https://{tenant}.b2clogin.com/{tenantId}/v2.0/",
  authorize: "https://{tenant}.b2clogin.com/{tenant}.onmicrosoft.com/{userFlow}/oauth2/v2.0/authorize",
  token: "https://{tenant}.b2clogin.com/{tenant}.onmicrosoft.com/{userFlow}/oauth2/v2.0/token",
  jwks: "https://{tenant}.b2clogin.com/{tenant}.onmicrosoft.com/{userFlow}/discovery/v2.0/keys",
  scope: ["openid"],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "sub",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: ["emails[0]", "email"],
  },
});
