/**
 * The thread that `picture.ts` starts for one picture and ends after it: decodes, makes smaller, encodes as WebP. What decodes JPEG
 * and WebP is C in WebAssembly, which can break nothing but its own memory; that memory, and the time, end with the thread.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { pictureHead } from "./picture-head.ts";
import { type Pixels, shrink } from "./pixels.ts";
import { decodePng } from "./png.ts";

/** Above this, what is lost cannot be seen at the sizes that we show. */
const QUALITY = 85;

const task = z.object({ bytes: z.instanceof(Uint8Array), side: z.int().positive() });
const decoded = z.object({
  data: z.union([z.instanceof(Uint8ClampedArray), z.instanceof(Uint8Array)]),
  width: z.int().positive(),
  height: z.int().positive(),
});

/** From the package's own folder: left alone, the codecs would fetch themselves from an address. */
const codec = (path: string) => ({ wasmBinary: readFileSync(fileURLToPath(import.meta.resolve(path))) });

async function decode(bytes: Uint8Array): Promise<Pixels> {
  const head = pictureHead(bytes);
  if (head === null) throw new Error("no picture");
  if (head.kind === "png") return decodePng(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const pixels = decoded.parse(head.kind === "jpeg" ? await decodeJpeg(bytes) : await decodeWebp(bytes));
  // Turned upright by its Exif orientation, a JPEG may have its sides exchanged.
  const isUpright = pixels.width === head.width && pixels.height === head.height;
  const isTurned = pixels.width === head.height && pixels.height === head.width;
  if (!isUpright && !isTurned) throw new Error("not the size that it told");
  return pixels;
}

async function decodeJpeg(bytes: Uint8Array): Promise<unknown> {
  const jpeg = await import("@jsquash/jpeg/decode.js");
  await jpeg.init(codec("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm"));
  return jpeg.default(Uint8Array.from(bytes).buffer, { preserveOrientation: true });
}

async function decodeWebp(bytes: Uint8Array): Promise<unknown> {
  const webp = await import("@jsquash/webp/decode.js");
  await webp.init(codec("@jsquash/webp/codec/dec/webp_dec.wasm"));
  return webp.default(Uint8Array.from(bytes).buffer);
}

const encodedBytes = z.instanceof(Uint8Array);

/** Drawn pictures come out smaller, and exact, without loss; photographs with it. */
async function encode({ data, width, height }: Pixels): Promise<Uint8Array> {
  // Not the package's own choice between this one and one for newer processors, which would have to be made here as well.
  const { default: load } = await import("@jsquash/webp/codec/enc/webp_enc.js");
  const { defaultOptions } = await import("@jsquash/webp/meta.js");
  const webp = await load({ noInitialRun: true, ...codec("@jsquash/webp/codec/enc/webp_enc.wasm") });
  const encoded = (options: Partial<typeof defaultOptions>): Uint8Array =>
    encodedBytes.parse(webp.encode(Uint8ClampedArray.from(data), width, height, { ...defaultOptions, ...options }));
  const lossy = encoded({ quality: QUALITY });
  const exact = encoded({ lossless: 1, method: 2 });
  return exact.length <= lossy.length ? exact : lossy;
}

const { bytes, side } = task.parse(workerData);
const pixels = shrink(await decode(bytes), side);
parentPort?.postMessage({ bytes: await encode(pixels), width: pixels.width, height: pixels.height });
