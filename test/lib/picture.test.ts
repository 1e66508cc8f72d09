/** Pictures: what comes out is our own encoder's WebP, within bounds; what is no picture, too large or hostile is refused by name. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPicture } from "../../src/lib/picture.ts";
import { pictureHead } from "../../src/lib/picture-head.ts";
import { shrink } from "../../src/lib/pixels.ts";
import { decodePng } from "../../src/lib/png.ts";
import { pngChunk, pngFile, pngHeader } from "../ground/png-file.ts";

const require = createRequire(new URL("../../package.json", import.meta.url));
const BOUNDS = { most: 1_000_000, side: 64, field: "logo" };
const wasm = (path: string) => ({ wasmBinary: readFileSync(require.resolve(path)) });

/** Left half one colour, right half another. */
const halves = (width: number, height: number, left: readonly number[], right: readonly number[]): Uint8ClampedArray =>
  Uint8ClampedArray.from(
    Array.from({ length: width * height }, (_, i) => (i % width < width / 2 ? left : right)).flat(),
  );
const RED = [220, 20, 30, 255];
const BLUE = [10, 40, 230, 255];

async function jpegOf(width: number, height: number): Promise<Buffer> {
  const jpeg = await import(require.resolve("@jsquash/jpeg/encode.js"));
  await jpeg.init(wasm("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm"));
  return Buffer.from(await jpeg.default({ data: halves(width, height, RED, BLUE), width, height }, { quality: 95 }));
}

/** With an Exif segment that says how the picture was held, and where it was taken. */
const held = (file: Buffer, orientation: number): Buffer => {
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010000000000000000", "hex");
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from("Exif\0\0"), tiff, Buffer.from("somewhere secret")]);
  const frame = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([file.subarray(0, 2), frame, body, file.subarray(2)]);
};

async function decodeWebp(bytes: Uint8Array): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  const webp = await import(require.resolve("@jsquash/webp/decode.js"));
  await webp.init(wasm("@jsquash/webp/codec/dec/webp_dec.wasm"));
  return webp.default(Uint8Array.from(bytes).buffer);
}

const near = (data: Uint8ClampedArray, pixel: number, colour: readonly number[]): void => {
  for (const [channel, value] of colour.entries()) {
    expect(Math.abs((data[pixel * 4 + channel] ?? -99) - value)).toBeLessThan(14);
  }
};

const fault = async (bytes: Uint8Array, bounds = BOUNDS): Promise<unknown> =>
  readPicture(bytes, bounds).then(
    () => "taken",
    (error: { fields?: unknown }) => error.fields,
  );

test("a photograph is turned upright, made smaller, and loses what else was in the file", async () => {
  const file = held(await jpegOf(200, 100), 6);
  const picture = await readPicture(file, BOUNDS);
  expect(picture).toMatchObject({ type: "image/webp", width: 32, height: 64 });
  expect(Buffer.from(picture.bytes).includes("secret")).toBe(false);
  const { data, width } = await decodeWebp(picture.bytes);
  // Held by its right side: what was left is on top.
  near(data, 5 * width + 16, RED);
  near(data, 58 * width + 16, BLUE);
});

test("a picture that is small enough keeps its size, and drawn colours come out exactly", async () => {
  const data = [RED, BLUE, [0, 0, 0, 0]];
  const samples = (x: number): readonly number[] => data[x % 3] ?? [];
  const picture = await readPicture(pngFile({ width: 30, height: 10, depth: 8, colour: 6, samples }), BOUNDS);
  expect(picture).toMatchObject({ width: 30, height: 10 });
  const back = await decodeWebp(picture.bytes);
  expect([...back.data.subarray(0, 8)]).toEqual([...RED, ...BLUE]);
  expect(back.data[11]).toBe(0);
  const again = await readPicture(picture.bytes, BOUNDS);
  expect([...(await decodeWebp(again.bytes)).data]).toEqual([...back.data]);
});

test.each([
  { colour: 0, depth: 1, pixel: (v: number) => [[v & 1], [(v & 1) * 255, (v & 1) * 255, (v & 1) * 255, 255]] },
  { colour: 0, depth: 2, pixel: (v: number) => [[v & 3], [(v & 3) * 85, (v & 3) * 85, (v & 3) * 85, 255]] },
  { colour: 0, depth: 4, pixel: (v: number) => [[v & 15], [(v & 15) * 17, (v & 15) * 17, (v & 15) * 17, 255]] },
  { colour: 0, depth: 16, pixel: (v: number) => [[v * 257], [v, v, v, 255]] },
  {
    colour: 2,
    depth: 8,
    pixel: (v: number) => [
      [v, 7, 255 - v],
      [v, 7, 255 - v, 255],
    ],
  },
  {
    colour: 2,
    depth: 16,
    pixel: (v: number) => [
      [v * 257, 0, 65_535],
      [v, 0, 255, 255],
    ],
  },
  { colour: 3, depth: 2, pixel: (v: number) => [[v & 3], [(v & 3) * 9, 1, 2, (v & 3) === 0 ? 40 : 255]] },
  {
    colour: 4,
    depth: 8,
    pixel: (v: number) => [
      [v, 100],
      [v, v, v, 100],
    ],
  },
  {
    colour: 6,
    depth: 16,
    pixel: (v: number) => [
      [v * 257, 257, 0, 32_896],
      [v, 1, 0, 128],
    ],
  },
])(
  "PNG of colour type $colour and depth $depth is read to the pixel, interlaced or not",
  ({ colour, depth, pixel }) => {
    const palette = Buffer.from([0, 1, 2, 9, 1, 2, 18, 1, 2, 27, 1, 2]);
    for (const interlaced of [false, true]) {
      const [width, height] = [13, 11];
      const value = (x: number, y: number): number => (x * 31 + y * 17) & 255;
      const file = pngFile({
        width,
        height,
        colour,
        depth,
        interlaced,
        ...(colour === 3 ? { palette, transparency: Buffer.from([40]) } : {}),
        samples: (x, y) => pixel(value(x, y))[0] ?? [],
      });
      const expected = Array.from(
        { length: width * height },
        (_, i) => pixel(value(i % width, Math.floor(i / width)))[1],
      );
      expect([...decodePng(file).data]).toEqual(expected.flat());
    }
  },
);

test("the clear colour of a PNG is clear, and shrinking takes no colour from what can't be seen", () => {
  const samples = (x: number): readonly number[] => (x % 2 === 0 ? [255, 0, 0] : [0, 255, 0]);
  const transparency = Buffer.from([0, 0, 0, 255, 0, 0]);
  const pixels = decodePng(pngFile({ width: 4, height: 4, depth: 8, colour: 2, transparency, samples }));
  expect([...pixels.data.subarray(0, 8)]).toEqual([255, 0, 0, 255, 0, 255, 0, 0]);
  expect([...shrink(pixels, 2).data.subarray(0, 4)]).toEqual([255, 0, 0, 128]);
});

test("shrinking keeps proportions, never gives nothing, and leaves an even colour even", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 40 }),
      (w, h, side) => {
        const small = shrink({ data: halves(w, h, RED, RED), width: w, height: h }, side);
        expect(Math.max(small.width, small.height)).toBe(Math.min(side, Math.max(w, h)));
        expect(Math.min(small.width, small.height)).toBeGreaterThan(0);
        expect(
          new Set(
            Array.from({ length: small.width * small.height }, (_, i) => small.data.subarray(i * 4, i * 4 + 4).join()),
          ),
        ).toEqual(new Set([RED.join()]));
      },
    ),
    { numRuns: 60 },
  );
});

test("what is no picture, too large, or unfolds to too much is refused before it is decoded", async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  expect(await fault(svg)).toEqual({ logo: "picture_unknown" });
  expect(await fault(Buffer.from("GIF89a\x01\0\x01\0"))).toEqual({ logo: "picture_unknown" });
  expect(await fault(Buffer.alloc(0))).toEqual({ logo: "required" });
  expect(await fault(Buffer.alloc(2_000_000))).toEqual({ logo: "picture_too_large" });
  const bomb = (width: number, height: number): Buffer =>
    Buffer.concat([pngHeader({ width, height, depth: 8, colour: 6 }), pngChunk("IEND", Buffer.alloc(0))]);
  expect(await fault(bomb(100_000, 1))).toEqual({ logo: "picture_dimensions" });
  expect(await fault(bomb(8000, 8000))).toEqual({ logo: "picture_dimensions" });
  expect(await fault(bomb(2 ** 31, 2 ** 31))).toEqual({ logo: "picture_dimensions" });
});

test("a damaged file is refused, whatever its kind, and so is one with more behind its pixels than it says", async () => {
  const jpeg = await jpegOf(50, 50);
  const png = pngFile({ width: 20, height: 20, depth: 8, colour: 2, samples: (x, y) => [x, y, 9] });
  const unreadable = { logo: "picture_unreadable" };
  expect(await fault(png.subarray(0, png.length - 20))).toEqual(unreadable);
  const flipped = Buffer.from(png);
  flipped[50] = (flipped[50] ?? 0) ^ 1;
  expect(await fault(flipped)).toEqual(unreadable);
  const shorter = pngFile({ width: 20, height: 21, depth: 8, colour: 2, samples: () => [1, 2, 3] });
  expect(
    await fault(Buffer.concat([pngHeader({ width: 20, height: 20, depth: 8, colour: 2 }), shorter.subarray(33)])),
  ).toEqual(unreadable);
  expect(
    await fault(Buffer.concat([pngHeader({ width: 20, height: 22, depth: 8, colour: 2 }), shorter.subarray(33)])),
  ).toEqual(unreadable);
  expect(await fault(jpeg.subarray(0, 30))).toEqual({ logo: "picture_unknown" });
  const webp = (await readPicture(await jpegOf(60, 50), BOUNDS)).bytes;
  expect(await fault(webp.subarray(0, webp.length - 9))).toEqual(unreadable);
});

test("several at once are all read, and nobody waits for the loop", async () => {
  const file = await jpegOf(300, 200);
  const made = await Promise.all(Array.from({ length: 4 }, () => readPicture(file, BOUNDS)));
  expect(made.map(({ width, height }) => `${width}x${height}`)).toEqual(["64x43", "64x43", "64x43", "64x43"]);
});

test("no bytes make reading a head fail", () => {
  const starts = [
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    Buffer.from([0xff, 0xd8]),
    Buffer.from("RIFF\0\0\0\0WEBPVP8 "),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      const head = pictureHead(Buffer.concat([start, rest]));
      expect(head === null || (head.width > 0 && head.height > 0)).toBe(true);
    }),
  );
});
