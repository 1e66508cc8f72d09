/** NFDI AAI: the national research data of Germany. */
import { oauth2 } from "../../entry.ts";

export const nfdi = oauth2({
  id: "nfdi",
  name: "NFDI AAI",
  docs: "https://doc.nfdi-aai.de/",
  note: "Each community has a proxy of its own; these are the addresses of the infrastructure proxy.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://infraproxy.nfdi-aai.dfn.de/idp/profile/oidc/authorize",
  token: "https://infraproxy.nfdi-aai.dfn.de/idp/profile/oidc/token",
  userinfo: "https://infraproxy.nfdi-aai.dfn.de/idp/profile/oidc/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name", email: "email" },
});
