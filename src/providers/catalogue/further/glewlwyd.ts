/** Glewlwyd: an identity provider of one's own. */
import { oidc } from "../../entry.ts";

export const glewlwyd = oidc({
  id: "glewlwyd",
  name: "Glewlwyd",
  docs: "https://github.com/babelouest/glewlwyd",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Issuer", type: "url", required: true } },
  issuer: "{url}",
  scope: ["openid"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", email: "email" },
});
