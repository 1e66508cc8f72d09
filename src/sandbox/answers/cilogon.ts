/** CILogon. Claims as its page on OpenID Connect lists them: who vouches for the person stands in `idp`. */

import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { nameClaims } from "./standard-claims.ts";

const subject = ({ ids }: AnswerContext): string => `http://cilogon.org/serverA/users/${ids.digits(6)}`;

const claims = (context: AnswerContext): JsonObject => ({
  ...nameClaims(context),
  ...(context.scope.has("email") && context.person.email !== null ? { email: context.person.email } : {}),
  ...(context.scope.has("org.cilogon.userinfo")
    ? {
        eppn: `${context.person.username}@university.test`,
        idp: "https://idp.university.test/shibboleth",
        idp_name: "University of the Sandbox",
        affiliation: "member@university.test",
      }
    : {}),
});

export const cilogon: Shape = {
  scopes: ["openid", "email", "profile", "org.cilogon.userinfo", "offline_access"],
  tokenAuth: ["post", "basic"],
  lifetime: 900,
  idTokenLifetime: 900,
  refresh: { given: (scope) => scope.has("offline_access"), rotation: "spend" },
  subject,
  idToken: (context) => ({ ...claims(context), auth_time: context.authTime }),
  profile: (context) => ({ sub: subject(context), ...claims(context) }),
};
