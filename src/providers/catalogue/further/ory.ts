/** Ory Network: identity as a service. */
import { oidc } from "../../entry.ts";

export const ory = oidc({
  id: "ory",
  name: "Ory Network",
  register: "https://console.ory.sh/",
  docs: "https://www.ory.sh/docs/oauth2-oidc/",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    project: {
      label: "Project",
      help: "The project's slug.",
      type: "text",
      pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
      required: true,
    },
  },
  issuer: "https://{project}.projects.oryapis.com",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: { sub: "sub", name: "name", email: "email", email_verified: "email_verified" },
});
