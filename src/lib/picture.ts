/**
 * Pictures that people bring: read, made smaller, and written anew as WebP, so that what we send is our own encoder's work: no
 * script, no metadata (where a photograph was taken), no file that is a picture and something else at once. How many pixels it
 * unfolds to is read before it is decoded; decoding happens in a thread of its own, one picture at a time, which is ended when it
 * takes too long. SVG is not taken.
 */
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { type FieldFault, fieldRefusal, Refusal } from "./errors.ts";
import { pictureHead } from "./picture-head.ts";

/** What a picture may unfold to: a photograph of a telephone (4032 × 3024), 50 MB once decoded. */
const MOST_PIXELS = 13_000_000;
const LONGEST_SIDE = 8192;
/** Seconds that one picture may take. */
const TIME = 8;
/** Who comes while so many wait is told to come back. */
const QUEUE_LIMIT = 16;

export interface PictureBounds {
  /** Bytes that the file may have. */
  readonly most: number;
  /** Pixels that the longer side of the result may have; a larger picture is made smaller, a smaller one left. */
  readonly side: number;
  /** The form field that a refusal names; `picture` if none is given. */
  readonly field?: string;
}

export interface Picture {
  readonly bytes: Uint8Array;
  readonly type: "image/webp";
  readonly width: number;
  readonly height: number;
}

const answer = z.object({
  bytes: z.instanceof(Uint8Array),
  width: z.int().positive(),
  height: z.int().positive(),
});

let running = false;
const waiting: (() => void)[] = [];

/**
 * A picture of our own making from a PNG, JPEG or WebP file. JPEGs are turned upright; of several pictures in one file the first
 * counts, and an animated WebP is refused.
 * @throws Refusal `field_invalid` (`picture_too_large`, `picture_unknown`, `picture_dimensions`, `picture_unreadable`), `busy`
 */
export async function readPicture(
  bytes: Uint8Array,
  { most, side, field = "picture" }: PictureBounds,
): Promise<Picture> {
  const fault = faultOf(bytes, most);
  if (fault !== null) throw fieldRefusal({ [field]: fault });
  if (running) {
    if (waiting.length >= QUEUE_LIMIT) throw new Refusal("busy", undefined, { retryAfter: 2 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running = true;
  try {
    const made = await inThread(bytes, side);
    if (made === null) throw fieldRefusal({ [field]: "picture_unreadable" });
    return made;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running = false;
  }
}

/** What is wrong with a file before it is decoded, or `null`. @param most Bytes. */
function faultOf(bytes: Uint8Array, most: number): FieldFault | null {
  if (bytes.length === 0) return "required";
  if (bytes.length > most) return "picture_too_large";
  const head = pictureHead(bytes);
  if (head === null) return "picture_unknown";
  const { width, height } = head;
  return Math.max(width, height) > LONGEST_SIDE || width * height > MOST_PIXELS ? "picture_dimensions" : null;
}

/** `null` for a picture that can't be decoded, or not in time. */
async function inThread(bytes: Uint8Array, side: number): Promise<Picture | null> {
  const file = import.meta.url.endsWith(".ts") ? "./picture-worker.ts" : "./picture-worker.js";
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: { bytes: Uint8Array.from(bytes), side },
    // Codecs print what they dislike; it would stand in our log in a stranger's words.
    stdout: true,
    stderr: true,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 96 },
  });
  const { promise, resolve } = Promise.withResolvers<Picture | null>();
  const late = setTimeout(() => resolve(null), TIME * 1000);
  worker.once("message", (message: unknown) => {
    const made = answer.safeParse(message);
    resolve(made.success ? { ...made.data, type: "image/webp" } : null);
  });
  worker.once("error", () => resolve(null));
  worker.once("exit", () => resolve(null));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}
