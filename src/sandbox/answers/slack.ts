/** Slack. Claims as its page on Sign in with Slack shows them; refusals come with status 200, as `ok` and `error`. */

import { refusal } from "./refusal.ts";
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { emailClaims, nameClaims } from "./standard-claims.ts";

const user = ({ ids }: AnswerContext): string => `U${ids.hex(10).toUpperCase()}`;

const claims = (context: AnswerContext): JsonObject => ({
  "https://slack.com/user_id": user(context),
  "https://slack.com/team_id": `T${context.shared.hex(10).toUpperCase()}`,
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
  reject: (rejection, place) =>
    place === "authorize" ? null : refusal(200, { ok: false, error: codes[rejection.code] ?? "invalid_arguments" }),
};
