/** Cloudflare Access: a company's own door, as an OpenID provider. */
import { oidc } from "../../entry.ts";

export const cloudflareAccess = oidc({
  id: "cloudflare_access",
  name: "Cloudflare Access",
  register: "https://one.dash.cloudflare.com/",
  docs: "https://developers.cloudflare.com/cloudflare-one/applications/configure-apps/saas-apps/generic-oidc-saas/",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    team: {
      label: "Team",
      help: "The name before .cloudflareaccess.com.",
      type: "text",
      pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
      required: true,
    },
    client: { label: "Client", help: "The client id.", type: "text", pattern: "[A-Za-z0-9]+", required: true },
  },
  issuer: "https://{team}.cloudflareaccess.com/cdn-cgi/access/sso/oidc/{client}",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", email: "email" },
});
