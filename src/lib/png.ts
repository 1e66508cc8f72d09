/**
 * Reading PNG (ISO/IEC 15948): every colour type, depth and interlacing, into 8-bit RGBA. The only compressed part is inflated by
 * Node's own zlib, into exactly as many bytes as the header promises: one more, or one less, and the file is refused. Text, times,
 * profiles and whatever else a file carries are passed over.
 */
import { crc32, inflateSync } from "node:zlib";
import type { Pixels } from "./pixels.ts";

interface Header {
  readonly width: number;
  readonly height: number;
  /** Bits of one sample. */
  readonly depth: number;
  readonly colour: number;
  readonly interlaced: boolean;
}

/** By colour type (11.2.2): samples of a pixel, and the depths there are. */
const COLOURS: Readonly<Record<number, { samples: number; depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

/** First column and row, and steps, of the seven passes (8.2). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Pass {
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly down: number;
  readonly columns: number;
  readonly rows: number;
}

/** @throws Error for a file that is damaged, or that needs more than the standard's critical chunks. */
export function decodePng(bytes: Buffer): Pixels {
  const { header, palette, transparency, data } = readChunks(bytes);
  const { samples } = COLOURS[header.colour] ?? fail("an unknown colour type");
  const bits = samples * header.depth;
  const passes = passesOf(header);
  const size = passes.reduce((sum, { columns, rows }) => sum + rows * (1 + Math.ceil((columns * bits) / 8)), 0);
  const raw = inflateSync(data, { maxOutputLength: size });
  if (raw.length !== size) fail("too few pixels");

  const pixels = new Uint8Array(header.width * header.height * 4);
  const paint = painter(header, palette, transparency, pixels);
  let at = 0;
  for (const pass of passes) {
    const line = Math.ceil((pass.columns * bits) / 8);
    let above: Uint8Array = new Uint8Array(line);
    for (let row = 0; row < pass.rows; row += 1) {
      const current = raw.subarray(at + 1, at + 1 + line);
      unfilter(raw[at] ?? 0, current, above, Math.max(1, bits >> 3));
      const start = (pass.top + row * pass.down) * header.width + pass.left;
      for (let column = 0; column < pass.columns; column += 1) {
        paint(current, column * samples, (start + column * pass.across) * 4);
      }
      above = current;
      at += 1 + line;
    }
  }
  return { data: pixels, width: header.width, height: header.height };
}

function fail(what: string): never {
  throw new Error(`PNG: ${what}`);
}

function readChunks(bytes: Buffer): {
  header: Header;
  palette: Buffer | null;
  transparency: Buffer | null;
  data: Buffer;
} {
  let header: Header | null = null;
  let palette: Buffer | null = null;
  let transparency: Buffer | null = null;
  const parts: Buffer[] = [];
  let at = 8;
  for (;;) {
    if (at + 12 > bytes.length) fail("breaks off");
    const length = bytes.readUInt32BE(at);
    if (length > bytes.length - at - 12) fail("breaks off");
    const body = bytes.subarray(at + 8, at + 8 + length);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length))
      fail("a wrong checksum");
    at += 12 + length;
    if ((header === null) !== (type === "IHDR")) fail("its header is not where it should be");
    if (type === "IHDR") header = readHeader(body);
    else if (type === "PLTE") palette = body;
    else if (type === "tRNS") transparency = body;
    else if (type === "IDAT") parts.push(body);
    else if (type === "IEND") break;
    // A capital first letter says that the picture can't be shown without this chunk (5.4).
    else if (/^[A-Z]/.test(type)) fail("a part that is not known");
  }
  if (header === null) fail("no header");
  if (header.colour === 3 && palette === null) fail("no palette");
  return { header, palette, transparency, data: Buffer.concat(parts) };
}

function readHeader(body: Buffer): Header {
  if (body.length !== 13) fail("a header of another length");
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = body.subarray(8);
  if (compression !== 0 || filter !== 0 || interlace > 1) fail("a method that is not known");
  if (!COLOURS[colour]?.depths.includes(depth)) fail("a depth that is not known");
  return { width: body.readUInt32BE(0), height: body.readUInt32BE(4), depth, colour, interlaced: interlace === 1 };
}

function passesOf({ width, height, interlaced }: Header): readonly Pass[] {
  if (!interlaced) return [{ left: 0, top: 0, across: 1, down: 1, columns: width, rows: height }];
  return PASSES.map(([left, top, across, down]) => ({
    left,
    top,
    across,
    down,
    columns: Math.ceil((width - left) / across),
    rows: Math.ceil((height - top) / down),
  })).filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** Takes the filter off one line, in place (9.2). @param reach Bytes of a whole pixel, at least one. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, reach: number): void {
  if (filter === 0) return;
  if (filter > 4) fail("a filter that is not known");
  for (let i = 0; i < line.length; i += 1) {
    const left = i < reach ? 0 : (line[i - reach] ?? 0);
    const up = above[i] ?? 0;
    const corner = i < reach ? 0 : (above[i - reach] ?? 0);
    const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : nearest(left, up, corner);
    line[i] = (line[i] ?? 0) + guess;
  }
}

/** Paeth's predictor (9.4). */
function nearest(left: number, up: number, corner: number): number {
  const byLeft = Math.abs(up - corner);
  const byUp = Math.abs(left - corner);
  const byCorner = Math.abs(left + up - 2 * corner);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

type Paint = (line: Uint8Array, sample: number, at: number) => void;

/** How one pixel's samples become four bytes of `pixels`. */
function painter(
  { colour, depth }: Header,
  palette: Buffer | null,
  transparency: Buffer | null,
  pixels: Uint8Array,
): Paint {
  const mask = (1 << depth) - 1;
  const sampleOf = (line: Uint8Array, index: number): number => {
    if (depth === 8) return line[index] ?? 0;
    if (depth === 16) return ((line[index * 2] ?? 0) << 8) | (line[index * 2 + 1] ?? 0);
    const bit = index * depth;
    return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & mask;
  };
  const most = depth === 16 ? 65_535 : mask;
  const byte = (sample: number): number => Math.round((sample * 255) / most);
  /** The one colour that is clear, where the file names one (11.3.2.1). */
  const clear = (index: number): number =>
    transparency !== null && transparency.length >= index * 2 + 2 ? transparency.readUInt16BE(index * 2) : -1;

  if (colour === 3) {
    return (line, sample, at) => {
      const index = sampleOf(line, sample);
      if (palette === null || index * 3 + 2 >= palette.length) fail("a colour that is not in its palette");
      pixels[at] = palette[index * 3] ?? 0;
      pixels[at + 1] = palette[index * 3 + 1] ?? 0;
      pixels[at + 2] = palette[index * 3 + 2] ?? 0;
      pixels[at + 3] = transparency?.[index] ?? 255;
    };
  }
  if (colour === 0 || colour === 4) {
    const none = colour === 0 ? clear(0) : -1;
    return (line, sample, at) => {
      const grey = sampleOf(line, sample);
      const shade = byte(grey);
      pixels[at] = shade;
      pixels[at + 1] = shade;
      pixels[at + 2] = shade;
      pixels[at + 3] = colour === 4 ? byte(sampleOf(line, sample + 1)) : grey === none ? 0 : 255;
    };
  }
  const none = colour === 2 ? [clear(0), clear(1), clear(2)] : [-1, -1, -1];
  return (line, sample, at) => {
    const red = sampleOf(line, sample);
    const green = sampleOf(line, sample + 1);
    const blue = sampleOf(line, sample + 2);
    pixels[at] = byte(red);
    pixels[at + 1] = byte(green);
    pixels[at + 2] = byte(blue);
    const isClear = red === none[0] && green === none[1] && blue === none[2];
    pixels[at + 3] = colour === 6 ? byte(sampleOf(line, sample + 3)) : isClear ? 0 : 255;
  };
}
