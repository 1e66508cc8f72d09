/** BoxyHQ SAML Jackson: a bridge from SAML to OAuth 2.0. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const boxyhqSaml = oauth2({
  id: "boxyhq-saml",
  name: "BoxyHQ SAML Jackson",
  docs: "https://boxyhq.com/docs/jackson/overview",
  note: "Add tenant and product to the authorization parameters, or register a client id that holds them.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Address", type: "url", required: true } },
  authorize: "{url}/api/oauth/authorize",
  token: "{url}/api/oauth/token",
  userinfo: "{url}/api/oauth/userinfo",
  scope: [],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("firstName", "lastName"),
    given_name: "firstName",
    family_name: "lastName",
    email: "email",
  },
});
