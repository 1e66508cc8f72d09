/** Criipto Verify: the electronic identities of the Nordic countries, Idura today. */
import { oidc } from "../../entry.ts";

export const criipto = oidc({
  id: "criipto",
  name: "Criipto Verify",
  register: "https://dashboard.idura.app/",
  docs: "https://docs.idura.app/verify/",
  status: "renamed",
  note: "Criipto is called Idura since 2025. Which identity is asked for is said by acr_values.",
  known: { sources: 0, date: "2026-11-20" },
  settings: { domain: { label: "Domain", help: "For example example.criipto.id.", type: "host", required: true } },
  issuer: "https://{domain}",
  scope: ["openid"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name" },
});
