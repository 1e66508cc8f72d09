/**
 * Bodies on the way out and back. What is sent is whole before it is sent; what comes back is unpacked within the same
 * limit that it was received under, so that a small answer can't become a large one.
 */
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from "node:zlib";
import { OutboundError } from "./outbound-error.ts";

type Unpack = (packed: Buffer, options: ZlibOptions) => Promise<Buffer>;

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: promisify<Buffer, ZlibOptions, Buffer>(gunzip),
  "x-gzip": promisify<Buffer, ZlibOptions, Buffer>(gunzip),
  br: promisify<Buffer, ZlibOptions, Buffer>(brotliDecompress),
  // "deflate" means zlib's format (RFC 9110, 8.4.1.2); some servers send the bare stream.
  deflate: (packed, options) =>
    promisify<Buffer, ZlibOptions, Buffer>(((packed[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(packed, options),
};

/** What we can unpack, as `Accept-Encoding` says it. */
export const ACCEPT_ENCODING = "gzip, deflate, br";

/**
 * The body as it was before it was packed.
 * @param limit Bytes.
 * @throws OutboundError `too_large`, or `unreachable` where the encoding is not known or broken.
 */
export async function unpack(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  const name = (encoding ?? "").trim().toLowerCase();
  if (name === "" || name === "identity" || body.length === 0) return body;
  const unpacker = Object.hasOwn(unpackers, name) ? unpackers[name] : undefined;
  if (unpacker === undefined) throw new OutboundError("unreachable", new Error("an encoding that was not asked for"));
  try {
    return await unpacker(body, { maxOutputLength: limit });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new OutboundError(code === "ERR_BUFFER_TOO_LARGE" ? "too_large" : "unreachable", error);
  }
}

/** A request's body and the content type that `fetch` gives it. */
export interface OutgoingBody {
  readonly bytes: Buffer;
  readonly type: string | undefined;
}

/**
 * @throws TypeError for a body that is not text, a form or bytes: streams are not sent from here.
 */
export function outgoingBody(body: RequestInit["body"]): OutgoingBody | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") return { bytes: Buffer.from(body), type: "text/plain;charset=UTF-8" };
  if (body instanceof URLSearchParams) {
    return { bytes: Buffer.from(body.toString()), type: "application/x-www-form-urlencoded;charset=UTF-8" };
  }
  if (body instanceof ArrayBuffer) return { bytes: Buffer.from(body), type: undefined };
  if (ArrayBuffer.isView(body)) {
    return { bytes: Buffer.from(body.buffer, body.byteOffset, body.byteLength), type: undefined };
  }
  throw new TypeError("a body of this kind can't be sent");
}
