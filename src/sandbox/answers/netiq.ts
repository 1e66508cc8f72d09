/** Access Manager. Claims as its guide on OAuth and OpenID Connect lists them; the subject is the account's GUID. */

import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { emailClaims, nameClaims } from "./standard-claims.ts";

const subject = ({ ids }: AnswerContext): string => ids.hex(32);

const claims = (context: AnswerContext): JsonObject => ({
  ...nameClaims(context),
  ...(context.scope.has("profile") ? { preferred_username: context.person.username } : {}),
  ...emailClaims(context),
});

export const netiq: Shape = {
  demo: { netiqUrl: "https://nam.sandbox.test" },
  tokenAuth: ["post", "basic"],
  refresh: { given: () => true, rotation: "keep" },
  subject,
  idToken: claims,
  profile: (context) => ({ sub: subject(context), ...claims(context) }),
};
