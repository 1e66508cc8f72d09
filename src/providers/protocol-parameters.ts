/**
 * The authorization request's parameters that belong to the protocol (RFC 6749, 4.1.1; RFC 7636, 4.3; OpenID Connect
 * Core, 3.1.2.1 and 6). Nothing that is configured may set them: one of them replaced would turn off `state`, PKCE or the
 * nonce, or send the code elsewhere.
 */

const names = [
  "client_id",
  "redirect_uri",
  "response_type",
  "response_mode",
  "scope",
  "state",
  "nonce",
  "code_challenge",
  "code_challenge_method",
  "request",
  "request_uri",
] as const;

/** The reserved names, together with what a provider calls them. */
export function protocolParameters(renamed: Readonly<Record<string, string>> = {}): ReadonlySet<string> {
  return new Set([...names, ...names.flatMap((name) => (Object.hasOwn(renamed, name) ? [renamed[name] ?? name] : []))]);
}
