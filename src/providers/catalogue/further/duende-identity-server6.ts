/** Duende IdentityServer: a framework for identity servers in .NET. */
import { oidc } from "../../entry.ts";

export const duendeIdentityServer6 = oidc({
  id: "duende-identity-server6",
  name: "Duende IdentityServer",
  docs: "https://docs.duendesoftware.com/identityserver/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    issuer: {
      label: "Issuer",
      help: "Exactly as the server's discovery document names it.",
      type: "address",
      required: true,
    },
  },
  issuer: "{issuer}",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
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
