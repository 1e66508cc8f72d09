/** Shibboleth IdP: the identity provider of universities, by its OpenID plug-in. */
import { oidc } from "../../entry.ts";

export const shibboleth = oidc({
  id: "shibboleth",
  name: "Shibboleth IdP",
  docs: "https://shibboleth.atlassian.net/wiki/spaces/IDPPLUGINS/pages/1376878976/OIDC+OP",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Issuer", type: "url", required: true } },
  issuer: "{url}",
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
