/** Vipps MobilePay: payments in the Nordic countries. */
import { oidc } from "../../entry.ts";

export const vipps = oidc({
  id: "vipps",
  name: "Vipps MobilePay",
  register: "https://portal.vippsmobilepay.com/",
  docs: "https://developer.vippsmobilepay.com/docs/APIs/login-api/",
  note: "The issuer ends in a slash.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://api.vipps.no/access-management-1.0/access/",
  callUserinfo: true,
  scope: ["openid", "name", "email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    phone_number: "phone_number",
  },
});
