/**
 * Microsoft Entra ID and personal Microsoft accounts, by OpenID Connect.
 *
 * A person is `oid` within the tenant that issued the token: `sub` differs from one registration to the next, and an
 * address is whatever a tenant's administrator wrote, so it is never called verified. Graph, the older way, is a variant: it
 * tells the same id and not the tenant.
 */
import { oauth2, oidc } from "../entry.ts";
import type { Setting } from "../provider.ts";

/** The tenant that all personal accounts live in. */
const PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";

const tenant: Setting = {
  label: "Tenant",
  help: "common, organizations, consumers (personal accounts), or your directory's tenant id.",
  type: "text",
  default: "common",
  pattern: "common|organizations|consumers|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
  allauth: "tenant",
};

export const microsoft = oidc({
  id: "microsoft",
  name: "Microsoft",
  register: "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade",
  docs: "https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc",
  status: "renamed",
  note: "Azure AD is called Microsoft Entra ID since 2023.",
  known: { sources: 9, date: "2026-11-20" },
  settings: { tenant },
  derived: { issuingTenant: ({ tenant }) => (tenant === "consumers" ? PERSONAL : (tenant ?? "")) },
  issuer: "https://login.microsoftonline.com/{issuingTenant}/v2.0",
  issuerTemplate: {
    template: "https://login.microsoftonline.com/{tid}/v2.0",
    when: { tenant: ["common", "organizations"] },
    except: { organizations: { tid: [PERSONAL] } },
  },
  authorize: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
  token: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
  userinfo: "https://graph.microsoft.com/oidc/userinfo",
  jwks: "https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys",
  scope: ["openid", "profile", "email"],
  pkce: true,
  idTokenAlgs: ["RS256"],
  emailTrust: "never",
  claims: {
    sub: "$idToken.oid",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
  },
  variants: {
    graph: oauth2({
      id: "microsoft",
      name: "Microsoft Graph",
      docs: "https://learn.microsoft.com/en-us/graph/api/user-get",
      known: { sources: 9, date: "2026-11-20" },
      settings: { tenant },
      authorize: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
      token: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
      userinfo: "https://graph.microsoft.com/v1.0/me",
      scope: ["User.Read"],
      pkce: true,
      quirks: {
        profileQuery: {
          $select: "id,displayName,givenName,surname,mail,mailNickname,userPrincipalName,preferredLanguage",
        },
      },
      emailTrust: "never",
      claims: {
        sub: "id",
        preferred_username: ["mailNickname", "userPrincipalName"],
        name: "displayName",
        given_name: "givenName",
        family_name: "surname",
        email: ["mail", "userPrincipalName"],
        locale: "preferredLanguage",
      },
    }),
  },
});
