/** Hashes and keyed hashes of texts, by WebCrypto, and how providers write them. */

type Sha = "SHA-1" | "SHA-256" | "SHA-512";

const bytesOf = (value: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  typeof value === "string" ? new TextEncoder().encode(value) : value;

export async function sha(hash: Sha, value: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest(hash, bytesOf(value)));
}

/** HMAC (RFC 2104). WebCrypto has no key of no bytes; one zero byte is the same key (RFC 2104, 2). */
export async function hmac(
  hash: Sha,
  key: string | Uint8Array<ArrayBuffer>,
  value: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const raw = bytesOf(key);
  const usable = raw.length === 0 ? new Uint8Array(1) : raw;
  const made = await crypto.subtle.importKey("raw", usable, { name: "HMAC", hash }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", made, bytesOf(value)));
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** @throws DOMException where the text is not base64. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
