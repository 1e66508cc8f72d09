/**
 * Files that are kept in memory and never change under their address. They hold nothing of anybody, so they are compressed, once,
 * at the start (RFC 9110, 8.4 and 12.5.3); pages are not: what is secret in them could be told by their length (BREACH).
 */
import { constants, gzipSync } from "node:zlib";
import type { Answer, EndpointRequest } from "./endpoint.ts";

interface StaticFile {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

/** `gzip`, with any weight but none. */
const TAKES_GZIP = /(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=(?!0(?:\.0{0,3})?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i;

const takesGzip = (header: string | string[] | undefined): boolean => TAKES_GZIP.test(String(header ?? ""));

/**
 * @param cacheControl The value of `Cache-Control` of each.
 * @returns the file at an address; `undefined` where there is none, or the request is none to look at something
 */
export function staticFiles(
  files: readonly StaticFile[],
  cacheControl: string,
): (http: Pick<EndpointRequest, "method" | "path" | "headers">) => Answer | undefined {
  const answers = new Map(
    files.map(({ path, type, body }) => {
      const headers = { "content-type": type, "cache-control": cacheControl, vary: "accept-encoding" };
      const packed = gzipSync(body, { level: constants.Z_BEST_COMPRESSION });
      const plain: Answer = { status: 200, headers, body };
      const small: Answer = { status: 200, headers: { ...headers, "content-encoding": "gzip" }, body: packed };
      return [path, { plain, small: packed.length < Buffer.byteLength(body) ? small : plain }] as const;
    }),
  );
  return ({ method, path, headers }) => {
    if (method !== "GET" && method !== "HEAD") return undefined;
    const found = answers.get(path);
    return takesGzip(headers["accept-encoding"]) ? found?.small : found?.plain;
  };
}
