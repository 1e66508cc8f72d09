/** Asgardeo: identity as a service by WSO2. */
import { oidc } from "../../entry.ts";

export const asgardeo = oidc({
  id: "asgardeo",
  name: "Asgardeo",
  register: "https://console.asgardeo.io/",
  docs: "https://wso2.com/asgardeo/docs/",
  known: { sources: 1, date: "2026-11-20" },
  settings: { organization: { label: "Organization", type: "text", pattern: "[A-Za-z0-9_\\-]+", required: true } },
  issuer: "https://api.asgardeo.io/t/{organization}/oauth2/token",
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
