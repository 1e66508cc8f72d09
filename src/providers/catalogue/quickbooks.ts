/** QuickBooks, by Intuit's OpenID Connect. The callback names the company; no nonce comes back. */
import { oidc } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const quickbooks = oidc({
  id: "quickbooks",
  name: "QuickBooks",
  register: "https://developer.intuit.com/app/developer/myapps",
  docs: "https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/openid-connect",
  known: { sources: 5, date: "2026-11-20" },
  settings: {
    sandbox: {
      label: "Sandbox",
      help: "true for companies of Intuit's own sandbox.",
      type: "choice",
      choices: ["false", "true"],
      default: "false",
      allauth: "SANDBOX",
    },
  },
  derived: {
    accounts: ({ sandbox }) => `https://${sandbox === "true" ? "sandbox-" : ""}accounts.platform.intuit.com`,
  },
  issuer: "https://oauth.platform.intuit.com/op/v1",
  authorize: "https://appcenter.intuit.com/connect/oauth2",
  token: "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
  userinfo: "{accounts}/v1/openid_connect/userinfo",
  jwks: "https://oauth.platform.intuit.com/op/v1/jwks",
  revoke: "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
  callUserinfo: true,
  scope: ["openid", "com.intuit.quickbooks.accounting", "profile", "phone", "email"],
  pkce: false,
  tokenAuth: "basic",
  idTokenAlgs: ["RS256"],
  quirks: { nonce: "unsupported", keep: ["$callback.realmId"] },
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: joined("givenName", "familyName"),
    given_name: "givenName",
    family_name: "familyName",
    email: "email",
    email_verified: "emailVerified",
    phone_number: "phoneNumber",
  },
});
