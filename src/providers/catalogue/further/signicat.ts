/** Signicat: the electronic identities of Europe. */
import { oidc } from "../../entry.ts";

export const signicat = oidc({
  id: "signicat",
  name: "Signicat",
  register: "https://dashboard.signicat.com/",
  docs: "https://developer.signicat.com/broker/",
  note: "Which identity is asked for is said by acr_values.",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    domain: { label: "Domain", help: "For example example.app.signicat.com.", type: "host", required: true },
  },
  issuer: "https://{domain}/auth/open",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name", email: "email" },
});
