/** ZITADEL: an identity provider of one's own or as a service. */
import { oidc } from "../../entry.ts";

export const zitadel = oidc({
  id: "zitadel",
  name: "ZITADEL",
  docs: "https://zitadel.com/docs/guides/integrate/login/oidc/login-users",
  known: { sources: 2, date: "2026-11-20" },
  settings: {
    url: { label: "Instance", help: "For example https://example.zitadel.cloud.", type: "url", required: true },
  },
  issuer: "{url}",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
    locale: "locale",
  },
});
