/** Beyond Identity: passwordless sign-in for companies. */
import { oidc } from "../../entry.ts";

export const beyondidentity = oidc({
  id: "beyondidentity",
  name: "Beyond Identity",
  docs: "https://developer.beyondidentity.com/",
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
