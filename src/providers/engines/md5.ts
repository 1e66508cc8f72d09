/**
 * MD5 (RFC 1321), for providers that sign their calls with it. WebCrypto has none, and rightly: it is broken as a hash, and
 * is used here only because the other side asks for nothing else.
 */
import { toHex } from "./hash.ts";

// RFC 1321, 3.4: the rotations of each round, and the sines.
const ROTATIONS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const SINES = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) >>> 0);

function padded(message: Uint8Array): DataView {
  const length = (Math.floor((message.length + 8) / 64) + 1) * 64;
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(length - 8, (message.length * 8) >>> 0, true);
  view.setUint32(length - 4, Math.floor(message.length / 2 ** 29), true);
  return view;
}

/** What one step mixes, and which word of the block it takes. */
function step(index: number, b: number, c: number, d: number): readonly [mixed: number, word: number] {
  if (index < 16) return [(b & c) | (~b & d), index];
  if (index < 32) return [(d & b) | (~d & c), (5 * index + 1) % 16];
  if (index < 48) return [b ^ c ^ d, (3 * index + 5) % 16];
  return [c ^ (b | ~d), (7 * index) % 16];
}

/** The hex MD5 of a text's UTF-8. */
export function md5(text: string): string {
  const view = padded(new TextEncoder().encode(text));
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (let index = 0; index < 64; index += 1) {
      const [mixed, word] = step(index, b, c, d);
      const sum = (a + mixed + (SINES[index] ?? 0) + view.getUint32(block + word * 4, true)) | 0;
      const by = ROTATIONS[Math.floor(index / 16)]?.[index % 4] ?? 0;
      [a, d, c, b] = [d, c, b, (b + ((sum << by) | (sum >>> (32 - by)))) | 0];
    }
    for (const [place, value] of [a, b, c, d].entries()) state[place] = ((state[place] ?? 0) + value) | 0;
  }
  const digest = new DataView(new ArrayBuffer(16));
  for (const [place, value] of state.entries()) digest.setUint32(place * 4, value, true);
  return toHex(new Uint8Array(digest.buffer));
}
