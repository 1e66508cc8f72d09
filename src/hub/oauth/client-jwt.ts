/**
 * JWTs that a client signs with its own key, or with its secret (RFC 7523; RFC 9101). The keys are those that it registered, given (`jwks`) or to be
 * fetched (`jwks_uri`, through the one way out and kept for a while); the algorithms are fixed, those
 * of keys and those of secrets apart, whatever the token's header says: a public key is never taken for a secret.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import { seconds } from "../../lib/clock.ts";
import { FAPI2_ALGS, isFapi2 } from "../clients/fapi.ts";
import { CLIENT_JWT_ALGS, SECRET_JWT_ALGS } from "../clients/jwt-algs.ts";
import { findSigningSecret } from "../clients/secret-jwt.ts";
import type { Client } from "../clients/store.ts";
import type { Hub } from "../hub.ts";

/** Seconds that fetched keys are used, and between two fetches for a key that is not among them. */
const KEPT_SECONDS = 300;
const AGAIN_SECONDS = 30;
const SKEW_SECONDS = 60;
const LONGEST = 16_384;
const MOST_ADDRESSES = 1000;

/** Characters of a key set: fifty large keys. What a client has at its address is kept in memory, and any client may name one. */
const MOST_CHARACTERS = 65_536;

interface Fetched {
  readonly keys: Promise<JSONWebKeySet>;
  readonly at: number;
}

const caches = new WeakMap<Hub["toApplications"], Map<string, Fetched>>();

/** A crowd at one address is one call, and one that fails leaves what was known. */
function fetchKeys(hub: Hub, uri: string, freshFor: number): Promise<JSONWebKeySet> {
  const cache = caches.get(hub.toApplications) ?? new Map<string, Fetched>();
  caches.set(hub.toApplications, cache);
  const now = seconds(hub.clock);
  const known = cache.get(uri);
  if (known && known.at + freshFor > now) return known.keys;
  const keys = readKeys(hub, uri);
  // In the order of their time, so that the first is the oldest.
  cache.delete(uri);
  cache.set(uri, { keys, at: now });
  const oldest = cache.keys().next();
  if (cache.size > MOST_ADDRESSES && !oldest.done) cache.delete(oldest.value);
  keys.catch(() => {
    if (cache.get(uri)?.keys !== keys) return;
    if (known) cache.set(uri, known);
    else cache.delete(uri);
  });
  return keys;
}

/** @throws OutboundError, SyntaxError, or Error for an answer that is no key set */
async function readKeys({ toApplications }: Hub, uri: string): Promise<JSONWebKeySet> {
  const response = await toApplications(uri, { headers: { accept: "application/jwk-set+json, application/json" } });
  const text = await response.text();
  if (!response.ok || text.length > MOST_CHARACTERS) throw new Error("no set of keys, or a very large one");
  const parsed: unknown = JSON.parse(text);
  const list =
    typeof parsed === "object" && parsed !== null && "keys" in parsed && Array.isArray(parsed.keys) ? parsed.keys : [];
  return { keys: list.slice(0, 50) } as JSONWebKeySet;
}

export interface Expected {
  readonly audience: readonly string[];
  readonly subject?: string;
  readonly requiredClaims?: readonly string[];
  /** The one algorithm that the client registered for this. */
  readonly alg?: string | undefined;
}

/** What every JWT of a client is checked by. */
const optionsOf = (
  hub: Hub,
  client: Client,
  { audience, subject, requiredClaims = [], alg }: Expected,
  algorithms: readonly string[],
) => ({
  algorithms: algorithms.filter((each) => alg === undefined || each === alg),
  issuer: client.clientId,
  audience: [...audience],
  clockTolerance: SKEW_SECONDS,
  currentDate: new Date(hub.clock()),
  requiredClaims: [...requiredClaims],
  ...(subject === undefined ? {} : { subject }),
});

/** The claims of a JWT that this client signed with its secret (`client_secret_jwt`), or `null`. */
export async function verifySecretJwt(
  hub: Hub,
  client: Client,
  token: string,
  expected: Expected,
): Promise<JWTPayload | null> {
  if (token.length > LONGEST) return null;
  const secret = await findSigningSecret(hub.db, hub, client.id);
  if (secret === null) return null;
  try {
    return (await jwtVerify(token, Buffer.from(secret), optionsOf(hub, client, expected, SECRET_JWT_ALGS))).payload;
  } catch (error) {
    hub.log.info("client.jwt-refused", { client: client.clientId, error });
    return null;
  }
}

/** The claims of a JWT of this client, or `null` for anything else: another's, expired, for another audience, unsigned. */
export async function verifyClientJwt(
  hub: Hub,
  client: Client,
  token: string,
  expected: Expected,
): Promise<JWTPayload | null> {
  if (token.length > LONGEST) return null;
  const check = async (keys: JSONWebKeySet) => {
    const options = optionsOf(hub, client, expected, isFapi2(client) ? FAPI2_ALGS : CLIENT_JWT_ALGS);
    return (await jwtVerify(token, createLocalJWKSet(keys), options)).payload;
  };
  try {
    if (client.jwks !== null) return await check(client.jwks as JSONWebKeySet);
    if (client.jwksUri === null) return null;
    try {
      return await check(await fetchKeys(hub, client.jwksUri, KEPT_SECONDS));
    } catch (error) {
      // The client may have begun to use a new key.
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return await check(await fetchKeys(hub, client.jwksUri, AGAIN_SECONDS));
    }
  } catch (error) {
    hub.log.info("client.jwt-refused", { client: client.clientId, error });
    return null;
  }
}
