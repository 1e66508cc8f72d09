/** Tailscale tsidp: the OpenID provider of a tailnet. */
import { oidc } from "../../entry.ts";

export const tailscale = oidc({
  id: "tailscale",
  name: "Tailscale tsidp",
  docs: "https://github.com/tailscale/tsidp",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Server", help: "For example https://idp.example.ts.net.", type: "url", required: true } },
  issuer: "{url}",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", email: "email" },
});
