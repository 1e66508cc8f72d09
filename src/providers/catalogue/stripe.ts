/** Stripe Connect: the account that the token answer names. */
import { oauth2 } from "../entry.ts";

export const stripe = oauth2({
  id: "stripe",
  name: "Stripe",
  register: "https://dashboard.stripe.com/settings/connect/onboarding-options/oauth",
  docs: "https://docs.stripe.com/connect/oauth-reference",
  note: "For standard accounts and extensions alone. Client ids differ between test and live; the secret is the API's secret key.",
  known: { sources: 5, date: "2026-11-20" },
  authorize: "https://connect.stripe.com/oauth/authorize",
  token: "https://connect.stripe.com/oauth/token",
  userinfo: "https://api.stripe.com/v1/accounts/{token.stripe_user_id}",
  scope: ["read_only"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: ["settings.dashboard.display_name", "business_profile.name", "display_name"],
    email: "email",
    locale: "default_locale",
  },
  colour: "#635bff",
});
