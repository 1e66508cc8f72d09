/** Authentiq. Answers as its documentation showed userinfo; the scope for the address may carry a modifier. */
import type { Shape } from "./shape.ts";

export const authentiq: Shape = {
  scopes: ["openid", "profile", "aq:*", "email", "email~*", "phone", "phone~*", "address", "address~*"],
  lifetime: 3600,
  profile: ({ ids, person, scope }) => ({
    sub: ids.text(43),
    ...(scope.has("aq:name")
      ? { name: person.name, given_name: person.givenName, family_name: person.familyName }
      : {}),
    ...(person.email !== null && [...scope].some((name) => name.split("~", 1)[0] === "email")
      ? { email: person.email, email_verified: person.emailVerified }
      : {}),
  }),
  needs: { profile: ["openid"] },
};
