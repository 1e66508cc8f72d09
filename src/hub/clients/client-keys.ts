/**
 * The keys that a client has registered (RFC 7591, 2: `jwks`, `jwks_uri`), and the check of what it signed with them: client
 * assertions (RFC 7523) and request objects (RFC 9101). Only asymmetric algorithms, from a fixed list; what a token says of
 * its own key (`jwk`, `jku`, `x5u`) is not looked at (RFC 8725, 3.1). Keys at an address are fetched through the one guarded
 * way out and kept for a while, so that a client that is slow or gone holds up nobody else.
 */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import type { Hub } from "../hub.ts";
import type { Client } from "./store.ts";

/** For what clients sign, as discovery says them. */
export const CLIENT_SIGNING_ALGS = ["ES256", "ES384", "EdDSA", "RS256", "PS256"] as const;

/** Milliseconds that fetched keys are kept, and for which an unknown `kid` fetches nothing anew. */
const KEPT = 600_000;
const COOLDOWN = 30_000;
/** Milliseconds that a client's key server may take. */
const PATIENCE = 5000;
/** Key sets that are kept at once; the oldest goes when there are more. */
const MOST = 500;

type KeysHub = Pick<Hub, "clock" | "upstream">;

const remote = new WeakMap<Hub["upstream"], Map<string, JWTVerifyGetKey>>();

function remoteKeys({ upstream }: KeysHub, uri: string): JWTVerifyGetKey {
  const kept = remote.get(upstream) ?? new Map<string, JWTVerifyGetKey>();
  remote.set(upstream, kept);
  const known = kept.get(uri);
  if (known) return known;
  const keys = createRemoteJWKSet(new URL(uri), {
    [customFetch]: (url, options) => upstream.fetch(url, options),
    cacheMaxAge: KEPT,
    cooldownDuration: COOLDOWN,
    timeoutDuration: PATIENCE,
  });
  const [oldest] = kept.keys();
  if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
  kept.set(uri, keys);
  return keys;
}

/** The client's keys, or `null` where it has none. */
function keysOf(hub: KeysHub, client: Client): JWTVerifyGetKey | null {
  if (client.jwks !== null)
    return createLocalJWKSet({ keys: client.jwks.keys.map((key) => ({ ...key, kty: String(key.kty) })) });
  return client.jwksUri === null ? null : remoteKeys(hub, client.jwksUri);
}

export interface ClientJwtRules {
  /** One of these must be in `aud`. */
  readonly audience: readonly string[];
  /** Claims that must be there; `iss` must be the client's public id in any case. */
  readonly required: readonly string[];
}

/** Seconds that a client's clock may be off. */
export const CLIENT_SKEW_SECONDS = 30;

/**
 * The claims of a JWT that the client signed for us and whose times are right now.
 * @returns `null` for anything else, without saying which.
 */
export async function verifyClientJwt(
  hub: KeysHub,
  client: Client,
  jwt: string,
  rules: ClientJwtRules,
): Promise<JWTPayload | null> {
  const keys = keysOf(hub, client);
  if (keys === null) return null;
  const options = {
    algorithms: [...CLIENT_SIGNING_ALGS],
    issuer: client.clientId,
    audience: [...rules.audience],
    requiredClaims: [...rules.required],
    clockTolerance: CLIENT_SKEW_SECONDS,
    currentDate: new Date(hub.clock()),
  };
  try {
    return (await jwtVerify(jwt, keys, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return null;
    return verifyByAny(jwt, error, options);
  }
}

/** Without a `kid` several keys may fit: each is tried (RFC 7515, 6). */
async function verifyByAny(
  jwt: string,
  candidates: InstanceType<typeof errors.JWKSMultipleMatchingKeys>,
  options: Parameters<typeof jwtVerify>[2],
): Promise<JWTPayload | null> {
  for await (const key of candidates) {
    try {
      return (await jwtVerify(jwt, key, options)).payload;
    } catch {
      // Another of them may be the one.
    }
  }
  return null;
}
