/**
 * Microsoft Entra ID and personal Microsoft accounts, version 2.0 endpoints. Answers as documented under "OpenID
 * Connect on the Microsoft identity platform", "ID token claims reference" and "Microsoft Entra authentication and
 * authorization error codes". The issuer names the tenant that the person lives in, which `common` and `organizations`
 * do not.
 */
import { randomUUID } from "node:crypto";
import { randomText } from "../../lib/random.ts";
import type { SettingValues } from "../../providers/provider.ts";
import type { Rejection, RejectionCode, WireAnswer } from "../rejection.ts";
import type { AnswerContext, JsonObject, RejectContext, Shape } from "./shape.ts";

/** The tenant of all personal accounts. */
const PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";
const AUTHORITY = "https://login.microsoftonline.com";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function tenantOf({ settings, shared }: AnswerContext): string {
  const tenant = settings.tenant ?? "common";
  if (tenant === "consumers") return PERSONAL;
  return tenant === "common" || tenant === "organizations" ? shared.uuid("tenant") : tenant;
}

/** A person's address as the tenant writes it; `preferred_username` is there even where no address is. */
const userPrincipalName = ({ person }: AnswerContext): string => person.email ?? `${person.username}@tenant.test`;

/** `sub` is pairwise: another one for each registered application. */
const pairwise = ({ ids, clientId }: AnswerContext): string => ids.text(43, `sub ${clientId}`);

function profile(context: AnswerContext): JsonObject {
  const { person, scope } = context;
  return {
    sub: pairwise(context),
    ...(scope.has("profile")
      ? {
          name: person.name,
          family_name: person.familyName,
          given_name: person.givenName,
          picture: "https://graph.microsoft.com/v1.0/me/photo/$value",
        }
      : {}),
    ...(scope.has("email") && person.email !== null ? { email: person.email } : {}),
  };
}

/** Our objection → error, number and words. */
const errors: Readonly<Partial<Record<RejectionCode, readonly [string, number, string, number?]>>> = {
  unknown_client: [
    "unauthorized_client",
    700016,
    "Application with this identifier was not found in the directory.",
    400,
  ],
  wrong_secret: ["invalid_client", 7000215, "Invalid client secret provided.", 401],
  client_authentication: [
    "invalid_client",
    7000218,
    "The request body must contain: 'client_assertion' or 'client_secret'.",
    401,
  ],
  redirect_uri_mismatch: [
    "invalid_request",
    50011,
    "The redirect URI specified in the request does not match the registered ones.",
  ],
  invalid_scope: ["invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid."],
  login_required: ["login_required", 50058, "A silent sign-in request was sent but no user is signed in."],
  access_denied: ["access_denied", 65004, "User declined to consent to access the app."],
  code_missing: ["invalid_request", 900144, "The request body must contain the following parameter: 'code'."],
  code_unknown: ["invalid_grant", 9002313, "Invalid request. Request is malformed or invalid."],
  code_expired: [
    "invalid_grant",
    70008,
    "The provided authorization code or refresh token has expired due to inactivity.",
  ],
  code_used: [
    "invalid_grant",
    54005,
    "OAuth2 Authorization code was already redeemed, please retry with a new valid code.",
  ],
  code_redirect_uri: [
    "invalid_client",
    500112,
    "The reply address does not match the one provided when requesting the code.",
  ],
  verifier_missing: ["invalid_grant", 50148, "The code_verifier does not match the code_challenge for PKCE."],
  verifier_mismatch: ["invalid_grant", 501481, "The Code_Verifier does not match the code_challenge supplied."],
  refresh_unknown: ["invalid_grant", 700082, "The refresh token has expired due to inactivity or is not known."],
  unsupported_grant_type: ["unsupported_grant_type", 70003, "The app requested an unsupported grant type."],
};

function tokenError(rejection: Rejection, { now, requestId }: RejectContext): WireAnswer {
  const [error, number, words, status = 400] = errors[rejection.code] ?? ["invalid_request", 900144, rejection.message];
  const timestamp = new Date(now * 1000).toISOString().replace("T", " ").replace(".000", "");
  return {
    status,
    json: {
      error,
      error_description:
        `AADSTS${number}: ${words} Trace ID: ${requestId} ` + `Correlation ID: ${requestId} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: requestId,
      correlation_id: requestId,
      error_uri: `${AUTHORITY}/error?code=${number}`,
    },
  };
}

/** The issuer as documents of a tenant's addresses name it; those of the shared ones hold a placeholder. */
function publishedIssuer({ tenant = "common" }: SettingValues): string {
  const shared = tenant === "common" || tenant === "organizations";
  return `${AUTHORITY}/${shared ? "{tenantid}" : tenant === "consumers" ? PERSONAL : tenant}/v2.0`;
}

function discovery(document: JsonObject, settings: SettingValues): JsonObject {
  return {
    ...document,
    issuer: publishedIssuer(settings),
    subject_types_supported: ["pairwise"],
    tenant_region_scope: null,
    cloud_instance_name: "microsoftonline.com",
  };
}

/** How it is asked and how it refuses, whichever way a person is described. */
const wire: Shape = {
  clientId: () => randomUUID(),
  clientSecret: () => `${randomText(3, LETTERS)}8Q~${randomText(34, LETTERS)}`,
  scopes: ["openid", "profile", "email", "offline_access", "User.Read", "https://graph.microsoft.com/*"],
  callback: (_context, code) => ({ session_state: code.slice(-12) }),
  refusedCallback(rejection) {
    const [error, number, words] = errors[rejection.code] ?? [rejection.error, 900144, rejection.message];
    const subcode: Record<string, string> = rejection.code === "access_denied" ? { error_subcode: "cancel" } : {};
    return { error, ...subcode, error_description: `AADSTS${number}: ${words}` };
  },
  tokenAuth: ["post", "basic"],
  prefixes: { code: "1.AX", access: "EwB4A8l6", refresh: "1.AX" },
  lifetime: 3599,
  refresh: { given: (scope) => scope.has("offline_access"), rotation: "renew" },
  token: (standard) => ({ ...standard, ext_expires_in: standard.expires_in ?? null }),
  reject(rejection, place, context) {
    if (place === "token" || place === "revoke") return tokenError(rejection, context);
    if (place !== "api") return null;
    const message = rejection.code === "token_missing" ? "Access token is empty." : "Access token validation failure.";
    return {
      status: rejection.status === 403 ? 403 : 401,
      headers: { "WWW-Authenticate": `Bearer realm="", authorization_uri="${AUTHORITY}/common/oauth2/authorize"` },
      json: {
        error: {
          code: "InvalidAuthenticationToken",
          message,
          innerError: {
            date: new Date(context.now * 1000).toISOString().slice(0, 19),
            "request-id": context.requestId,
          },
        },
      },
    };
  },
};

export const microsoft: Shape = {
  ...wire,
  endpoints: { discovery: `${AUTHORITY}/{tenant}/v2.0/.well-known/openid-configuration` },
  subject: pairwise,
  issuer: (context) => `${AUTHORITY}/${tenantOf(context)}/v2.0`,
  atHash: false,
  idToken: (context) => ({
    nbf: context.now,
    ...(context.scope.has("email") && context.person.email !== null ? { email: context.person.email } : {}),
    ...(context.scope.has("profile")
      ? { name: context.person.name, preferred_username: userPrincipalName(context), oid: context.ids.uuid("oid") }
      : {}),
    rh: `1.${context.ids.text(44, "rh")}.`,
    tid: tenantOf(context),
    uti: randomText(22, LETTERS),
    ver: "2.0",
  }),
  profile,
  discovery,
  keyMembers: (settings) => ({ issuer: publishedIssuer(settings) }),
  variants: {
    // What Graph answers for `me`; the address is the mailbox's, where there is one.
    graph: {
      ...wire,
      profile: (context) => ({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users/$entity",
        id: context.ids.uuid("oid"),
        displayName: context.person.name,
        givenName: context.person.givenName,
        surname: context.person.familyName,
        mail: context.person.email,
        mailNickname: context.person.username,
        userPrincipalName: userPrincipalName(context),
        preferredLanguage: context.person.locale,
      }),
      needs: { profile: ["User.Read", "https://graph.microsoft.com/User.Read"] },
    },
  },
};
