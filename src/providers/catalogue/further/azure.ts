/** Azure: work and personal accounts of Microsoft, by its Graph. */
import { oauth2 } from "../../entry.ts";

export const azure = oauth2({
  id: "azure",
  name: "Azure",
  register: "https://entra.microsoft.com/",
  docs: "https://learn.microsoft.com/en-us/graph/api/user-get",
  status: "renamed",
  note: "Azure AD is called Microsoft Entra ID since 2023. The entry microsoft verifies an ID Token and is the better choice; addresses are whatever an administrator wrote.",
  known: { sources: 2, date: "2026-11-20" },
  settings: {
    tenant: {
      label: "Tenant",
      help: "common, organizations, consumers, or your directory's tenant id.",
      type: "text",
      pattern: "common|organizations|consumers|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
      default: "common",
    },
  },
  authorize: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
  token: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
  userinfo: "https://graph.microsoft.com/v1.0/me",
  scope: ["openid", "User.Read"],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "userPrincipalName",
    name: "displayName",
    given_name: "givenName",
    family_name: "surname",
    email: ["mail", "userPrincipalName"],
  },
});
