/**
 * PNG files made in the test, by the standard's own words (ISO/IEC 15948): samples in, one filter after the other, interlaced or not.
 */
import { crc32, deflateSync } from "node:zlib";

export interface PngPlan {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly interlaced?: boolean;
  /** Bytes of PLTE and tRNS. */
  readonly palette?: Uint8Array;
  readonly transparency?: Uint8Array;
  /** The samples of the pixel in this column and row. */
  readonly samples: (x: number, y: number) => readonly number[];
}

export function pngChunk(type: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([frame, named, sum]);
}

export function pngHeader({ width, height, depth, colour, interlaced = false }: Omit<PngPlan, "samples">): Buffer {
  const body = Buffer.alloc(13);
  body.writeUInt32BE(width, 0);
  body.writeUInt32BE(height, 4);
  body.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), pngChunk("IHDR", body)]);
}

const ADAM7 = ["0 0 8 8", "4 0 8 8", "0 4 4 8", "2 0 4 4", "0 2 2 4", "1 0 2 2", "0 1 1 2"];

export function pngFile(plan: PngPlan): Buffer {
  const { width, height, depth, palette, transparency } = plan;
  const parts: Buffer[] = [];
  for (const pass of plan.interlaced ? ADAM7 : ["0 0 1 1"]) {
    const [left = 0, top = 0, across = 1, down = 1] = pass.split(" ").map(Number);
    let above: number[] = [];
    for (let y = top, filter = 0; y < height && left < width; y += down, filter = (filter + 1) % 5) {
      let bits = "";
      let reach = 1;
      for (let x = left; x < width; x += across) {
        const samples = plan.samples(x, y);
        reach = Math.max(1, (samples.length * depth) >> 3);
        for (const sample of samples) bits += sample.toString(2).padStart(depth, "0");
      }
      const line = (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
      parts.push(Buffer.from([filter, ...line.map((byte, i) => (byte - guess(filter, line, above, i, reach)) & 255)]));
      above = line;
    }
  }
  return Buffer.concat([
    pngHeader(plan),
    ...(palette ? [pngChunk("PLTE", palette)] : []),
    ...(transparency ? [pngChunk("tRNS", transparency)] : []),
    pngChunk("IDAT", deflateSync(Buffer.concat(parts))),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

function guess(filter: number, line: readonly number[], above: readonly number[], i: number, reach: number): number {
  const a = line[i - reach] ?? 0;
  const b = above[i] ?? 0;
  const c = above[i - reach] ?? 0;
  const p = a + b - c;
  const paeth = [a, b, c].reduce((best, value) => (Math.abs(p - value) < Math.abs(p - best) ? value : best));
  return [0, a, b, Math.floor((a + b) / 2), paeth][filter] ?? 0;
}
