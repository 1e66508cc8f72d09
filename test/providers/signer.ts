/** A provider's signing key in the tests: makes ID Tokens and the JWK Set that they are verified with. */
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

export interface Signer {
  readonly kid: string;
  readonly alg: string;
  readonly jwk: JWK;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** The JWK Set with this key alone. */
  jwks(members?: Readonly<Record<string, string>>): { keys: JWK[] };
  sign(claims: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): Promise<string>;
}

export async function createSigner(alg = "RS256", kid = "key-1"): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg, use: "sig" };
  return {
    kid,
    alg,
    jwk,
    privateKey,
    publicKey,
    jwks: (members = {}) => ({ keys: [{ ...jwk, ...members }] }),
    sign: (claims, header = {}) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg, kid, typ: "JWT", ...header }).sign(privateKey),
  };
}
