/** United Effects: identity for companies. */
import { oidc } from "../../entry.ts";

export const unitedEffects = oidc({
  id: "united-effects",
  name: "United Effects",
  docs: "https://docs.unitedeffects.com/",
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
  authorizeParams: { resource: "{issuer}" },
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
