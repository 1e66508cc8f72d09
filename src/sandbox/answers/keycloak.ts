/**
 * A realm of Keycloak. Answers as its server administration guide and its own discovery document show them: access
 * tokens are JWTs, the callback names the session and the issuer, errors are those of the standards in Keycloak's
 * words.
 */
import { randomText } from "../../lib/random.ts";
import type { WireAnswer } from "../rejection.ts";
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function claims({ person, scope }: AnswerContext): JsonObject {
  return {
    ...(scope.has("email") && person.email !== null
      ? { email_verified: person.emailVerified, email: person.email }
      : {}),
    ...(scope.has("profile")
      ? {
          name: person.name,
          preferred_username: person.username,
          given_name: person.givenName,
          family_name: person.familyName,
          locale: person.locale.slice(0, 2),
        }
      : {}),
  };
}

const session = ({ ids, authTime }: AnswerContext): string => ids.uuid(`session ${authTime}`);

const error = (status: number, code: string, description: string): WireAnswer => ({
  status,
  json: { error: code, error_description: description },
});

const realm: Shape = {
  demo: { url: "https://keycloak.sandbox.test", realm: "demo" },
  clientId: () => `alldoor-${randomText(6, "0123456789")}`,
  clientSecret: () => randomText(32, LETTERS),
  scopeOptional: true,
  scopes: [
    "openid",
    "profile",
    "email",
    "address",
    "phone",
    "offline_access",
    "roles",
    "web-origins",
    "microprofile-jwt",
    "acr",
    "basic",
    "organization",
  ],
  callback: (context) => ({ session_state: session(context), iss: context.issuer }),
  refusedCallback: ({ error: code, message }, { issuer }) =>
    code === "access_denied" ? { error: code, iss: issuer } : { error: code, error_description: message, iss: issuer },
  tokenAuth: ["post", "basic"],
  lifetime: 300,
  idTokenLifetime: 300,
  refresh: { given: () => true, rotation: "renew" },
  token: (standard, context) => ({
    ...standard,
    refresh_expires_in: 1800,
    "not-before-policy": 0,
    session_state: session(context),
  }),
  accessToken: (context) => ({
    aud: "account",
    sub: context.ids.uuid(),
    typ: "Bearer",
    azp: context.clientId,
    sid: session(context),
    acr: "1",
    realm_access: { roles: ["default-roles", "offline_access", "uma_authorization"] },
    scope: [...context.scope].join(" "),
    ...claims(context),
  }),
  idToken: (context) => ({
    auth_time: context.authTime,
    typ: "ID",
    azp: context.clientId,
    sid: session(context),
    acr: "1",
    ...claims(context),
  }),
  profile: (context) => ({ sub: context.ids.uuid(), ...claims(context) }),
  needs: { profile: ["openid"] },
  discovery: (document) => ({
    ...document,
    authorization_response_iss_parameter_supported: true,
    claim_types_supported: ["normal"],
  }),
  reject(rejection, place) {
    if (place === "authorize") return null;
    if (place === "api") {
      if (rejection.code === "insufficient_scope") return null;
      const answer = error(401, "invalid_token", "Token verification failed");
      return { ...answer, headers: { "WWW-Authenticate": 'Bearer realm="sandbox", error="invalid_token"' } };
    }
    switch (rejection.code) {
      case "unknown_client":
        return error(401, "invalid_client", "Invalid client or Invalid client credentials");
      case "wrong_secret":
      case "client_authentication":
        return error(401, "unauthorized_client", "Invalid client or Invalid client credentials");
      case "code_unknown":
      case "code_expired":
      case "code_used":
        return error(400, "invalid_grant", "Code not valid");
      case "code_redirect_uri":
        return error(400, "invalid_grant", "Incorrect redirect_uri");
      case "verifier_missing":
        return error(400, "invalid_grant", "PKCE code verifier not specified");
      case "verifier_mismatch":
        return error(400, "invalid_grant", "PKCE verification failed: Code mismatch");
      case "refresh_unknown":
        return error(400, "invalid_grant", "Invalid refresh token");
      default:
        return null;
    }
  },
};

/** A realm answers userinfo alike, whether or not it is asked for an ID Token. */
export const keycloak: Shape = { ...realm, variants: { oauth2: realm } };
