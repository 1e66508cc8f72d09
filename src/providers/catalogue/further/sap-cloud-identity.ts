/** SAP Cloud Identity Services: single sign-on for companies. */
import { oidc } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const sapCloudIdentity = oidc({
  id: "sap_cloud_identity",
  name: "SAP Cloud Identity Services",
  docs: "https://help.sap.com/docs/cloud-identity-services",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    tenant: { label: "Tenant", help: "For example example.accounts.ondemand.com.", type: "host", required: true },
  },
  issuer: "https://{tenant}",
  scope: ["openid", "email", "profile"],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "sub",
    name: joined("given_name", "family_name"),
    given_name: "given_name",
    family_name: "family_name",
    email: ["email", "mail"],
  },
});
