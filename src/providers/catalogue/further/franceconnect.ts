/** FranceConnect: the state's sign-in of France. */
import { oidc } from "../../entry.ts";

export const franceconnect = oidc({
  id: "franceconnect",
  name: "FranceConnect",
  register: "https://partenaires.franceconnect.gouv.fr/",
  docs: "https://docs.partenaires.franceconnect.gouv.fr/",
  note: "Version 2. Userinfo is a signed JWT, so only the subject of the ID Token is read.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["oidc.franceconnect.gouv.fr", "fcp-low.sbx.dev-franceconnect.fr"],
      default: "oidc.franceconnect.gouv.fr",
    },
  },
  issuer: "https://{host}/api/v2",
  scope: ["openid"],
  authorizeParams: { acr_values: "eidas1" },
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub" },
});
