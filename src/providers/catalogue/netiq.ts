/** OpenText Access Manager, once NetIQ's and Micro Focus's, by OpenID Connect. */
import { oidc } from "../entry.ts";

export const netiq = oidc({
  id: "netiq",
  name: "NetIQ Access Manager",
  docs: "https://www.microfocus.com/documentation/access-manager/",
  status: "renamed",
  note: "Now OpenText Access Manager. The administrator of your server registers the application.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    netiqUrl: {
      label: "Identity server",
      help: "The address of the identity server.",
      type: "url",
      required: true,
      allauth: "NETIQ_URL",
    },
  },
  issuer: "{netiqUrl}/nidp/oauth/nam",
  authorize: "{netiqUrl}/nidp/oauth/nam/authz",
  token: "{netiqUrl}/nidp/oauth/nam/token",
  userinfo: "{netiqUrl}/nidp/oauth/nam/userinfo",
  jwks: "{netiqUrl}/nidp/oauth/nam/keys",
  revoke: "{netiqUrl}/nidp/oauth/nam/revoke",
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
