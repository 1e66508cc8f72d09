/** IdentityServer4: a framework for identity servers in .NET, out of support. */
import { oidc } from "../../entry.ts";

export const identityServer4 = oidc({
  id: "identity-server4",
  name: "IdentityServer4",
  docs: "https://identityserver4.readthedocs.io/",
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
