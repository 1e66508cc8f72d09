/**
 * Random bytes from the operating system, fetched 64 KiB at a time: a call to the system costs twenty times what a
 * slice costs, and each sign-in needs several. Bytes are wiped from the pool as they are handed out.
 */
import { randomFillSync, randomInt } from "node:crypto";

const pool = Buffer.alloc(65_536);
let position = pool.length;

/** `size` bytes (at most 4096) that nobody has seen. */
export function randomBytes(size: number): Buffer {
  if (size > 4096) throw new RangeError("randomBytes: at most 4096 bytes at a time");
  if (position + size > pool.length) {
    randomFillSync(pool);
    position = 0;
  }
  const bytes = Buffer.from(pool.subarray(position, position + size));
  pool.fill(0, position, position + size);
  position += size;
  return bytes;
}

/** `size` random bytes as base64url, without padding. */
export const randomToken = (size = 32): string => randomBytes(size).toString("base64url");

/** `length` characters of `alphabet`, each with the same likelihood. */
export function randomText(length: number, alphabet: string): string {
  let text = "";
  for (let index = 0; index < length; index += 1) text += alphabet[randomInt(alphabet.length)];
  return text;
}
