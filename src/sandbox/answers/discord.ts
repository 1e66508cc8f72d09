/**
 * Discord. Answers as documented under "OAuth2" and "User object" of the developer documentation. Identifiers are
 * snowflakes: decimal texts beyond what a JavaScript number holds.
 */
import { randomText } from "../../lib/random.ts";
import type { Json } from "../../providers/provider.ts";
import type { WireAnswer } from "../rejection.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const DIGITS = "0123456789";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function profile({ ids, person, scope }: AnswerContext): Json {
  return {
    id: ids.digits(18),
    username: person.username,
    avatar: ids.hex(32, "avatar"),
    discriminator: "0",
    public_flags: 0,
    flags: 0,
    banner: null,
    accent_color: null,
    global_name: person.name,
    avatar_decoration_data: null,
    mfa_enabled: false,
    locale: person.locale,
    premium_type: 0,
    ...(scope.has("email") ? { email: person.email, verified: person.email !== null && person.emailVerified } : {}),
  };
}

const grant = (parameter: string): WireAnswer => ({
  status: 400,
  json: { error: "invalid_grant", error_description: `Invalid "${parameter}" in request.` },
});

export const discord: Shape = {
  clientId: () => `1${randomText(17, DIGITS)}`,
  clientSecret: () => randomText(32, LETTERS),
  scopes: [
    "activities.*",
    "applications.*",
    "bot",
    "connections",
    "dm_channels.read",
    "email",
    "gdm.join",
    "guilds",
    "guilds.*",
    "identify",
    "messages.read",
    "openid",
    "relationships.read",
    "role_connections.write",
    "rpc",
    "rpc.*",
    "voice",
    "webhook.incoming",
  ],
  promptNone: "skip",
  refusedCallback: ({ code, error, message }) => ({
    error,
    error_description:
      code === "access_denied" ? "The resource owner or authorization server denied the request" : message,
  }),
  tokenAuth: ["post", "basic"],
  lifetime: 604_800,
  refresh: { given: () => true, rotation: "spend" },
  profile,
  needs: { profile: ["identify"] },
  reject(rejection, place) {
    if (place === "api") return { status: 401, json: { message: "401: Unauthorized", code: 0 } };
    if (place === "authorize") return null;
    switch (rejection.code) {
      case "unknown_client":
      case "wrong_secret":
      case "client_authentication":
        return { status: 401, json: { error: "invalid_client" } };
      case "code_missing":
      case "code_unknown":
      case "code_expired":
      case "code_used":
        return grant("code");
      case "code_redirect_uri":
        return grant("redirect_uri");
      case "verifier_missing":
      case "verifier_mismatch":
        return grant("code_verifier");
      case "refresh_unknown":
        return { status: 400, json: { error: "invalid_grant" } };
      default:
        return null;
    }
  },
};
