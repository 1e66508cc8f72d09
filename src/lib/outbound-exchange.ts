/**
 * One request and its whole answer on one connection (RFC 9112), within a time and a size. No redirect is followed and
 * nothing is streamed: either the whole answer is there or there is none.
 */
import type { ClientRequest, IncomingMessage } from "node:http";
import { OutboundError } from "./outbound-error.ts";

export interface ExchangeLimits {
  /** When the answer's head must be there, in milliseconds of `performance.now()`. */
  readonly headBy: number;
  /** When the whole answer must be there. */
  readonly endBy: number;
  /** Bytes of the body as it is sent. */
  readonly maxBodyBytes: number;
}

export interface Received {
  readonly response: IncomingMessage;
  readonly body: Buffer;
}

/** The server had closed a connection that was waiting for use: nobody has seen the request, so it may be sent again. */
export class StaleConnection extends Error {
  override readonly name = "StaleConnection";
}

const isStale = (request: ClientRequest, error: unknown): boolean =>
  request.reusedSocket &&
  error instanceof Error &&
  "code" in error &&
  /^(?:ECONNRESET|EPIPE)$/.test(String(error.code));

/** Reads a body up to the limit; `done` may be told more than once, and only the first time counts. */
function receive(response: IncomingMessage, limit: number, done: (error: unknown, body?: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) done(new OutboundError("too_large", new Error("the body as sent")));
    else chunks.push(chunk);
  });
  response.on("error", done);
  response.on("end", () => done(undefined, Buffer.concat(chunks, size)));
}

/** What the head alone forbids. */
function refusal({ statusCode = 0, headers }: IncomingMessage, limit: number): OutboundError | undefined {
  if (statusCode >= 300 && statusCode < 400) return new OutboundError("redirect", new Error(`status ${statusCode}`));
  if (Number(headers["content-length"] ?? 0) > limit)
    return new OutboundError("too_large", new Error("content-length"));
  return undefined;
}

/**
 * @param request Not yet ended.
 * @param cancellable Is given a function that gives the exchange up, and gives back one that is called when it is over.
 * @throws OutboundError, StaleConnection, or an error of Node's.
 */
export function exchange(
  request: ClientRequest,
  body: Buffer | undefined,
  limits: ExchangeLimits,
  cancellable: (cancel: (reason: unknown) => void) => () => void,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    let over = false;
    let answered = false;
    const finish = (): boolean => {
      if (over) return false;
      over = true;
      clearTimeout(timer);
      release();
      return true;
    };
    const fail = (error: unknown): void => {
      if (!finish()) return;
      request.destroy();
      reject(error);
    };
    const expire = (what: string, at: number): NodeJS.Timeout =>
      setTimeout(() => fail(new OutboundError("timeout", new Error(what))), Math.max(0, at - performance.now()));

    let timer = expire("no head", Math.min(limits.headBy, limits.endBy));
    const release = cancellable(fail);
    request.on("error", (error) => fail(isStale(request, error) ? new StaleConnection() : error));
    // A connection may end without an error and without an answer: a switch to another protocol does.
    request.on("close", () => {
      if (!answered) fail(new Error("the connection was closed"));
    });
    request.on("response", (response) => {
      answered = true;
      clearTimeout(timer);
      const refused = refusal(response, limits.maxBodyBytes);
      if (refused !== undefined) {
        fail(refused);
        return;
      }
      timer = expire("no end", limits.endBy);
      receive(response, limits.maxBodyBytes, (error, received) => {
        if (received === undefined) fail(error);
        else if (finish()) resolve({ response, body: received });
      });
    });
    request.end(body);
  });
}
