/**
 * `at_hash` (OpenID Connect Core, 3.1.3.6): the left half of the access token's hash, by the hash of the ID Token's own
 * algorithm. Where it is there it must fit; a provider need not send it with a code.
 */
import { encode } from "jose/base64url";
import type { Json } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { equalInConstantTime } from "./random.ts";

/** Ed25519 hashes with SHA-512 (RFC 8032, 5.1); the others carry their hash in their name. */
const hashOf = (alg: string): string => (/^Ed/.test(alg) ? "SHA-512" : `SHA-${alg.slice(-3)}`);

/** The `at_hash` of an access token beside an ID Token that is signed with `alg`. */
export async function accessTokenHash(accessToken: string, alg: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest(hashOf(alg), new TextEncoder().encode(accessToken)));
  return encode(digest.subarray(0, digest.length / 2));
}

/** @throws ProviderError `id_token_invalid` where the claim is there and does not fit. */
export async function checkAccessTokenHash(claim: Json | undefined, accessToken: string, alg: string): Promise<void> {
  if (claim === undefined) return;
  if (typeof claim !== "string" || !equalInConstantTime(await accessTokenHash(accessToken, alg), claim)) {
    throw new ProviderError("id_token_invalid", "at_hash belongs to another access token");
  }
}
