/**
 * One HTTP exchange, as every program of ours does it: the message becomes plain values under an id of its own, the answer is
 * written with the common headers and the id, and a line goes to the log.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { BlockList } from "node:net";
import { type Answer, type EndpointRequest, readBody, writeAnswer } from "./endpoint.ts";
import type { Log } from "./log.ts";
import { callerAddress, isProxy } from "./network.ts";
import { randomText } from "./random.ts";
import { readTraceParent } from "./tracing/trace-context.ts";
import type { Tracing } from "./tracing/tracing.ts";

const ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

export interface ExchangeParts {
  /** Answers every request; what can be thrown is an answer already. */
  readonly answerTo: (http: EndpointRequest) => Promise<Answer>;
  /** On every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** The program's services. */
  readonly program: { readonly trustedProxies: BlockList; readonly log: Log; readonly tracing: Tracing | null };
  /** Bytes of a body that is read whole. */
  readonly bodyLimit: number;
  /** As the server that calls the handler was told (`listen`). */
  readonly uploads?: boolean;
}

const forwarded = ({ headers }: IncomingMessage): string | undefined => {
  const header = headers["x-forwarded-for"];
  return Array.isArray(header) ? header.join(",") : header;
};

/** Methods that HTTP has names for; what else comes would be a word of the caller's in the traces. */
const METHODS: ReadonlySet<string> = new Set([
  ...["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  ...["PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK"],
]);

/** The answer as a span (OpenTelemetry's conventions for HTTP servers): no path, no query, no address of anybody. */
function traced(
  tracing: Tracing,
  http: EndpointRequest,
  parent: string | undefined,
  answerTo: ExchangeParts["answerTo"],
): Promise<Answer> {
  const method = METHODS.has(http.method) ? http.method : "_OTHER";
  const attributes = { "http.request.method": method, "alldoor.request_id": http.id };
  return tracing.run(
    { kind: "server", name: method, attributes, parent: readTraceParent(parent) },
    () => answerTo(http),
    (span, { status }) => {
      span.attributes.set("http.response.status_code", status);
      span.failed = status >= 500;
      if (status >= 500 && !span.attributes.has("error.type")) span.attributes.set("error.type", String(status));
    },
  );
}

const singleHeader = (header: string | string[] | undefined): string | undefined =>
  typeof header === "string" ? header : undefined;

/** The handler that `node:http` calls. */
export function createExchange({ answerTo, headers, program, bodyLimit, uploads = false }: ExchangeParts) {
  const prefix = randomText(4, ID_ALPHABET);
  let count = 0;
  const { tracing, trustedProxies } = program;
  const answered = (http: EndpointRequest, { socket, headers: { traceparent } }: IncomingMessage): Promise<Answer> => {
    if (tracing === null) return answerTo(http);
    const parent = isProxy(socket.remoteAddress, trustedProxies) ? singleHeader(traceparent) : undefined;
    return traced(tracing, http, parent, answerTo);
  };
  return (message: IncomingMessage, response: ServerResponse): void => {
    const started = performance.now();
    count = (count + 1) % 1_000_000_000;
    const target = message.url ?? "/";
    // RFC 9110, 10.1.1: whoever waits to be told to send is told so when the body is wanted, and not before.
    let isAwaited = uploads && message.headers.expect?.toLowerCase() === "100-continue";
    const wanted = (): IncomingMessage => {
      if (isAwaited) response.writeContinue();
      isAwaited = false;
      return message;
    };
    const mark = target.indexOf("?");
    const http: EndpointRequest = {
      method: message.method ?? "GET",
      path: mark === -1 ? target : target.slice(0, mark),
      query: mark === -1 ? "" : target.slice(mark + 1),
      headers: message.headers,
      address: callerAddress(message.socket.remoteAddress, forwarded(message), trustedProxies),
      id: `${prefix}${count.toString(36)}`,
      body: () => readBody(wanted(), bodyLimit),
      stream: wanted,
    };
    answered(http, message)
      .then((answer) => {
        // A body that was announced and not asked for may come or not: no other request can be read behind it.
        const ending = isAwaited ? { connection: "close" } : {};
        const writing = writeAnswer(
          response,
          { ...answer, headers: { ...headers, ...answer.headers, ...ending, "x-request-id": http.id } },
          http.method === "HEAD",
        );
        program.log[answer.status >= 400 ? "info" : "debug"]("request", {
          request: http.id,
          method: http.method,
          path: http.path,
          status: answer.status,
          milliseconds: Math.round((performance.now() - started) * 10) / 10,
          address: http.address,
        });
        return writing;
      })
      .catch((error: unknown) => {
        // Only writing can fail here: the peer has gone, or a stream broke off.
        program.log.debug("answer.not-sent", { request: http.id, error });
        response.destroy();
      });
  };
}
