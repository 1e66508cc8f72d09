/** CERN. Claims as its documentation lists them; the subject is the account's name at CERN, which stays. */

import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { emailClaims, nameClaims } from "./standard-claims.ts";

const account = ({ ids }: AnswerContext): string => `c${ids.digits(7)}`;

const claims = (context: AnswerContext): JsonObject => ({
  cern_upn: account(context),
  cern_person_id: Number(context.ids.digits(6, "person")),
  cern_roles: ["default-role"],
  preferred_username: account(context),
  ...nameClaims(context),
  ...emailClaims(context),
});

export const cern: Shape = {
  tokenAuth: ["post", "basic"],
  lifetime: 1200,
  idTokenLifetime: 1200,
  subject: account,
  idToken: claims,
  profile: (context) => ({ sub: account(context), ...claims(context) }),
};
