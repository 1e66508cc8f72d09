/** Stripe Connect. Answers as its OAuth reference shows the token and its API reference an account and errors. */
import { refusal } from "./refusal.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const account = ({ ids }: AnswerContext): string => `acct_${ids.text(16).replaceAll(/[_-]/g, "0")}`;

export const stripe: Shape = {
  scopes: ["read_only", "read_write"],
  clientId: () => "ca_sandbox",
  tokenRedirectUri: "optional",
  prefixes: { code: "ac_", access: "sk_test_", refresh: "rt_" },
  lifetime: null,
  refresh: { given: () => true, rotation: "keep" },
  token: (standard, context) => ({
    ...standard,
    token_type: "bearer",
    livemode: false,
    stripe_publishable_key: `pk_test_${context.ids.hex(24, "key")}`,
    stripe_user_id: account(context),
  }),
  profile: (context) => ({
    id: account(context),
    object: "account",
    business_profile: { name: null, support_email: null },
    charges_enabled: true,
    country: "NO",
    default_currency: "nok",
    details_submitted: true,
    email: context.person.email,
    settings: { dashboard: { display_name: context.person.name, timezone: "Europe/Oslo" } },
    type: "standard",
  }),
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, { error: { message: "Invalid API Key provided", type: "invalid_request_error" } })
      : null,
};
