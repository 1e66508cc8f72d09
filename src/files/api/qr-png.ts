/**
 * A QR code (ISO/IEC 18004) as a PNG (RFC 2083, 11.2: one bit a pixel, grey), which is what AList's clients show: an SVG would do
 * for browsers alone. White around it and dark on white, in every theme, for scanners want that.
 */
import { crc32, deflateSync } from "node:zlib";
import { encode } from "uqr";

/** Modules of quiet zone on each side (ISO/IEC 18004, 9.1). */
const QUIET = 4;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** @param pixels The picture's least width; modules are whole pixels, so that it may be a little more. */
export function qrPng(text: string, pixels = 400): Buffer {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const scale = Math.max(1, Math.ceil(pixels / size));
  const width = size * scale;
  const rowBytes = Math.ceil(width / 8);
  const rows = data.map((modules) => {
    const row = Buffer.alloc(rowBytes + 1, 0xff);
    row[0] = 0;
    for (let x = 0; x < width; x += 1) {
      const at = 1 + (x >> 3);
      if (modules[Math.floor(x / scale)]) row[at] = (row[at] ?? 0) & ~(0x80 >> (x & 7));
    }
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  // One bit a pixel, grey, deflate, no filter, not interlaced.
  header.set([1, 0, 0, 0, 0], 8);
  const picture = Buffer.concat(rows.flatMap((row) => Array<Buffer>(scale).fill(row)));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(picture)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
