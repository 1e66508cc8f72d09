/**
 * The authorization request (RFC 6749, 4.1.1; RFC 7636, 4.3; OpenID Connect Core, 3.1.2.1), read strictly and under the
 * provider's own parameter names.
 *
 * Two steps, because of where an objection may go: until client and redirect URI are proved it may only be shown on a
 * page (`proveClient`); from then on it may be sent back to the application (`readRequest`).
 */
import type { SandboxApp } from "../apps.ts";
import type { Match } from "../directory.ts";
import type { Parameters } from "../parameters.ts";
import { shown } from "../parameters.ts";
import { Rejection } from "../rejection.ts";
import type { World } from "../world.ts";

/** Client and redirect URI, proved. */
export interface ProvenClient {
  readonly app: SandboxApp;
  readonly redirectUri: string;
  readonly state: string | undefined;
}

export interface AuthorizationRequest {
  readonly scope: ReadonlySet<string>;
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
  readonly prompt: ReadonlySet<string>;
  readonly loginHint: string | undefined;
  /** All parameters, by their names on the wire. */
  readonly parameters: Parameters;
}

// The base64url of a SHA-256 (RFC 7636, 4.2).
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

const wireName = ({ emulation }: Match, name: string): string =>
  emulation.provider.quirks?.authorizeNames?.[name] ?? name;

/** @throws Rejection `invalid_request`, `unknown_client`, `redirect_uri_mismatch` */
export function proveClient(world: World, match: Match, query: Parameters): ProvenClient {
  const [clientName, redirectName] = [wireName(match, "client_id"), wireName(match, "redirect_uri")];
  const clientId = query.get(clientName);
  if (clientId === undefined) {
    throw new Rejection("invalid_request", `The parameter ${clientName} is missing.`, clientName);
  }
  const app = world.apps.find(match.emulation.provider.id, clientId);
  if (!app) throw new Rejection("unknown_client", "No application with this client id is registered here.", clientName);
  const redirectUri = query.get(redirectName);
  if (redirectUri === undefined) {
    throw new Rejection("invalid_request", `The parameter ${redirectName} is missing.`, redirectName);
  }
  if (!app.redirectUris.includes(redirectUri)) {
    const registered =
      app.redirectUris.length === 0 ? "none is registered" : `registered: ${app.redirectUris.join(", ")}`;
    throw new Rejection(
      "redirect_uri_mismatch",
      `The redirect address ${shown(redirectUri, 300)} is not registered byte for byte (${registered}).`,
      redirectName,
    );
  }
  return { app, redirectUri, state: query.get(wireName(match, "state")) };
}

const isKnownScope = (known: readonly string[], scope: string): boolean =>
  known.some((entry) => (entry.endsWith("*") ? scope.startsWith(entry.slice(0, -1)) : entry === scope));

function readScope(match: Match, query: Parameters): ReadonlySet<string> {
  const { provider, shape } = match.emulation;
  const text = query.get(wireName(match, "scope")) ?? "";
  const asked = [...new Set(text.split(provider.scopeSeparator ?? " ").filter((scope) => scope !== ""))];
  if (provider.protocol === "oidc" && asked.length === 0 && !shape.scopeOptional) {
    throw new Rejection("invalid_scope", "No scope was asked for.", "scope");
  }
  const known = shape.scopes;
  if (!known) return new Set(asked);
  const unknown = asked.find((scope) => !isKnownScope(known, scope));
  if (unknown !== undefined && shape.unknownScope !== "drop") {
    throw new Rejection("invalid_scope", `${provider.name} knows no scope ${shown(unknown)}.`, "scope");
  }
  return new Set(asked.filter((scope) => isKnownScope(known, scope)));
}

function readChallenge(match: Match, query: Parameters): string | undefined {
  const challenge = query.get(wireName(match, "code_challenge"));
  const method = query.get(wireName(match, "code_challenge_method"));
  if (challenge === undefined) {
    if (match.emulation.shape.pkceRequired) {
      throw new Rejection("invalid_request", "PKCE is required here.", "code_challenge");
    }
    if (method !== undefined) {
      throw new Rejection("invalid_request", "A challenge method without a challenge.", "code_challenge_method");
    }
    return undefined;
  }
  const wanted = match.emulation.provider.quirks?.pkceMethod ?? "S256";
  if (method !== wanted) {
    throw new Rejection("invalid_request", `The challenge method must be ${wanted}.`, "code_challenge_method");
  }
  if (!CHALLENGE.test(challenge)) {
    throw new Rejection("invalid_request", "The challenge is not 43 characters of base64url.", "code_challenge");
  }
  return challenge;
}

/** @throws Rejection `unsupported_response_type`, `invalid_request`, `invalid_scope` */
export function readRequest(match: Match, query: Parameters): AuthorizationRequest {
  const { shape } = match.emulation;
  const responseType = query.get(wireName(match, "response_type"));
  const { quirks } = match.emulation.provider;
  if (responseType === undefined && !shape.responseTypeOptional && !quirks?.authorizeOmit?.includes("response_type")) {
    throw new Rejection("invalid_request", "The parameter response_type is missing.", "response_type");
  }
  if (responseType !== undefined && responseType !== "code") {
    throw new Rejection("unsupported_response_type", "Only the response type code is emulated.", "response_type");
  }
  const wanted = match.emulation.provider.callbackBy === "form" ? "form_post" : "query";
  const mode = query.get("response_mode") ?? "query";
  if (mode !== wanted) {
    throw new Rejection("invalid_request", `Only the response mode ${wanted} is emulated.`, "response_mode");
  }
  for (const [name, value] of Object.entries(shape.authorizeRequires ?? {})) {
    if (query.get(name) !== value) {
      throw new Rejection("invalid_request", `The parameter ${name} must be ${value}.`, name);
    }
  }
  return {
    scope: readScope(match, query),
    challenge: readChallenge(match, query),
    nonce: query.get(wireName(match, "nonce")),
    prompt: new Set((query.get("prompt") ?? "").split(" ").filter((value) => value !== "")),
    loginHint: query.get(wireName(match, "login_hint")),
    parameters: query,
  };
}

/** What the dialog of a provider's script is asked for. @throws Rejection `invalid_scope` */
export const readDialog = (
  match: Match,
  query: Parameters,
): Pick<AuthorizationRequest, "scope" | "prompt" | "loginHint"> => ({
  scope: readScope(match, query),
  prompt: new Set(),
  loginHint: undefined,
});
