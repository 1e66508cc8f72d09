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
  variants: {
    oauth2: {
      scopes: ["read:user"],
      lifetime: 3600,
      profile: ({ ids, person }) => ({
        id: Number(ids.digits(6, "person")),
        username: `c${ids.digits(7)}`,
        name: person.name,
        first_name: person.givenName,
        last_name: person.familyName,
        ...(person.email === null ? {} : { email: person.email }),
        federation: "CERN",
        identityclass: "CERN Registered",
      }),
      extra: { groups: () => ({ groups: ["cern-accounts-primary"] }) },
    },
  },
};
