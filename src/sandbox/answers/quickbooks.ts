/** QuickBooks. Claims in camelCase as Intuit's page on OpenID Connect shows them; the callback carries the company's id. */
import type { Shape } from "./shape.ts";

export const quickbooks: Shape = {
  scopes: ["openid", "profile", "email", "phone", "address", "com.intuit.quickbooks.*"],
  callback: ({ shared }) => ({ realmId: shared.digits(16, "company") }),
  tokenAuth: ["basic"],
  refresh: { given: () => true, rotation: "keep" },
  token: (standard) => ({ ...standard, token_type: "bearer", x_refresh_token_expires_in: 8_726_400 }),
  subject: ({ ids }) => ids.uuid(),
  idToken: ({ authTime, shared }) => ({ auth_time: authTime, realmid: shared.digits(16, "company") }),
  profile: ({ ids, person, scope }) => ({
    sub: ids.uuid(),
    ...(scope.has("profile") ? { givenName: person.givenName, familyName: person.familyName } : {}),
    ...(scope.has("email") && person.email !== null
      ? { email: person.email, emailVerified: person.emailVerified }
      : {}),
  }),
};
