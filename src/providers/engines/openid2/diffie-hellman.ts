/**
 * Diffie-Hellman key agreement (RFC 2631) with OpenID's default group (OpenID Authentication 2.0, 8.1.2 and appendix B).
 * WebCrypto has none; numbers of 1024 bits are small enough for BigInt.
 */
import { fromBase64, toBase64 } from "../hash.ts";

const MODULUS = BigInt(
  "0xDCF93A0B883972EC0E19989AC5A2CE310E1D37717E8D9571BB7623731866E61EF75A2E27898B057F9891C2E27A639C3F29B60814581CD3B2CA" +
    "3986D2683705577D45C2E7E52DC81C7A171876E5CEA74B1448BFDFAF18828EFD2519F14E45E3826634AF1949E5B535CC829A483B8A76223E5D" +
    "490A257F05BDFF16F2FB22C583AB",
);
const GENERATOR = 2n;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % MODULUS;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % MODULUS;
    square = (square * square) % MODULUS;
  }
  return result;
}

/** Big-endian two's complement, as short as it can be (4.2): never negative, so the first bit is 0. */
export function btwoc(value: bigint): Uint8Array<ArrayBuffer> {
  const hex = value.toString(16);
  const whole = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = Uint8Array.from(whole.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return (bytes[0] ?? 0) < 0x80 ? bytes : Uint8Array.from([0, ...bytes]);
}

const numberOf = (bytes: Uint8Array): bigint =>
  BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);

export interface KeyPair {
  readonly secret: bigint;
  /** base64 of the public number, as it goes into the request. */
  readonly publicKey: string;
}

/** @param random 128 random bytes. */
export function keyPair(random: Uint8Array = crypto.getRandomValues(new Uint8Array(128))): KeyPair {
  const secret = (numberOf(random) % (MODULUS - 2n)) + 1n;
  return { secret, publicKey: toBase64(btwoc(power(GENERATOR, secret))) };
}

/**
 * The shared number, as the MAC key is masked with (8.2.3).
 * @throws RangeError where the server's number can be no public key.
 */
export function sharedSecret({ secret }: KeyPair, serverPublicKey: string): Uint8Array<ArrayBuffer> {
  const other = numberOf(fromBase64(serverPublicKey));
  if (other <= 1n || other >= MODULUS - 1n) throw new RangeError("not a public key of this group");
  return btwoc(power(other, secret));
}
