/** A tenant of Auth0. Claims as its reference of "Get user info" lists them; the subject names the connection. */

import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { emailClaims, nameClaims } from "./standard-claims.ts";

const subject = ({ ids }: AnswerContext): string => `auth0|${ids.hex(24)}`;

const claims = (context: AnswerContext): JsonObject => ({
  ...nameClaims(context),
  ...(context.scope.has("profile")
    ? { nickname: context.person.username, picture: `https://s.gravatar.com/avatar/${context.ids.hex(32, "picture")}` }
    : {}),
  ...emailClaims(context),
});

export const auth0: Shape = {
  demo: { auth0Url: "https://sandbox.eu.auth0.com" },
  tokenAuth: ["post", "basic"],
  lifetime: 86_400,
  idTokenLifetime: 36_000,
  refresh: { given: (scope) => scope.has("offline_access"), rotation: "omit" },
  subject,
  idToken: claims,
  profile: (context) => ({ sub: subject(context), ...claims(context), updated_at: "2026-05-02T17:11:42.000Z" }),
};
