/** The three signature methods of OAuth 1.0 (RFC 5849, 3.4.2 to 3.4.4). */
import type { OAuth1Signature } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import { fromBase64, hmac, toBase64 } from "../hash.ts";
import { percentEncode } from "./signature-base.ts";

export interface SigningSecrets {
  /** The client secret; for `RSA-SHA1` a private key, PKCS #8 in PEM. */
  readonly client: string;
  /** The secret of the token that the request carries; empty where it carries none, or one without a secret. */
  readonly token: string;
}

/** @throws ProviderError `misconfigured` where the text is no such key. */
async function privateKey(pem: string): Promise<CryptoKey> {
  const [, body = ""] = /-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----/s.exec(pem) ?? [];
  try {
    const bytes = fromBase64(body.replace(/\\n|\s/g, ""));
    return await crypto.subtle.importKey("pkcs8", bytes, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" }, false, ["sign"]);
  } catch (error) {
    throw new ProviderError("misconfigured", "the client secret is not an RSA private key in PEM (PKCS #8)", error);
  }
}

/**
 * The value of `oauth_signature`.
 * @param base The signature base string.
 * @throws ProviderError `misconfigured` where `RSA-SHA1` has no usable key.
 */
export async function signatureOf(method: OAuth1Signature, base: string, secrets: SigningSecrets): Promise<string> {
  const key = `${percentEncode(secrets.client)}&${percentEncode(secrets.token)}`;
  if (method === "PLAINTEXT") return key;
  if (method === "HMAC-SHA1") return toBase64(await hmac("SHA-1", key, base));
  const signed = await crypto.subtle.sign(
    "RSASSA-PKCS1-v1_5",
    await privateKey(secrets.client),
    new TextEncoder().encode(base),
  );
  return toBase64(new Uint8Array(signed));
}
