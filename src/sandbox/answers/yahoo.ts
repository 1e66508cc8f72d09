/** Yahoo. Claims as its guide to OpenID Connect shows userinfo; people are 26 capital letters and digits. */

import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { emailClaims, nameClaims } from "./standard-claims.ts";

const subject = ({ ids }: AnswerContext): string => ids.hex(26).toUpperCase();

const claims = (context: AnswerContext): JsonObject => ({
  ...nameClaims(context),
  ...(context.scope.has("profile")
    ? {
        nickname: context.person.username,
        locale: context.person.locale,
        picture: `https://s.yimg.com/ag/images/${context.ids.hex(16, "picture")}_192sq.jpg`,
      }
    : {}),
  ...emailClaims(context),
});

export const yahoo: Shape = {
  tokenAuth: ["post", "basic"],
  refresh: { given: () => true, rotation: "keep" },
  token: (standard, context) => ({ ...standard, token_type: "bearer", xoauth_yahoo_guid: subject(context) }),
  subject,
  idToken: (context) => ({ auth_time: context.authTime, ...claims(context) }),
  profile: (context) => ({ sub: subject(context), ...claims(context) }),
};
