/**
 * Each emulated provider's signing keys (RFC 7517), made when first asked for and kept for the sandbox's life. A second
 * key of each is never published: it is what the fault `foreign_key` signs with.
 */
import type { CryptoKey, JWK } from "jose";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";

export interface SigningKey {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export interface Keys {
  signing(providerId: string, alg: string): Promise<SigningKey>;
  /** A key that its provider's key set does not hold. */
  foreign(providerId: string, alg: string): Promise<SigningKey>;
}

async function newKey(alg: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { alg, kid, privateKey, publicJwk: { ...jwk, kid, alg, use: "sig" } };
}

export function createKeys(): Keys {
  const made = new Map<string, Promise<SigningKey>>();
  const once = (name: string, alg: string): Promise<SigningKey> => {
    const key = made.get(name) ?? newKey(alg);
    made.set(name, key);
    return key;
  };
  return {
    signing: (providerId, alg) => once(`${providerId} ${alg}`, alg),
    foreign: (providerId, alg) => once(`${providerId} ${alg} foreign`, alg),
  };
}
