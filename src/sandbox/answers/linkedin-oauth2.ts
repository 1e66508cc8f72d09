/** LinkedIn. Claims as its page on OpenID Connect shows them; errors of the API carry a `serviceErrorCode`. */

import { refusal } from "./refusal.ts";
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { emailClaims, nameClaims } from "./standard-claims.ts";

const subject = ({ ids }: AnswerContext): string => ids.text(10);

const claims = (context: AnswerContext): JsonObject => ({
  ...nameClaims(context),
  ...(context.scope.has("profile")
    ? { picture: `https://media.licdn-ei.com/dms/image/${context.ids.hex(20, "picture")}/` }
    : {}),
  ...emailClaims(context),
});

export const linkedinOauth2: Shape = {
  scopes: ["openid", "profile", "email", "w_member_social", "r_liteprofile", "r_emailaddress"],
  refusedCallback: ({ code, error, message }) =>
    code === "access_denied"
      ? { error: "user_cancelled_authorize", error_description: "The user cancelled the authorization" }
      : { error, error_description: message },
  lifetime: 5_184_000,
  refresh: { given: () => false, rotation: "omit" },
  subject,
  idToken: claims,
  profile: (context) => ({ sub: subject(context), ...claims(context) }),
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, {
          status: 401,
          serviceErrorCode: 65_600,
          code: "INVALID_ACCESS_TOKEN",
          message: "Invalid access token",
        })
      : null,
};
