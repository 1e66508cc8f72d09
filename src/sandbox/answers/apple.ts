/** Apple. Claims and the posted `user` as the REST documentation of Sign in with Apple shows them. */
import type { AnswerContext, Shape } from "./shape.ts";

const subject = ({ ids }: AnswerContext): string => `${ids.digits(6, "first")}.${ids.hex(32)}.${ids.digits(4, "last")}`;

export const apple: Shape = {
  demo: { teamId: "SANDBOX001", keyId: "SANDKEY001" },
  clientId: () => "test.sandbox.web",
  scopes: ["openid", "name", "email"],
  callback: ({ person, scope }) => ({
    ...(scope.has("name") || scope.has("email")
      ? {
          user: JSON.stringify({
            ...(scope.has("name") ? { name: { firstName: person.givenName, lastName: person.familyName } } : {}),
            ...(scope.has("email") && person.email !== null ? { email: person.email } : {}),
          }),
        }
      : {}),
  }),
  refusedCallback: ({ code, error }) => ({ error: code === "access_denied" ? "user_cancelled_authorize" : error }),
  refresh: { given: () => true, rotation: "omit" },
  subject,
  idToken: ({ authTime, person, scope }) => ({
    auth_time: authTime,
    nonce_supported: true,
    ...(scope.has("email") && person.email !== null
      ? { email: person.email, email_verified: person.emailVerified ? "true" : "false" }
      : {}),
  }),
};
