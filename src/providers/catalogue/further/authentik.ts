/** authentik: an identity provider of one's own. */
import { oidc } from "../../entry.ts";

export const authentik = oidc({
  id: "authentik",
  name: "authentik",
  docs: "https://docs.goauthentik.io/docs/add-secure-apps/providers/oauth2/",
  note: "Before version 2025.10 every address was called verified by default, so addresses are recorded as unverified.",
  known: { sources: 4, date: "2026-11-20" },
  settings: {
    url: { label: "Address", type: "url", required: true },
    application: {
      label: "Application",
      help: "The application's slug.",
      type: "text",
      pattern: "[A-Za-z0-9_\\-]+",
      required: true,
    },
  },
  issuer: "{url}/application/o/{application}/",
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    email: "email",
  },
});
