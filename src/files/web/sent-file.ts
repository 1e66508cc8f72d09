/**
 * A file as an answer to GET and HEAD: conditions first, then one range or the whole, as a stream (RFC 9110, 13 and 14).
 *
 * What people put here is sent from our own origin, so a browser that opens it must not run it: a sandbox without rights, and
 * no guessing of types.
 */
import { Readable } from "node:stream";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Node } from "../fs/file-system.ts";
import { type ByteRange, byteRange } from "./byte-range.ts";
import { rangeCounts, type Validators, verdict } from "./conditions.ts";
import { sentType } from "./media-type.ts";

/** How often a file may be replaced while it is being opened. */
const TRIES = 4;

type Read = (range?: ByteRange) => Promise<{ readonly node: Node; readonly body: Readable }>;

/**
 * @param read Opens the file; its node is what is told in the headers.
 * @param further Beside or in place of the headers here.
 * @throws what `read` throws; Refusal `busy` where the file never stands still
 */
export async function sentFile(
  http: EndpointRequest,
  node: Node,
  read: Read,
  further: Readonly<Record<string, string>> = {},
  tries: number = TRIES,
): Promise<Answer> {
  const current: Validators = { etag: `"${node.tag}"`, modifiedAt: node.modifiedAt };
  const headers: Record<string, string> = {
    etag: `"${node.tag}"`,
    "last-modified": new Date(node.modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    "x-content-type-options": "nosniff",
    ...further,
  };
  const decision = verdict(http.headers, current, true);
  if (decision === "not-modified") return { status: 304, headers };
  if (decision === "failed") return { status: 412, headers: { "cache-control": "no-store" } };
  const asked = http.method === "GET" && rangeCounts(http.headers, current) ? http.headers.range : undefined;
  const range = byteRange(asked, node.size);
  if (range === "unsatisfiable") return { status: 416, headers: { "content-range": `bytes */${node.size}` } };
  const whole: Record<string, string> = { "content-type": sentType(node.name), ...headers };
  const length = { "content-length": String(node.size) };
  // The length is the file's, not that of the body that is left out.
  if (http.method === "HEAD") return { status: 200, headers: { ...whole, ...length }, body: Readable.from([]) };
  const { node: opened, body } = await read(range ?? undefined);
  if (opened.tag !== node.tag) {
    // Replaced between the two looks: what was decided belongs to another file.
    body.destroy();
    if (tries <= 1) throw new Refusal("busy", undefined, { retryAfter: 2 });
    return sentFile(http, opened, read, further, tries - 1);
  }
  if (range === null) return { status: 200, headers: { ...whole, ...length }, body };
  return {
    status: 206,
    headers: {
      ...whole,
      "content-length": String(range.end - range.start + 1),
      "content-range": `bytes ${range.start}-${range.end}/${node.size}`,
    },
    body,
  };
}
