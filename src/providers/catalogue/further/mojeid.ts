/** mojeID: an identity service of the Czech domain registry. */
import { oidc } from "../../entry.ts";

export const mojeid = oidc({
  id: "mojeid",
  name: "mojeID",
  docs: "https://www.mojeid.cz/",
  known: { sources: 0, date: "2026-11-20" },
  issuer: "https://mojeid.cz/oidc/",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name", email: "email" },
});
