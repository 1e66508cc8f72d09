/** A user pool of Amazon Cognito, by its own domain. Its userinfo writes truth as the texts "true" and "false". */
import { oauth2 } from "../entry.ts";
import { firstOf, flag, joined } from "./claim-sources.ts";

export const amazonCognito = oauth2({
  id: "amazon_cognito",
  name: "Amazon Cognito",
  register: "https://console.aws.amazon.com/cognito/",
  docs: "https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html",
  known: { sources: 8, date: "2026-11-20" },
  callbackPath: "/amazon-cognito/login/callback/",
  settings: {
    domain: {
      label: "Domain",
      help: "The user pool's domain: https://prefix.auth.region.amazoncognito.com, or one of your own.",
      type: "url",
      required: true,
      allauth: "DOMAIN",
    },
  },
  authorize: "{domain}/oauth2/authorize",
  token: "{domain}/oauth2/token",
  userinfo: "{domain}/oauth2/userInfo",
  revoke: "{domain}/oauth2/revoke",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: ["preferred_username", "username"],
    name: firstOf("name", joined("given_name", "family_name")),
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: flag("email_verified", true, "true"),
    picture: "picture",
    phone_number: "phone_number",
    locale: "locale",
  },
});
