/** BankID Norway: the electronic identity of Norwegian banks. */
import { oidc } from "../../entry.ts";

export const bankidNo = oidc({
  id: "bankid-no",
  name: "BankID Norway",
  docs: "https://developer.bankid.no/",
  note: "An ID Token of a bank's customer: name and birth date are checked, and there is no e-mail address.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://auth.bankid.no/auth/realms/prod",
  scope: ["openid", "profile"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name" },
});
