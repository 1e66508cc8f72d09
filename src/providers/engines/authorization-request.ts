/**
 * The address that the browser is sent to (RFC 6749, 4.1.1; OpenID Connect Core, 3.1.2.1).
 *
 * The protocol's own parameters are written first and once. Fixed parameters of the entry and of the registration come
 * after them and can't take their names.
 */

import { protocolParameters } from "../protocol-parameters.ts";
import { ProviderError } from "../provider-error.ts";
import type { Context } from "./engine.ts";
import { fillValues, noFacts } from "./facts.ts";
import type { StartRequest } from "./flow.ts";

/** What goes out: what the caller wants, and what binds the answer to it. A prompt that the entry fixes stays. */
export interface AuthorizationRequest extends StartRequest {
  readonly nonce?: string;
  readonly codeChallenge?: string;
  readonly codeChallengeMethod?: "S256" | "plain";
}

// Half a character, as a `login_hint` from outside may hold, can't be encoded.
const encode = ([name, value]: readonly [string, string]): string =>
  `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`;

/** What the caller's action adds: the entry's word, or OpenID Connect's own (Core, 3.1.2.1). */
function actionParameters({ provider }: Context, { action }: StartRequest): Readonly<Record<string, string>> {
  if (action === undefined) return {};
  const own = provider.actions?.[action];
  if (own !== undefined) return own;
  return provider.protocol === "oidc" && action === "reauthenticate" ? { prompt: "login" } : {};
}

/** Parameters that are not the protocol's: the entry's, the registration's and the caller's, the later one winning. */
export function freeParameters(context: Context, request: StartRequest): Map<string, string> {
  const { provider, app } = context;
  const names = provider.quirks?.authorizeNames ?? {};
  const free = new Map<string, string>();
  for (const [name, value] of Object.entries(app.authorizeParams ?? {})) free.set(name, value);
  if (request.prompt !== undefined) free.set(names.prompt ?? "prompt", request.prompt);
  if (request.loginHint !== undefined) free.set(names.login_hint ?? "login_hint", request.loginHint);
  const fixed = fillValues(context, { ...noFacts, state: request.state }, provider.authorizeParams);
  for (const [name, value] of Object.entries(fixed)) {
    // A registration may choose between an entry's defaults; a single request may not.
    if (!Object.hasOwn(app.authorizeParams ?? {}, name)) free.set(name, value);
  }
  for (const [name, value] of Object.entries(actionParameters(context, request))) free.set(name, value);
  return free;
}

/** The scopes of one sign-in: the configured ones and the caller's, each once. */
export function wantedScope({ provider, app }: Context, request: StartRequest): string {
  const scopes = new Set([...(app.scope ?? provider.scope), ...(request.scope ?? [])]);
  return [...scopes].join(provider.scopeSeparator ?? " ");
}

/**
 * @param endpoint The authorization endpoint. A query of its own is kept.
 * @throws ProviderError `misconfigured` where a parameter would stand twice or replace one of the protocol's.
 */
export function authorizationUrl(context: Context, endpoint: string, request: AuthorizationRequest): string {
  const { provider, app } = context;
  const { authorizeNames: names = {}, authorizeOmit = [], authorizeFragment } = provider.quirks ?? {};
  const scope = wantedScope(context, request);
  const omitted: readonly string[] = authorizeOmit;
  const standard: readonly (readonly [string, string | undefined])[] = [
    ["response_type", "code"],
    ["client_id", app.clientId],
    ["redirect_uri", app.redirectUri],
    ["scope", scope === "" ? undefined : scope],
    ["state", request.state],
    ["nonce", request.nonce],
    ["code_challenge", request.codeChallenge],
    ["code_challenge_method", request.codeChallengeMethod],
    ["response_mode", provider.callbackBy === "form" ? "form_post" : undefined],
  ];
  const free = freeParameters(context, request);
  const url = new URL(endpoint);
  const reserved = protocolParameters(names);
  for (const name of [...free.keys(), ...url.searchParams.keys()]) {
    if (reserved.has(name))
      throw new ProviderError("misconfigured", `${name} is set where only the protocol may set it`);
  }
  const written = standard.flatMap(([name, value]) =>
    value === undefined || omitted.includes(name) ? [] : [encode([names[name] ?? name, value])],
  );
  const query = [...written, ...[...free].map(encode)].join("&");
  const joint = url.search === "" ? (endpoint.endsWith("?") ? "" : "?") : "&";
  return `${endpoint}${joint}${query}${authorizeFragment === undefined ? "" : `#${authorizeFragment}`}`;
}
