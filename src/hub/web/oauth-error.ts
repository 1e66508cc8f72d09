/**
 * The errors that OAuth and OpenID Connect define, with the names they define for them: RFC 6749 (4.1.2.1, 5.2), RFC 6750
 * (3.1), RFC 7009 (2.2.1), RFC 7591 (3.2.2), OpenID Connect Core 1.0 (3.1.2.6). Descriptions are plain ASCII sentences and never repeat a
 * value that was sent.
 */

const statuses = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  invalid_scope: 400,
  invalid_token: 401,
  insufficient_scope: 403,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  unsupported_response_type: 400,
  invalid_target: 400,
  invalid_dpop_proof: 400,
  invalid_redirect_uri: 400,
  invalid_client_metadata: 400,
  authorization_pending: 400,
  slow_down: 400,
  expired_token: 400,
  unmet_authentication_requirements: 400,
  access_denied: 403,
  login_required: 400,
  consent_required: 400,
  request_not_supported: 400,
  request_uri_not_supported: 400,
  temporarily_unavailable: 503,
  server_error: 500,
} as const;

export type OAuthErrorCode = keyof typeof statuses;

/** How an authorization answer travels: OAuth 2.0 Multiple Response Types, 2.1, and Form Post Response Mode. */
export const RESPONSE_MODES = ["query", "fragment", "form_post"] as const;
export type ResponseMode = (typeof RESPONSE_MODES)[number];

/** Where an authorization error goes back to: only ever made of a client and a redirect URI that are proven. */
export interface ProvenRedirect {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly mode: ResponseMode;
}

export class OAuthError extends Error {
  override readonly name = "OAuthError";
  readonly code: OAuthErrorCode;
  readonly status: number;
  /** Set for errors of the authorization endpoint that belong to the client. */
  readonly redirect: ProvenRedirect | undefined;

  constructor(code: OAuthErrorCode, description: string, extra: { redirect?: ProvenRedirect; cause?: unknown } = {}) {
    super(description, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = code;
    this.status = statuses[code];
    this.redirect = extra.redirect;
  }
}
