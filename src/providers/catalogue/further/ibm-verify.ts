/** IBM Verify: single sign-on for companies. */
import { oidc } from "../../entry.ts";

export const ibmVerify = oidc({
  id: "ibm_verify",
  name: "IBM Verify",
  docs: "https://docs.verify.ibm.com/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { tenant: { label: "Tenant", help: "For example example.verify.ibm.com.", type: "host", required: true } },
  issuer: "https://{tenant}/oidc/endpoint/default",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
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
