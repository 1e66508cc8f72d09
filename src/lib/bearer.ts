/**
 * Bearer values: what a browser or a client holds and we only know the hash of (session cookies, codes, flow handles,
 * upstream states, set-up links).
 *
 * A value is base64url(row id, 8 bytes ‖ secret, 24 random bytes). The id finds the row by its primary key, so no index
 * on random values is needed; the SHA-256 of the whole value is stored and compared in constant time. A changed,
 * shortened or lengthened value finds no row or fails the comparison.
 */
import { hash, timingSafeEqual } from "node:crypto";
import { randomBytes } from "./random.ts";

const ID_BYTES = 8;
const SECRET_BYTES = 24;
const VALUE = /^[A-Za-z0-9_-]{43}$/;

/** What is stored of a bearer value. */
export const bearerHash = (value: string): string => hash("sha256", value, "base64url");

export interface Bearer {
  readonly id: number;
  /** To be given away once, never stored. */
  readonly value: string;
  readonly hash: string;
}

/** Makes the bearer value of the row `id`. */
export function newBearer(id: number): Bearer {
  const bytes = Buffer.allocUnsafe(ID_BYTES + SECRET_BYTES);
  bytes.writeBigUInt64BE(BigInt(id));
  randomBytes(SECRET_BYTES).copy(bytes, ID_BYTES);
  const value = bytes.toString("base64url");
  return { id, value, hash: bearerHash(value) };
}

/** The row that a presented value names, and the hash that the row must have; `null` where it is no value of ours. */
export function readBearer(value: string | null | undefined): { id: number; hash: string } | null {
  if (typeof value !== "string" || !VALUE.test(value)) return null;
  const id = Number(Buffer.from(value, "base64url").readBigUInt64BE());
  return Number.isSafeInteger(id) ? { id, hash: bearerHash(value) } : null;
}

/**
 * The row that a presented value opens: found by the id in the value, and its own by the hash of the whole value.
 * @param hashOf Where the row has its hash; `null` opens to nothing.
 * @returns `undefined` where the value is none of ours, is not whole, or has no row; which of these is not told.
 */
export async function openedBy<Row>(
  value: string | null | undefined,
  find: (id: number) => Promise<Row | undefined>,
  hashOf: (row: Row) => string | null,
): Promise<Row | undefined>;
export async function openedBy<Row extends { readonly value_hash: string }>(
  value: string | null | undefined,
  find: (id: number) => Promise<Row | undefined>,
): Promise<Row | undefined>;
export async function openedBy<Row extends { readonly value_hash: string }>(
  value: string | null | undefined,
  find: (id: number) => Promise<Row | undefined>,
  hashOf: (row: Row) => string | null = (row) => row.value_hash,
): Promise<Row | undefined> {
  const bearer = readBearer(value);
  if (!bearer) return undefined;
  const row = await find(bearer.id);
  return row && sameSecret(hashOf(row) ?? "", bearer.hash) ? row : undefined;
}

/** Equality in a time that does not depend on where two texts differ. Empty never equals. */
export function sameSecret(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}
