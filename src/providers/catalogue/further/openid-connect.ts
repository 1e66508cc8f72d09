/** OpenID Connect: any OpenID provider with a discovery document. */
import { oidc } from "../../entry.ts";

export const openidConnect = oidc({
  id: "openid_connect",
  name: "OpenID Connect",
  docs: "https://openid.net/specs/openid-connect-core-1_0.html",
  note: "The server that you name says what it has verified; trust it as you trust whoever runs it.",
  known: { sources: 3, date: "2026-11-20" },
  settings: {
    issuer: {
      label: "Issuer",
      help: "Exactly as the server's discovery document names it.",
      type: "address",
      required: true,
      allauth: "server_url",
    },
  },
  issuer: "{issuer}",
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
    locale: "locale",
  },
});
