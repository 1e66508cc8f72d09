/** A user pool of Amazon Cognito. Answers as its developer guide shows the userInfo endpoint: truth is a text there. */
import type { Shape } from "./shape.ts";

export const amazonCognito: Shape = {
  demo: { domain: "https://sandbox.auth.eu-west-1.amazoncognito.com" },
  scopes: ["openid", "profile", "email", "phone", "aws.cognito.signin.user.admin"],
  tokenAuth: ["post", "basic"],
  refresh: { given: () => true, rotation: "omit" },
  profile: ({ ids, person, scope }) => ({
    sub: ids.uuid(),
    ...(scope.has("profile") ? { given_name: person.givenName, family_name: person.familyName } : {}),
    ...(scope.has("email") && person.email !== null
      ? { email_verified: String(person.emailVerified), email: person.email }
      : {}),
    username: ids.uuid(),
  }),
  needs: { profile: ["openid"] },
};
