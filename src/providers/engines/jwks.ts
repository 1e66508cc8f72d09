/**
 * A provider's keys (RFC 7517): from its own address only, whatever a token's header says. A key id that is not known asks
 * for the keys anew, at most every half minute, so that rotation is followed at once and a forger can't make us ask.
 */

import type { JSONWebKeySet, LocalJWKSet } from "jose";
import { createLocalJWKSet } from "jose/jwks/local";
import { isJsonObject } from "../json.ts";
import type { Json } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { document } from "./document-cache.ts";
import type { Context } from "./engine.ts";

/** Seconds. A key that was withdrawn is believed no longer than this. */
const FRESH = 600;
/** Seconds. How long keys serve while the provider can't be asked. */
const KEEP = 3600;
const MAX_KEYS = 100;

export interface Keys {
  /** Finds the key for a token's header. */
  readonly find: LocalJWKSet;
  /** The values that a member has in the keys with this id, as they were published. */
  member(kid: string | undefined, name: string): readonly (Json | undefined)[];
}

function readKeys(body: Json): Keys {
  const keys = isJsonObject(body) ? body.keys : undefined;
  if (!Array.isArray(keys) || keys.length > MAX_KEYS || !keys.every((key: Json) => isJsonObject(key))) {
    throw new ProviderError("bad_answer", "keys: not a JWK Set");
  }
  try {
    const find = createLocalJWKSet(body as unknown as JSONWebKeySet);
    const member = (kid: string | undefined, name: string): readonly (Json | undefined)[] =>
      (keys as readonly { readonly [key: string]: Json }[])
        .filter((key) => kid === undefined || key.kid === kid)
        .map((key) => (Object.hasOwn(key, name) ? key[name] : undefined));
    return { find, member };
  } catch (error) {
    throw new ProviderError("bad_answer", "keys: not a JWK Set", error);
  }
}

/**
 * The keys at an address.
 * @param renew The keys at hand lack one.
 * @throws ProviderError `bad_answer` or `unreachable`.
 */
export const keysAt = (context: Context, url: string, renew = false): Promise<Keys> =>
  document(
    { kind: "keys", fetch: context.fetch, url, now: context.now, freshFor: FRESH, keepFor: KEEP, read: readKeys },
    renew,
  );
