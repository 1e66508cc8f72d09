/** HashiCorp Vault: a vault that is an OpenID provider, too. */
import { oidc } from "../../entry.ts";

export const hashicorpVault = oidc({
  id: "hashicorp_vault",
  name: "HashiCorp Vault",
  docs: "https://developer.hashicorp.com/vault/docs/secrets/identity/oidc-provider",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: { label: "Address", type: "url", required: true },
    provider: { label: "Provider", type: "text", pattern: "[A-Za-z0-9_\\-]+", default: "default" },
  },
  issuer: "{url}/v1/identity/oidc/provider/{provider}",
  authorize: "{url}/ui/vault/identity/oidc/provider/{provider}/authorize",
  token: "{url}/v1/identity/oidc/provider/{provider}/token",
  userinfo: "{url}/v1/identity/oidc/provider/{provider}/userinfo",
  jwks: "{url}/v1/identity/oidc/provider/{provider}/.well-known/keys",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
