/** SimpleSAMLphp: the identity provider of universities, by its OpenID module. */
import { oidc } from "../../entry.ts";

export const simplesamlphp = oidc({
  id: "simplesamlphp",
  name: "SimpleSAMLphp",
  docs: "https://github.com/simplesamlphp/simplesamlphp-module-oidc",
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
