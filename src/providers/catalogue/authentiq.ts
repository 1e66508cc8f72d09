/** Authentiq, as it was. */
import { oauth2 } from "../entry.ts";

export const authentiq = oauth2({
  id: "authentiq",
  name: "Authentiq",
  register: "https://dashboard.authentiq.com/",
  status: "closed",
  note: "No sign of life since about 2020. Scopes for the address took modifiers: email~r (required), email~s (proved).",
  known: { sources: 3, date: "2026-11-20" },
  settings: {
    providerUrl: {
      label: "Address",
      type: "url",
      default: "https://connect.authentiq.io",
      allauth: "PROVIDER_URL",
    },
  },
  authorize: "{providerUrl}/authorize",
  token: "{providerUrl}/token",
  userinfo: "{providerUrl}/userinfo",
  scope: ["openid", "aq:name", "aq:push", "email~s"],
  pkce: false,
  actions: { reauthenticate: { prompt: "select_account" } },
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: ["preferred_username", "given_name"],
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
    phone_number: "phone_number",
    locale: "locale",
  },
});
