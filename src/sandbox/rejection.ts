/**
 * What an emulated provider objects to, in neutral terms. The checks throw a `Rejection`; the provider's shape turns it
 * into that provider's own words, and where it has none the forms of RFC 6749 (5.2, 4.1.2.1) and RFC 6750 (3.1) are
 * used.
 *
 * `detail` explains the objection to the developer in the request log and on the refusal page. It never holds a secret,
 * a code, a token or a verifier.
 */
import type { Json } from "../providers/provider.ts";

/** Our objection → the error code and status of RFC 6749 and RFC 6750. */
const standard = {
  invalid_request: ["invalid_request", 400],
  repeated_parameter: ["invalid_request", 400],
  method_not_allowed: ["invalid_request", 405],
  unsupported_media_type: ["invalid_request", 415],
  body_too_large: ["invalid_request", 413],
  user_agent_missing: ["invalid_request", 403],
  unknown_client: ["invalid_client", 401],
  wrong_secret: ["invalid_client", 401],
  client_authentication: ["invalid_client", 401],
  redirect_uri_mismatch: ["invalid_request", 400],
  unsupported_response_type: ["unsupported_response_type", 400],
  invalid_scope: ["invalid_scope", 400],
  access_denied: ["access_denied", 403],
  login_required: ["login_required", 400],
  unsupported_grant_type: ["unsupported_grant_type", 400],
  code_missing: ["invalid_request", 400],
  code_unknown: ["invalid_grant", 400],
  code_expired: ["invalid_grant", 400],
  code_used: ["invalid_grant", 400],
  code_redirect_uri: ["invalid_grant", 400],
  verifier_missing: ["invalid_grant", 400],
  verifier_mismatch: ["invalid_grant", 400],
  refresh_unknown: ["invalid_grant", 400],
  token_missing: ["invalid_request", 401],
  token_invalid: ["invalid_token", 401],
  token_expired: ["invalid_token", 401],
  insufficient_scope: ["insufficient_scope", 403],
  signature_mismatch: ["invalid_request", 400],
} as const satisfies Record<string, readonly [string, number]>;

export type RejectionCode = keyof typeof standard;

export class Rejection extends Error {
  override readonly name = "Rejection";
  readonly code: RejectionCode;
  /** The parameter that is at fault, by its name on the wire. */
  readonly parameter: string | undefined;

  constructor(code: RejectionCode, detail: string, parameter?: string) {
    super(detail);
    this.code = code;
    this.parameter = parameter;
  }

  /** The code of the standards. */
  get error(): string {
    return standard[this.code][0];
  }

  get status(): number {
    return standard[this.code][1];
  }
}

/** Which endpoint objects; `api` is every call that carries an access token. */
export type Place = "authorize" | "token" | "api" | "revoke";

/** An answer before it is put into bytes. */
export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json: Json;
}

/** RFC 6749, section 5.2, and RFC 6750, section 3. */
export function standardAnswer(rejection: Rejection, place: Place): WireAnswer {
  const { error, status, message } = rejection;
  if (place === "api") {
    const bare = rejection.code === "token_missing";
    const challenge = bare ? "Bearer" : `Bearer error="${error}"`;
    const headers = status === 401 || status === 403 ? { "WWW-Authenticate": challenge } : undefined;
    return { status, json: { error, error_description: message }, ...(headers ? { headers } : {}) };
  }
  const headers: Record<string, string> =
    status === 401 ? { "WWW-Authenticate": 'Basic realm="token"' } : status === 405 ? { Allow: "POST" } : {};
  return { status, headers, json: { error, error_description: message } };
}
