/** cidaas: identity as a service from Germany. */
import { oidc } from "../../entry.ts";

export const cidaas = oidc({
  id: "cidaas",
  name: "cidaas",
  docs: "https://docs.cidaas.com/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { domain: { label: "Domain", help: "For example example.cidaas.de.", type: "host", required: true } },
  issuer: "https://{domain}",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
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
  },
});
