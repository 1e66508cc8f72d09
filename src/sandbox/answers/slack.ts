/** Slack. Claims as its page on Sign in with Slack shows them; refusals come with status 200, as `ok` and `error`. */

import type { Place, Rejection, WireAnswer } from "../rejection.ts";
import { refusal } from "./refusal.ts";
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { emailClaims, nameClaims } from "./standard-claims.ts";

const user = ({ ids }: AnswerContext): string => `U${ids.hex(10).toUpperCase()}`;

const team = ({ shared }: AnswerContext): string => `T${shared.hex(10).toUpperCase()}`;

const claims = (context: AnswerContext): JsonObject => ({
  "https://slack.com/user_id": user(context),
  "https://slack.com/team_id": team(context),
  ...emailClaims(context),
  ...nameClaims(context),
  ...(context.scope.has("profile")
    ? { picture: `https://secure.gravatar.com/avatar/${context.ids.hex(32, "picture")}.jpg`, locale: "en-US" }
    : {}),
  "https://slack.com/team_name": "Sandbox",
  "https://slack.com/team_domain": "sandbox",
});

const codes: Readonly<Record<string, string>> = {
  unknown_client: "bad_client_id",
  wrong_secret: "bad_client_secret",
  code_missing: "code_not_specified",
  code_unknown: "invalid_code",
  code_expired: "code_expired",
  code_used: "code_already_used",
  code_redirect_uri: "bad_redirect_uri",
  token_missing: "not_authed",
  token_invalid: "invalid_auth",
  token_expired: "token_expired",
};

const refused = (rejection: Rejection, place: Place): WireAnswer | null =>
  place === "authorize" ? null : refusal(200, { ok: false, error: codes[rejection.code] ?? "invalid_arguments" });

export const slack: Shape = {
  tokenAuth: ["post", "basic"],
  prefixes: { access: "xoxp-" },
  lifetime: null,
  refresh: { given: () => false, rotation: "omit" },
  token: ({ access_token, id_token }) => ({
    ok: true,
    access_token: access_token ?? null,
    token_type: "Bearer",
    id_token: id_token ?? null,
  }),
  subject: user,
  idToken: (context) => ({ auth_time: context.authTime, ...claims(context) }),
  profile: (context) => ({ ok: true, sub: user(context), ...claims(context) }),
  reject: refused,
  variants: {
    // Scopes of the old way are `identity.*`; the address and the picture come only with theirs.
    identity: {
      scopes: ["identity.*", "identify"],
      tokenAuth: ["post", "basic"],
      prefixes: { access: "xoxp-" },
      lifetime: null,
      refresh: { given: () => false, rotation: "omit" },
      token: ({ access_token }, context) => ({
        ok: true,
        access_token: access_token ?? null,
        scope: [...context.scope].join(","),
        user: { id: user(context), name: context.person.name },
        team: { id: team(context) },
      }),
      profile: (context) => ({
        ok: true,
        user: {
          id: user(context),
          name: context.person.name,
          ...(context.scope.has("identity.email") && context.person.email !== null
            ? { email: context.person.email }
            : {}),
          ...(context.scope.has("identity.avatar")
            ? { image_192: `https://secure.gravatar.com/avatar/${context.ids.hex(32, "picture")}.jpg?s=192` }
            : {}),
        },
        team: { id: team(context) },
      }),
      reject: refused,
    },
  },
};
