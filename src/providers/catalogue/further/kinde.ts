/** Kinde: identity as a service. */
import { oidc } from "../../entry.ts";

export const kinde = oidc({
  id: "kinde",
  name: "Kinde",
  register: "https://app.kinde.com/",
  docs: "https://docs.kinde.com/",
  known: { sources: 2, date: "2026-11-20" },
  settings: {
    domain: {
      label: "Domain",
      help: "The name before .kinde.com.",
      type: "text",
      pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
      required: true,
    },
  },
  issuer: "https://{domain}.kinde.com",
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
