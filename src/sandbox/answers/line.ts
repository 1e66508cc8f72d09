/** LINE Login. Answers as its API reference shows the profile and what "verify ID token" says of one. */
import { refusal } from "./refusal.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const userId = ({ ids }: AnswerContext): string => `U${ids.hex(32)}`;

const picture = ({ ids }: AnswerContext): string => `https://profile.line-scdn.net/${ids.hex(40, "picture")}`;

export const line: Shape = {
  scopes: ["openid", "profile", "email"],
  lifetime: 2_592_000,
  refresh: { given: () => true, rotation: "keep" },
  // Signed with the channel's secret, it is a text for LINE's eyes alone; here it is the token that it came with.
  token: (standard, { scope }) =>
    scope.has("openid") ? { ...standard, id_token: standard.access_token ?? null } : standard,
  profile: (context) => ({
    userId: userId(context),
    displayName: context.person.name,
    pictureUrl: picture(context),
    statusMessage: "",
  }),
  extra: {
    idToken: (context) => ({
      iss: "https://access.line.me",
      sub: userId(context),
      aud: context.clientId,
      exp: context.now + 3600,
      iat: context.now,
      amr: ["linesso"],
      name: context.person.name,
      picture: picture(context),
      ...(context.scope.has("email") && context.person.email !== null ? { email: context.person.email } : {}),
    }),
  },
  needs: { profile: ["profile"] },
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { message: "The access token is invalid or expired" }) : null,
};
