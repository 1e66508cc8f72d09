/** e-INFRA CZ: the research infrastructure of Czechia. */
import { oauth2 } from "../../entry.ts";

export const eInfraCz = oauth2({
  id: "e-infra_cz",
  name: "e-INFRA CZ",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://login.e-infra.cz/oidc/authorize",
  token: "https://login.e-infra.cz/oidc/token",
  userinfo: "https://login.e-infra.cz/oidc/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
  },
});
