/** WSO2 Identity Server: an identity provider of one's own. */
import { oidc } from "../../entry.ts";

export const wso2IdentityServer = oidc({
  id: "wso2_identity_server",
  name: "WSO2 Identity Server",
  docs: "https://is.docs.wso2.com/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", help: "For example https://localhost:9443.", type: "url", required: true } },
  issuer: "{url}/oauth2/token",
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
