/** Feide. Claims as its documentation lists them: the Feide name stands among the secondary ids. */
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";

const claims = ({ ids, person, scope }: AnswerContext): JsonObject => ({
  ...(scope.has("userid-feide")
    ? { "https://n.feide.no/claims/userid_sec": [`feide:${person.username}@skole.test`] }
    : {}),
  ...(scope.has("profile")
    ? { name: person.name, picture: `https://api.dataporten.no/userinfo/v1/user/media/p:${ids.uuid("picture")}` }
    : {}),
  ...(scope.has("email") && person.email !== null ? { email: person.email, email_verified: true } : {}),
});

export const dataporten: Shape = {
  tokenAuth: ["post", "basic"],
  lifetime: 28_800,
  refresh: { given: () => false, rotation: "omit" },
  idToken: (context) => ({ auth_time: context.authTime }),
  profile: (context) => ({ aud: context.clientId, sub: context.ids.uuid(), ...claims(context) }),
};
