/**
 * Files that are kept in memory and never change under their address. They hold nothing of anybody, so they are compressed, once,
 * at the start.
 */
import { constants } from "node:zlib";
import { compressed, takesGzip } from "./content-encoding.ts";
import type { Answer, EndpointRequest } from "./endpoint.ts";

interface StaticFile {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

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
      const plain = { status: 200, headers, body };
      return [path, { plain, small: compressed(plain, constants.Z_BEST_COMPRESSION) }] as const;
    }),
  );
  return ({ method, path, headers }) => {
    if (method !== "GET" && method !== "HEAD") return undefined;
    const found = answers.get(path);
    return takesGzip(headers["accept-encoding"]) ? found?.small : found?.plain;
  };
}
