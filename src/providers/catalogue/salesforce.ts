/** An organization at Salesforce, by OpenID Connect. */
import { oidc } from "../entry.ts";

export const salesforce = oidc({
  id: "salesforce",
  name: "Salesforce",
  register: "https://help.salesforce.com/s/articleView?id=sf.connected_app_create.htm",
  docs: "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm",
  note: "The callback address must be https.",
  known: { sources: 9, date: "2026-11-20" },
  settings: {
    loginUrl: {
      label: "Login address",
      help: "https://login.salesforce.com, https://test.salesforce.com for sandboxes, or your own domain.",
      type: "url",
      default: "https://login.salesforce.com",
      allauth: "key",
    },
  },
  issuer: "{loginUrl}",
  authorize: "{loginUrl}/services/oauth2/authorize",
  token: "{loginUrl}/services/oauth2/token",
  userinfo: "{loginUrl}/services/oauth2/userinfo",
  jwks: "{loginUrl}/id/keys",
  revoke: "{loginUrl}/services/oauth2/revoke",
  callUserinfo: true,
  scope: ["id", "openid"],
  pkce: true,
  idTokenAlgs: ["RS256"],
  actions: { reauthenticate: { approval_prompt: "force" } },
  emailTrust: "claim",
  claims: {
    sub: "user_id",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: ["photos.picture", "picture"],
    locale: "locale",
  },
});
