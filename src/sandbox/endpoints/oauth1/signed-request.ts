/**
 * A signed request as the provider reads it (RFC 5849, 3.2): every protocol parameter once, the signature made again with
 * Node's own hashes from what came, the clock near and the nonce new.
 */
import { createHmac, createPublicKey, verify } from "node:crypto";
import { sameSecret } from "../../../lib/bearer.ts";
import { seconds } from "../../../lib/clock.ts";
import type { SandboxApp } from "../../apps.ts";
import { bodyKind } from "../../parameters.ts";
import { Rejection } from "../../rejection.ts";
import type { Call } from "../../world.ts";

/** Seconds that two clocks may differ by. */
const SKEW = 300;

export interface SignedRequest {
  readonly app: SandboxApp;
  /** The request's `oauth_token`, if it has one. */
  readonly token: string | undefined;
  /** The protocol's parameters, from the header. */
  readonly own: ReadonlyMap<string, string>;
}

const encode = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new Rejection("invalid_request", "The OAuth header is not percent-encoded.");
  }
}

function headerParameters(call: Call): Map<string, string> {
  const header = call.request.headers.get("authorization") ?? "";
  if (!/^OAuth /i.test(header)) throw new Rejection("client_authentication", "There is no OAuth header.");
  const found = new Map<string, string>();
  for (const piece of header.slice("OAuth ".length).split(",")) {
    const [, name, value] = /^\s*([\w-]+)="([^"]*)"\s*$/.exec(piece) ?? [];
    if (name === undefined || value === undefined)
      throw new Rejection("invalid_request", "The OAuth header is not one.");
    if (found.has(name)) throw new Rejection("repeated_parameter", `${name} is there twice.`, name);
    found.set(name, decoded(value));
  }
  return found;
}

/** The address that was meant: the sandbox serves it under its own. */
function meantAddress({ request, match }: Call): string {
  const { pathname } = new URL(request.url);
  const scheme = /^http:/.test(match.address.template) ? "http" : "https";
  return `${scheme}://${pathname.slice(1)}`;
}

function baseString(call: Call, own: ReadonlyMap<string, string>): string {
  const pairs = [...call.query, ...[...own].filter(([name]) => name !== "oauth_signature" && name !== "realm")];
  if (bodyKind(call.request) === "form" && call.body) {
    pairs.push(...new URLSearchParams(Buffer.from(call.body).toString()));
  }
  const lines = pairs.map(([name, value]) => [encode(name), encode(value)] as const);
  lines.sort((left, right) => Buffer.compare(Buffer.from(left.join("\0")), Buffer.from(right.join("\0"))));
  const parameters = lines.map((line) => line.join("=")).join("&");
  return [call.request.method, meantAddress(call), parameters].map(encode).join("&");
}

function isSignedByKey(text: string, key: string, signature: string): boolean {
  try {
    return verify("sha1", Buffer.from(text), createPublicKey(key), Buffer.from(signature, "base64"));
  } catch {
    // The application was registered with something that is no key.
    return false;
  }
}

function isSigned(call: Call, own: ReadonlyMap<string, string>, app: SandboxApp, tokenSecret: string): boolean {
  const signature = own.get("oauth_signature") ?? "";
  const key = `${encode(app.clientSecret)}&${encode(tokenSecret)}`;
  switch (own.get("oauth_signature_method")) {
    case "PLAINTEXT":
      return sameSecret(key, signature);
    case "HMAC-SHA1":
      return sameSecret(createHmac("sha1", key).update(baseString(call, own)).digest("base64"), signature);
    case "RSA-SHA1":
      return isSignedByKey(baseString(call, own), app.clientSecret, signature);
    default:
      return false;
  }
}

/**
 * @param secretOf The secret that goes with the request's token; `undefined` where there is no such token.
 * @throws Rejection where the request is not signed by one of the provider's applications.
 */
export function readSigned(call: Call, secretOf: (token: string) => string | undefined): SignedRequest {
  const { world, match } = call;
  const { provider } = match.emulation;
  const own = headerParameters(call);
  const app = world.apps.find(provider.id, own.get("oauth_consumer_key") ?? "");
  if (!app) throw new Rejection("unknown_client", "No application with this consumer key is registered here.");
  const wanted = (provider.protocol === "oauth1" ? provider.signature : undefined) ?? "HMAC-SHA1";
  if (own.get("oauth_signature_method") !== wanted) {
    throw new Rejection("client_authentication", `The signature method is ${wanted}.`, "oauth_signature_method");
  }
  const [timestamp, nonce] = [own.get("oauth_timestamp") ?? "", own.get("oauth_nonce") ?? ""];
  if (!/^[1-9]\d{0,14}$/.test(timestamp) || Math.abs(Number(timestamp) - seconds(world.clock)) > SKEW) {
    throw new Rejection("invalid_request", "The timestamp is not of now.", "oauth_timestamp");
  }
  const token = own.get("oauth_token");
  const tokenSecret = token === undefined ? "" : secretOf(token);
  if (tokenSecret === undefined) throw new Rejection("token_invalid", "No such token was given out.");
  if (!isSigned(call, own, app, tokenSecret)) throw new Rejection("wrong_secret", "The signature does not fit.");
  if (nonce === "" || !world.oauth1.useNonce(app.clientId, timestamp, nonce)) {
    throw new Rejection("invalid_request", "The nonce was used before.", "oauth_nonce");
  }
  return { app, token, own };
}
