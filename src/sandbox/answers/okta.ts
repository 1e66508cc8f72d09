/** Okta. Claims and errors as its reference of OpenID Connect shows them; people are 20 characters that begin with 00u. */

import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { emailClaims, nameClaims } from "./standard-claims.ts";

const subject = ({ ids }: AnswerContext): string => `00u${ids.hex(17)}`;

const claims = (context: AnswerContext): JsonObject => ({
  ...nameClaims(context),
  ...(context.scope.has("profile")
    ? { preferred_username: context.person.username, locale: context.person.locale, zoneinfo: "Europe/Oslo" }
    : {}),
  ...emailClaims(context),
});

export const okta: Shape = {
  demo: { oktaBaseUrl: "sandbox.okta.com" },
  scopes: ["openid", "profile", "email", "address", "phone", "offline_access", "groups", "device_sso"],
  tokenAuth: ["post", "basic"],
  refresh: { given: (scope) => scope.has("offline_access"), rotation: "keep" },
  subject,
  idToken: (context) => ({
    ver: 1,
    amr: ["pwd"],
    auth_time: context.authTime,
    idp: `00o${context.shared.hex(17)}`,
    ...(context.scope.has("profile") ? { name: context.person.name } : {}),
  }),
  profile: (context) => ({ sub: subject(context), ...claims(context) }),
};
