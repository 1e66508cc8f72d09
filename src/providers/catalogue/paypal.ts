/** PayPal: live, or its own sandbox. */
import { oauth2 } from "../entry.ts";
import { lastSegment, marked } from "./claim-sources.ts";

export const paypal = oauth2({
  id: "paypal",
  name: "PayPal",
  register: "https://developer.paypal.com/dashboard/applications",
  docs: "https://developer.paypal.com/docs/log-in-with-paypal/integrate/",
  note: "The attributes that are asked for have to be ticked in the application's settings too.",
  known: { sources: 8, date: "2026-11-20" },
  settings: {
    mode: {
      label: "Mode",
      help: "test is PayPal's own sandbox, which has accounts of its own.",
      type: "choice",
      choices: ["live", "test"],
      default: "live",
      allauth: "MODE",
    },
  },
  derived: {
    site: ({ mode }) => (mode === "live" ? "https://www.paypal.com" : "https://www.sandbox.paypal.com"),
    api: ({ mode }) => (mode === "live" ? "https://api-m.paypal.com" : "https://api-m.sandbox.paypal.com"),
  },
  authorize: "{site}/signin/authorize",
  token: "{api}/v1/oauth2/token",
  userinfo: "{api}/v1/identity/oauth2/userinfo",
  scope: ["openid", "email"],
  pkce: false,
  tokenAuth: "basic",
  quirks: { profileQuery: { schema: "paypalv1.1" } },
  emailTrust: "claim",
  claims: {
    sub: lastSegment("user_id"),
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: marked("emails", "primary", "value"),
    email_verified: marked("emails", "primary", "confirmed"),
    picture: "picture",
  },
});
