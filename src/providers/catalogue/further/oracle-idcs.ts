/** Oracle Identity Domains: identity of Oracle's cloud. */
import { oidc } from "../../entry.ts";

export const oracleIdcs = oidc({
  id: "oracle_idcs",
  name: "Oracle Identity Domains",
  docs: "https://docs.oracle.com/en/cloud/paas/identity-cloud/",
  note: "`sub` there is the user name, which can change; `user_id` is the person. Clients may read the signing key only where the domain allows it.",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    domain: { label: "Domain", help: "For example idcs-0123.identity.oraclecloud.com.", type: "host", required: true },
  },
  issuer: "https://identity.oraclecloud.com/",
  authorize: "https://{domain}/oauth2/v1/authorize",
  token: "https://{domain}/oauth2/v1/token",
  userinfo: "https://{domain}/oauth2/v1/userinfo",
  jwks: "https://{domain}/admin/v1/SigningCert/jwk",
  scope: ["openid", "profile", "email"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "user_id",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
  },
});
