/**
 * An endpoint: a request as plain values in, an answer as plain values out. Protocol endpoints are written against this
 * and served straight from `node:http`; pages go through Hono. Reading a body is bounded in size before a byte is parsed.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { Refusal } from "./errors.ts";

export interface EndpointRequest {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  /** The raw query, without `?`. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** The caller's address, proxies taken into account. */
  readonly address: string;
  /** Names this request in the log and on error pages. */
  readonly id: string;
  /** The whole body. @throws Refusal `body_too_large` */
  body(): Promise<Buffer>;
  /** The body as it comes, for what must not be held in memory; it breaks off where the request does. Either this or `body`. */
  stream(): Readable;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Of a stream, the headers say how long it is, where that is known. It is destroyed where it is not wanted. */
  readonly body?: string | Buffer | Readable;
}

export type Endpoint = (request: EndpointRequest) => Answer | Promise<Answer>;

/** Reads a body of at most `limit` bytes. */
export function readBody(message: IncomingMessage, limit: number): Promise<Buffer> {
  const declared = Number(message.headers["content-length"] ?? 0);
  if (declared > limit) return Promise.reject(new Refusal("body_too_large"));
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    message.on("data", (part: Buffer) => {
      size += part.length;
      if (size > limit) {
        message.removeAllListeners("data");
        message.resume();
        reject(new Refusal("body_too_large"));
      } else parts.push(part);
    });
    message.on("end", () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
    message.on("error", (cause) => reject(new Refusal("bad_request", undefined, { cause })));
    message.on("aborted", () => reject(new Refusal("bad_request", "The request ended before its body did.")));
  });
}

const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** @throws whatever breaks a stream off, once the answer has begun */
export function writeAnswer(response: ServerResponse, answer: Answer, withoutBody = false): Promise<void> | undefined {
  const { status, headers, body = "" } = answer;
  if (typeof body !== "string" && !Buffer.isBuffer(body))
    return writeStream(response, { status, headers, body }, withoutBody);
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  // RFC 9110, 8.6: 204 has no length, and 304 only that of the answer it stands for, which a cache would believe.
  const sized = BODILESS.has(status) ? {} : { "content-length": length };
  response.writeHead(status, { ...headers, ...sized } as Record<string, string | string[] | number>);
  response.end(withoutBody || BODILESS.has(status) ? undefined : body);
  return undefined;
}

function writeStream(
  response: ServerResponse,
  { status, headers, body }: Answer & { readonly body: Readable },
  withoutBody: boolean,
): Promise<void> | undefined {
  response.writeHead(status, headers as Record<string, string | string[]>);
  if (withoutBody || BODILESS.has(status)) {
    body.destroy();
    response.end();
    return undefined;
  }
  return new Promise((resolve, reject) => {
    pipeline(body, response, (error) => (error ? reject(error) : resolve()));
  });
}

export const json = (value: unknown, status = 200, headers: Answer["headers"] = {}): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(value),
});

/** 303: the browser follows with GET, whatever method it came with (RFC 9700, 4.12). */
export const seeOther = (location: string, headers: Answer["headers"] = {}): Answer => ({
  status: 303,
  headers: { location, "cache-control": "no-store", ...headers },
});
