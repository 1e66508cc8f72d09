/**
 * A Casdoor server. The access token and the ID Token are one and the same JWT, made at consent; userinfo reports
 * failures with status 200 and an envelope of `status` and `msg`, and calls every e-mail address verified.
 */
import { randomUUID } from "node:crypto";
import { randomText } from "../../lib/random.ts";
import type { WireAnswer } from "../rejection.ts";
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";

const HEX = "0123456789abcdef";
const ORGANIZATION = "sandbox";

const picture = ({ ids, issuer }: AnswerContext): string => `${issuer}/files/avatar/${ids.hex(12, "picture")}.png`;

/** The user as the server's default token format carries it, with what never leaves it blank. */
function user(context: AnswerContext): JsonObject {
  const { ids, person } = context;
  return {
    owner: ORGANIZATION,
    name: person.username,
    createdTime: "2024-02-11T08:00:00Z",
    updatedTime: "2026-04-30T10:20:30Z",
    id: ids.uuid(),
    type: "normal-user",
    password: "",
    displayName: person.name,
    firstName: person.givenName,
    lastName: person.familyName,
    avatar: picture(context),
    email: person.email ?? "",
    emailVerified: person.emailVerified,
    phone: "",
    language: person.locale.slice(0, 2),
    isAdmin: false,
    isForbidden: false,
    isDeleted: false,
    signupApplication: "app-sandbox",
  };
}

function profile(context: AnswerContext): JsonObject {
  const { person, scope, ids } = context;
  return {
    sub: ids.uuid(),
    iss: context.issuer,
    aud: context.clientId,
    ...(scope.has("profile")
      ? { preferred_username: person.username, name: person.name, picture: picture(context) }
      : {}),
    // This server says so of every address, proved or not.
    ...(scope.has("email") && person.email !== null ? { email: person.email, email_verified: true } : {}),
  };
}

const error = (status: number, code: string, description: string): WireAnswer => ({
  status,
  ...(status === 401 ? { headers: { "WWW-Authenticate": 'Basic realm="OAuth2"' } } : {}),
  json: { error: code, error_description: description },
});

export const casdoor: Shape = {
  demo: { endpoint: "https://casdoor.sandbox.test" },
  clientId: () => randomText(20, HEX),
  clientSecret: () => randomText(40, HEX),
  scopeOptional: true,
  // It reads no `prompt`.
  promptNone: "ignored",
  faultsAsPages: true,
  tokenAuth: ["post", "basic"],
  tokenBodies: ["form", "json"],
  tokenRedirectUri: "optional",
  lifetime: 604_800,
  idTokenLifetime: 604_800,
  refresh: { given: () => true, rotation: "spend" },
  accessToken: "idToken",
  atHash: false,
  idToken: (context) => ({
    ...user(context),
    tokenType: "access-token",
    scope: [...context.scope].join(" "),
    aud: [context.clientId],
    azp: context.clientId,
    nbf: context.now,
    jti: `admin/${randomUUID()}`,
  }),
  profile,
  profileMethods: ["GET"],
  discovery: (document) => ({ ...document, backchannel_logout_supported: true }),
  reject(rejection, place, { clientId }) {
    if (place === "authorize") return null;
    if (place === "api") {
      const msg = rejection.code === "token_missing" ? "Please login first" : "Access token doesn't exist in database";
      return { status: 200, json: { status: "error", msg, sub: "", name: "", data: null, data2: null } };
    }
    switch (rejection.code) {
      case "unknown_client":
        return error(401, "invalid_client", "client_id is invalid");
      case "wrong_secret":
      case "client_authentication":
        return error(
          401,
          "invalid_client",
          `client_secret is invalid for application: [${clientId}], token.CodeChallenge: empty`,
        );
      case "code_missing":
        return error(400, "invalid_request", "authorization code should not be empty");
      case "code_unknown":
        return error(400, "invalid_grant", "authorization code is invalid");
      case "code_expired":
        return error(400, "invalid_grant", "authorization code has expired");
      case "code_used":
        return error(400, "invalid_grant", "authorization code has been used");
      case "verifier_missing":
      case "verifier_mismatch":
        return error(400, "invalid_grant", "verifier is invalid");
      case "refresh_unknown":
        return error(400, "invalid_grant", "refresh token is invalid or revoked");
      case "unsupported_grant_type":
        return error(400, "unsupported_grant_type", "grant_type is not supported in this application");
      default:
        return null;
    }
  },
};
