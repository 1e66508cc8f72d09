/**
 * The values that bind a callback to its start: `state` (RFC 6749, 10.12), `nonce` (OpenID Connect Core, 15.5.2) and the
 * PKCE verifier with its challenge (RFC 7636, 4.1 and 4.2). Each holds 256 random bits; none is ever made from another.
 */
import { encode } from "jose/base64url";

/** 256 random bits as 43 characters of base64url. */
export const randomValue = (): string => encode(crypto.getRandomValues(new Uint8Array(32)));

/** The S256 challenge of a PKCE verifier. */
export async function s256(verifier: string): Promise<string> {
  return encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

/** Whether two texts are equal, in a time that tells nothing but their lengths. An empty text equals nothing. */
export function equalInConstantTime(left: string, right: string): boolean {
  if (left === "" || left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  return difference === 0;
}
