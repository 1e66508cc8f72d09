/**
 * What an OpenID 2.0 server keeps (OpenID Authentication 2.0, 8 and 11.4.2): secrets shared with applications, secrets of
 * its own for those that keep none, and which assertions it has confirmed.
 */
import { createDiffieHellman, createHash, createHmac, randomBytes } from "node:crypto";
import type { Clock } from "../lib/clock.ts";
import { randomToken } from "../lib/random.ts";
import { BoundedMap } from "./bounded.ts";
import type { Person } from "./people.ts";

/** Seconds. */
export const ASSOCIATION_LIFETIME = 86_400;
const MOST = 1000;
// Appendix B.
const MODULUS =
  "DCF93A0B883972EC0E19989AC5A2CE310E1D37717E8D9571BB7623731866E61EF75A2E27898B057F9891C2E27A639C3F29B60814581CD3B2CA3986D2" +
  "683705577D45C2E7E52DC81C7A171876E5CEA74B1448BFDFAF18828EFD2519F14E45E3826634AF1949E5B535CC829A483B8A76223E5D490A257F05BD" +
  "FF16F2FB22C583AB";

export interface Association {
  readonly handle: string;
  readonly type: "HMAC-SHA1" | "HMAC-SHA256";
  readonly macKey: Buffer;
  /** Known to nobody but the server: it confirms such assertions itself. */
  readonly isPrivate: boolean;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface Associations {
  make(type: Association["type"], isPrivate: boolean): Association;
  find(handle: string): Association | undefined;
  /** Whether an assertion is confirmed for the first time. */
  confirm(signature: string): boolean;
  /** Who was asserted last under an identifier: a person may have got another name since. */
  remember(claimedId: string, person: Person): void;
  lastUnder(claimedId: string): Person | undefined;
}

export function createAssociations(clock: Clock): Associations {
  const known = new BoundedMap<string, Association>(MOST);
  const confirmed = new BoundedMap<string, true>(MOST);
  const asserted = new BoundedMap<string, Person>(MOST);
  return {
    make(type, isPrivate) {
      const macKey = randomBytes(type === "HMAC-SHA256" ? 32 : 20);
      const expiresAt = clock() + ASSOCIATION_LIFETIME * 1000;
      const made: Association = { handle: randomToken(16), type, macKey, isPrivate, expiresAt };
      known.set(made.handle, made);
      return made;
    },
    find(handle) {
      const found = known.get(handle);
      return found && found.expiresAt > clock() ? found : undefined;
    },
    confirm(signature) {
      if (confirmed.get(signature)) return false;
      confirmed.set(signature, true);
      return true;
    },
    remember: (claimedId, person) => void asserted.set(claimedId, person),
    lastUnder: (claimedId) => asserted.get(claimedId),
  };
}

/** The signature of an assertion (6.1). @param fields Names without `openid.`. */
export function assertionSignature(
  { type, macKey }: Association,
  names: readonly string[],
  fields: ReadonlyMap<string, string>,
) {
  const text = names.map((name) => `${name}:${fields.get(name) ?? ""}\n`).join("");
  return createHmac(type === "HMAC-SHA256" ? "sha256" : "sha1", macKey)
    .update(text)
    .digest("base64");
}

/** Big-endian two's complement of a number that is not negative (4.2). */
function btwoc(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = bytes.subarray(start === -1 ? bytes.length - 1 : start);
  return (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
}

/** The MAC key as it goes over the wire (8.2.3). @throws Error where the application's number is none. */
export function maskedKey(
  association: Association,
  consumerPublic: string,
): { readonly masked: string; readonly own: string } {
  const exchange = createDiffieHellman(MODULUS, "hex", 2);
  const own = btwoc(exchange.generateKeys()).toString("base64");
  const shared = btwoc(exchange.computeSecret(Buffer.from(consumerPublic, "base64")));
  const mask = createHash(association.type === "HMAC-SHA256" ? "sha256" : "sha1")
    .update(shared)
    .digest();
  const masked = association.macKey.map((byte, index) => byte ^ (mask[index] ?? 0));
  return { masked: Buffer.from(masked).toString("base64"), own };
}
