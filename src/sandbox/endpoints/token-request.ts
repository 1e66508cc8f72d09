/**
 * The token request (RFC 6749, 3.2 and 2.3): method, body type, names and client authentication as the provider's entry
 * and shape say. Proves who is asking; what is asked for is `token.ts`.
 */
import { seconds } from "../../lib/clock.ts";
import type { SandboxApp } from "../apps.ts";
import { isSecretOf } from "../apps.ts";
import type { Parameters } from "../parameters.ts";
import { bodyKind, formParameters, jsonParameters, uniqueParameters } from "../parameters.ts";
import { Rejection } from "../rejection.ts";
import { signedSecretFault } from "../signed-secret.ts";
import type { Call } from "../world.ts";

/** A parameter of the request by its standard name. */
export type Read = (name: string) => string | undefined;

const SECRETS = ["client_secret", "code", "refresh_token", "token"] as const;

const wireName = ({ match }: Call, name: string): string => match.emulation.provider.quirks?.tokenNames?.[name] ?? name;

function bodyParameters(call: Call, kinds: readonly ("form" | "json")[]): Parameters {
  if (call.body === null) throw new Rejection("body_too_large", "The body is too large.");
  const kind = bodyKind(call.request);
  if (kind === null || !kinds.includes(kind)) {
    const names = kinds.map((entry) => (entry === "form" ? "application/x-www-form-urlencoded" : "application/json"));
    throw new Rejection("unsupported_media_type", `The body must be ${names.join(" or ")}.`);
  }
  const exposed = SECRETS.map((name) => wireName(call, name)).find((name) => call.query.has(name));
  if (exposed !== undefined) {
    throw new Rejection("invalid_request", `${exposed} belongs in the body, not in the address.`, exposed);
  }
  return kind === "form" ? formParameters(call.body) : jsonParameters(call.body);
}

/**
 * @throws Rejection `method_not_allowed`, `unsupported_media_type`, `body_too_large`, `invalid_request`,
 * `repeated_parameter`
 */
export function readTokenRequest(call: Call): Read {
  const { provider, shape } = call.match.emulation;
  const { tokenMethod = "POST", tokenBody = "form" } = provider.quirks ?? {};
  if (call.request.method !== tokenMethod) {
    throw new Rejection("method_not_allowed", `This endpoint answers ${tokenMethod} only.`);
  }
  const parameters =
    tokenMethod === "GET" ? uniqueParameters(call.query) : bodyParameters(call, shape.tokenBodies ?? [tokenBody]);
  return (name) => parameters.get(wireName(call, name));
}

interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** RFC 6749, 2.3.1: both halves are form-encoded before they are joined. */
function basicCredentials(request: Request): Credentials | null {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  if (colon === -1) return null;
  try {
    const [clientId, clientSecret] = [text.slice(0, colon), text.slice(colon + 1)].map((half) =>
      decodeURIComponent(half.replaceAll("+", " ")),
    );
    return { clientId: clientId ?? "", clientSecret: clientSecret ?? "" };
  } catch {
    return null;
  }
}

/** The client id that a request shows, proved or not; for the words of a refusal. */
export const claimedClientId = (call: Call, read: Read): string =>
  read("client_id") ?? basicCredentials(call.request)?.clientId ?? "";

/** @throws Rejection `invalid_request`, `client_authentication`, `unknown_client`, `wrong_secret` */
export function authenticateClient(call: Call, read: Read): SandboxApp {
  const { provider, shape } = call.match.emulation;
  const methods = shape.tokenAuth ?? [provider.tokenAuth ?? "post"];
  const basic = basicCredentials(call.request);
  const posted = { clientId: read("client_id"), clientSecret: read("client_secret") };
  if (basic && posted.clientSecret !== undefined) {
    throw new Rejection("invalid_request", "The client authenticates in two ways at once.");
  }
  if (basic && posted.clientId !== undefined && posted.clientId !== basic.clientId) {
    throw new Rejection("invalid_request", "Header and body name different clients.");
  }
  if (basic && !methods.includes("basic")) {
    throw new Rejection("client_authentication", `${provider.name} takes the credentials in the body, not by Basic.`);
  }
  if (!basic && posted.clientSecret !== undefined && !methods.includes("post")) {
    throw new Rejection("client_authentication", `${provider.name} takes the credentials by Basic, not in the body.`);
  }
  const { clientId, clientSecret } = basic ?? posted;
  if (clientId === undefined) throw new Rejection("client_authentication", "The request names no client.");
  const app = call.world.apps.find(provider.id, clientId);
  if (!app) throw new Rejection("unknown_client", "No application with this client id is registered here.");
  if (methods.includes("none")) return app;
  if (clientSecret === undefined) throw new Rejection("client_authentication", "The client secret is missing.");
  const signed = provider.quirks?.clientSecret;
  if (signed) {
    const fault = signedSecretFault(app, clientSecret, signed.audience, seconds(call.world.clock));
    if (fault !== null) throw new Rejection("wrong_secret", fault);
    return app;
  }
  if (!isSecretOf(app, clientSecret)) throw new Rejection("wrong_secret", "The client secret is wrong.");
  return app;
}
