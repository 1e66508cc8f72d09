/**
 * What a picture says of itself in its first bytes: its kind and its size in pixels, read before anything is decoded, so that a
 * small file that unfolds into gigabytes is refused by its own words. PNG (ISO/IEC 15948, 11.2.2), JPEG (ITU-T T.81, B.2.2) and
 * WebP (RFC 9649, 2.5–2.7); no other kind is a picture here, and SVG is none: it is a document that can run.
 */

export interface PictureHead {
  readonly kind: "png" | "jpeg" | "webp";
  readonly width: number;
  readonly height: number;
}

/** `null` for whatever is none of the three, or breaks off before it has said its size. */
export function pictureHead(bytes: Uint8Array): PictureHead | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length >= 33 && buffer.toString("latin1", 0, 8) === "\x89PNG\r\n\x1a\n") return pngHead(buffer);
  if (buffer.length >= 4 && buffer.readUInt16BE(0) === 0xffd8) return jpegHead(buffer);
  if (buffer.length >= 25 && ascii(buffer, 0) === "RIFF" && ascii(buffer, 8) === "WEBP") return webpHead(buffer);
  return null;
}

const ascii = (buffer: Buffer, at: number): string => buffer.toString("latin1", at, at + 4);

const sized = (kind: PictureHead["kind"], width: number, height: number): PictureHead | null =>
  width > 0 && height > 0 ? { kind, width, height } : null;

const pngHead = (buffer: Buffer): PictureHead | null =>
  ascii(buffer, 12) === "IHDR" ? sized("png", buffer.readUInt32BE(16), buffer.readUInt32BE(20)) : null;

/** The frame header is behind other segments, each of which says its length. */
function jpegHead(buffer: Buffer): PictureHead | null {
  let at = 2;
  while (at + 9 <= buffer.length) {
    if (buffer[at] !== 0xff) {
      at += 1;
      continue;
    }
    const marker = buffer[at + 1] ?? 0;
    if (marker === 0xff || marker === 0) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (isFrame(marker)) return sized("jpeg", buffer.readUInt16BE(at + 7), buffer.readUInt16BE(at + 5));
    // A scan, an end or another start before a frame: no decoder should guess what that is.
    else if (marker === 0xda || marker === 0xd9 || marker === 0xd8) return null;
    else at += 2 + Math.max(2, buffer.readUInt16BE(at + 2));
  }
  return null;
}

/** SOF0 … SOF15 without DHT, JPG and DAC, which are among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function webpHead(buffer: Buffer): PictureHead | null {
  const chunk = ascii(buffer, 12);
  if (chunk === "VP8L" && buffer[20] === 0x2f) {
    const bits = buffer.readUInt32LE(21);
    return sized("webp", (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (buffer.length < 30) return null;
  if (chunk === "VP8X") return sized("webp", buffer.readUIntLE(24, 3) + 1, buffer.readUIntLE(27, 3) + 1);
  if (chunk !== "VP8 ") return null;
  return sized("webp", buffer.readUInt16LE(26) & 0x3fff, buffer.readUInt16LE(28) & 0x3fff);
}
