/** Passage: passkeys, by 1Password. */
import { oidc } from "../../entry.ts";

export const passage = oidc({
  id: "passage",
  name: "Passage",
  status: "closed",
  note: "1Password closed Passage in January 2026.",
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
