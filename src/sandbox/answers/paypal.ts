/** PayPal. Answers as its identity reference shows userinfo in the schema paypalv1.1. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const paypal: Shape = {
  tokenAuth: ["basic"],
  lifetime: 28_800,
  refresh: { given: () => true, rotation: "omit" },
  token: (standard, { authTime }) => ({ ...standard, nonce: new Date(authTime * 1000).toISOString() }),
  profile: ({ ids, person, scope }) => ({
    user_id: `https://www.paypal.com/webapps/auth/identity/user/${ids.text(43)}`,
    payer_id: ids.hex(13, "payer").toUpperCase(),
    name: person.name,
    given_name: person.givenName,
    family_name: person.familyName,
    verified_account: "true",
    ...(scope.has("email") && person.email !== null
      ? { emails: [{ value: person.email, primary: true, confirmed: person.emailVerified }] }
      : {}),
  }),
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, { error: "invalid_token", error_description: "Token signature verification failed" })
      : null,
};
