/**
 * A request with OAuth 1.0's `Authorization` header (RFC 5849, 3.1 and 3.5.1). Its parameters go into the header alone, so
 * that none of them is in an address that somebody logs.
 */
import type { OAuth1Signature } from "../../provider.ts";
import { type SigningSecrets, signatureOf } from "./signature.ts";
import { type Parameter, percentEncode, signatureBase } from "./signature-base.ts";

export interface SignedRequest {
  readonly method: "GET" | "POST";
  /** With its query. */
  readonly address: string;
  /** The parameters of a form body; a body of another type is not signed (3.4.1.3.1). */
  readonly form?: Iterable<Parameter>;
}

export interface Signer {
  readonly clientId: string;
  readonly signature: OAuth1Signature;
  readonly secrets: SigningSecrets;
  readonly nonce: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

/**
 * The value of the header.
 * @param own Protocol parameters of this request: `oauth_token`, `oauth_verifier`, `oauth_callback`.
 */
export async function authorizationHeader(
  { method, address, form = [] }: SignedRequest,
  { clientId, signature, secrets, nonce, timestamp }: Signer,
  own: Readonly<Record<string, string>>,
): Promise<string> {
  const protocol: Readonly<Record<string, string>> = {
    oauth_consumer_key: clientId,
    ...own,
    oauth_signature_method: signature,
    oauth_timestamp: String(timestamp),
    oauth_nonce: nonce,
    oauth_version: "1.0",
  };
  const base = signatureBase(method, address, [...form, ...Object.entries(protocol)]);
  const all = { ...protocol, oauth_signature: await signatureOf(signature, base, secrets) };
  return `OAuth ${Object.entries(all)
    .map(([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`)
    .join(", ")}`;
}
