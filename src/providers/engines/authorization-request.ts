/**
 * The address that the browser is sent to (RFC 6749, 4.1.1; OpenID Connect Core, 3.1.2.1).
 *
 * The protocol's own parameters are written first and once. Fixed parameters of the entry and of the registration come
 * after them and can't take their names.
 */

import { protocolParameters } from "../protocol-parameters.ts";
import type { ProviderApp, ProviderBase } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";

export interface AuthorizationRequest {
  readonly state: string;
  readonly nonce?: string;
  readonly codeChallenge?: string;
  /** OpenID Connect's `prompt`. A prompt that the entry fixes stays. */
  readonly prompt?: string;
  /** OpenID Connect's `login_hint`. */
  readonly loginHint?: string;
}

// Half a character, as a `login_hint` from outside may hold, can't be encoded.
const encode = ([name, value]: readonly [string, string]): string =>
  `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`;

function freeParameters(provider: ProviderBase, app: ProviderApp, request: AuthorizationRequest): Map<string, string> {
  const names = provider.quirks?.authorizeNames ?? {};
  const free = new Map<string, string>();
  for (const [name, value] of Object.entries(app.authorizeParams ?? {})) free.set(name, value);
  if (request.prompt !== undefined) free.set(names.prompt ?? "prompt", request.prompt);
  if (request.loginHint !== undefined) free.set(names.login_hint ?? "login_hint", request.loginHint);
  for (const [name, value] of Object.entries(provider.authorizeParams ?? {})) {
    // A registration may choose between an entry's defaults; a single request may not.
    if (!Object.hasOwn(app.authorizeParams ?? {}, name)) free.set(name, value);
  }
  return free;
}

/**
 * @param endpoint The authorization endpoint. A query of its own is kept.
 * @throws ProviderError `misconfigured` where a parameter would stand twice or replace one of the protocol's.
 */
export function authorizationUrl(
  provider: ProviderBase,
  app: ProviderApp,
  endpoint: string,
  request: AuthorizationRequest,
): string {
  const names = provider.quirks?.authorizeNames ?? {};
  const scope = (app.scope ?? provider.scope).join(provider.scopeSeparator ?? " ");
  const standard: readonly (readonly [string, string | undefined])[] = [
    ["response_type", "code"],
    ["client_id", app.clientId],
    ["redirect_uri", app.redirectUri],
    ["scope", scope === "" ? undefined : scope],
    ["state", request.state],
    ["nonce", request.nonce],
    ["code_challenge", request.codeChallenge],
    ["code_challenge_method", request.codeChallenge === undefined ? undefined : "S256"],
  ];
  const free = freeParameters(provider, app, request);
  const url = new URL(endpoint);
  const reserved = protocolParameters(names);
  for (const name of [...free.keys(), ...url.searchParams.keys()]) {
    if (reserved.has(name))
      throw new ProviderError("misconfigured", `${name} is set where only the protocol may set it`);
  }
  const written = standard.flatMap(([name, value]) =>
    value === undefined ? [] : [encode([names[name] ?? name, value])],
  );
  const query = [...written, ...[...free].map(encode)].join("&");
  return `${endpoint}${url.search === "" ? (endpoint.endsWith("?") ? "" : "?") : "&"}${query}`;
}
