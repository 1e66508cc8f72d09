/**
 * Content encodings (RFC 9110, 8.4 and 12.5.3): gzip, for whoever takes it. It is for bytes in which no stranger can place words
 * beside a secret: the length of what is compressed tells how alike the two are (BREACH).
 */
import { constants, gzipSync } from "node:zlib";
import type { Answer } from "./endpoint.ts";

/** `gzip`, with any weight but none. */
const TAKES_GZIP = /(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=(?!0(?:\.0{0,3})?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i;

/** @param header The request's `Accept-Encoding`. */
export const takesGzip = (header: string | readonly string[] | undefined): boolean =>
  TAKES_GZIP.test(String(header ?? ""));

/** The answer in fewer bytes, or as it was where they would be more. @param level From 1, quick, to 9, small. */
export function compressed(answer: Answer & { readonly body: string }, level = constants.Z_BEST_SPEED): Answer {
  const packed = gzipSync(answer.body, { level });
  if (packed.length >= Buffer.byteLength(answer.body)) return answer;
  return { ...answer, headers: { ...answer.headers, "content-encoding": "gzip" }, body: packed };
}
