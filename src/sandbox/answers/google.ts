/**
 * Google accounts. Answers as documented under "OpenID Connect" and "Using OAuth 2.0 for Web Server Applications";
 * errors as the OAuth error pages list them. Faulty authorization requests end on a page of Google's; a refresh token
 * comes only with `access_type=offline`, and a refresh repeats none.
 */
import { randomText } from "../../lib/random.ts";
import type { Place, Rejection, WireAnswer } from "../rejection.ts";
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

const picture = ({ ids }: AnswerContext): string =>
  `https://lh3.googleusercontent.com/a/${ids.text(43, "picture")}=s96-c`;

function claims(context: AnswerContext): JsonObject {
  const { person, scope } = context;
  const email = scope.has("email") && person.email !== null;
  return {
    ...(email ? { email: person.email, email_verified: person.emailVerified } : {}),
    ...(scope.has("profile")
      ? { name: person.name, picture: picture(context), given_name: person.givenName, family_name: person.familyName }
      : {}),
  };
}

const error = (status: number, code: string, description: string): WireAnswer => ({
  status,
  json: { error: code, error_description: description },
});

function refused(rejection: Rejection, place: Place): WireAnswer | null {
  if (place === "authorize") return null;
  if (place === "revoke") return error(400, "invalid_token", "Token expired or revoked");
  if (place === "api") return error(401, "invalid_request", "Invalid Credentials");
  switch (rejection.code) {
    case "unknown_client":
      return error(401, "invalid_client", "The OAuth client was not found.");
    case "wrong_secret":
    case "client_authentication":
      return error(401, "invalid_client", "The provided client secret is invalid.");
    case "code_unknown":
      return error(400, "invalid_grant", "Malformed auth code.");
    case "code_expired":
    case "code_used":
      return error(400, "invalid_grant", "Bad Request");
    case "code_redirect_uri":
      return error(400, "redirect_uri_mismatch", "Bad Request");
    case "verifier_missing":
      return error(400, "invalid_grant", "Missing code verifier.");
    case "verifier_mismatch":
      return error(400, "invalid_grant", "Invalid code verifier.");
    case "refresh_unknown":
      return error(400, "invalid_grant", "Token has been expired or revoked.");
    case "unsupported_grant_type":
      return error(400, "unsupported_grant_type", "Invalid grant_type.");
    default:
      return null;
  }
}

/** What does not hang on how a person is described. */
const common: Shape = {
  clientId: () => `${randomText(12, DIGITS)}-${randomText(32, LETTERS)}.apps.googleusercontent.com`,
  clientSecret: () => `GOCSPX-${randomText(28, LETTERS)}`,
  scopes: ["openid", "profile", "email", "https://www.googleapis.com/auth/*"],
  faultsAsPages: true,
  callback: ({ issuer, scope }) => ({ iss: issuer, scope: [...scope].join(" "), authuser: "0", prompt: "consent" }),
  refusedCallback: (rejection) => ({ error: rejection.error }),
  tokenAuth: ["post", "basic"],
  prefixes: { code: "4/0A", access: "ya29.a0A", refresh: "1//0" },
  lifetime: 3599,
  refresh: { given: (_scope, authorize) => authorize.get("access_type") === "offline", rotation: "omit" },
  subject: ({ ids }) => ids.digits(21),
  revokeAuthenticates: false,
  reject: refused,
};

export const google: Shape = {
  ...common,
  idToken: (context) => ({ azp: context.clientId, ...claims(context) }),
  profile: (context) => ({ sub: context.ids.digits(21), ...claims(context) }),
  discovery: (document) => ({
    ...document,
    response_types_supported: ["code"],
    claims_supported: [
      "aud",
      "email",
      "email_verified",
      "exp",
      "family_name",
      "given_name",
      "iat",
      "iss",
      "name",
      "picture",
      "sub",
    ],
  }),
  variants: {
    // The first version of userinfo says `id` and `verified_email`.
    v1: {
      ...common,
      profile: (context) => {
        const { email_verified, ...others } = claims(context);
        const flag = email_verified === undefined ? {} : { verified_email: email_verified };
        return { id: context.ids.digits(21), ...others, ...flag, locale: context.person.locale };
      },
    },
  },
};
