/** Stytch: identity as a service. */
import { oidc } from "../../entry.ts";

export const stytch = oidc({
  id: "stytch",
  name: "Stytch",
  register: "https://stytch.com/dashboard",
  docs: "https://stytch.com/docs/guides/connected-apps/overview",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    domain: { label: "Project domain", help: "For example login.example.com.", type: "host", required: true },
  },
  issuer: "https://{domain}",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: { sub: "sub", name: "name", email: "email", email_verified: "email_verified", picture: "picture" },
});
