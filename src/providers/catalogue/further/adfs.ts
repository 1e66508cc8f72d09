/** Microsoft AD FS: Active Directory Federation Services, by OpenID Connect. */
import { oidc } from "../../entry.ts";

export const adfs = oidc({
  id: "adfs",
  name: "Microsoft AD FS",
  docs: "https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/overview/ad-fs-openid-connect-oauth-flows-scenarios",
  note: "E-mail addresses come from claim rules that an administrator writes, so they are recorded as unverified.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Address", help: "The federation service, without /adfs.", type: "url", required: true } },
  issuer: "{url}/adfs",
  authorize: "{url}/adfs/oauth2/authorize",
  token: "{url}/adfs/oauth2/token",
  jwks: "{url}/adfs/discovery/keys",
  scope: ["openid"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub", preferred_username: ["unique_name", "upn"], name: "unique_name", email: ["email", "upn"] },
});
