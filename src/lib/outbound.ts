/**
 * The one guarded way out (RFC 9700, 4; OWASP ASVS 5.0, 1.3.6): every call that this server makes on somebody's word goes
 * through here, and nothing else in the program opens a connection.
 *
 * It goes over TLS to public addresses, judged when the connection is made; it follows no redirect; it ends within a
 * time, a size and a number of calls per host; and it leaves alone a host that keeps failing. It has the signature of
 * `fetch`, so that a library written for `fetch` can't tell the difference, and stands on `node:http` with connections
 * that are kept open, at a fraction of `fetch`'s price.
 */
import { lookup } from "node:dns/promises";
import type { ClientRequest } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { ACCEPT_ENCODING, outgoingBody, unpack } from "./outbound-body.ts";
import { OutboundError } from "./outbound-error.ts";
import { type ExchangeLimits, exchange, type Received, StaleConnection } from "./outbound-exchange.ts";
import { type HostOutcome, OutboundHosts } from "./outbound-host.ts";
import { outboundPolicy, type Resolve } from "./outbound-policy.ts";

// Not imported, for the reason that `serve.ts` gives.
const {
  Agent: HttpAgent,
  request: httpRequest,
  validateHeaderName,
  validateHeaderValue,
} = process.getBuiltinModule("node:http");
// Loaded with the first call over TLS: it takes a tenth of a start.
const https = () => process.getBuiltinModule("node:https");

/** A context made once: reading the system's authorities again for each connection costs milliseconds. */
function trusting(ca: readonly string[]) {
  const { createSecureContext, getCACertificates } = process.getBuiltinModule("node:tls");
  return createSecureContext({ ca: [...getCACertificates("default"), ...ca] });
}

export { OutboundError, type OutboundErrorCode } from "./outbound-error.ts";
export { sandboxRewrite } from "./sandbox-rewrite.ts";

/** `fetch`, as far as it is needed: bodies are text, forms or bytes, and whatever `redirect` says, none is followed. */
export type OutboundFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface OutboundOptions {
  /** Hosts, `host:port` and networks (CIDR) that may be called though they are private; listed hosts also over http. */
  readonly allow?: readonly string[];
  /** Certificates (PEM) of authorities that are trusted besides the system's. */
  readonly ca?: readonly string[];
  /** Moves an address before it is judged and called (`sandboxRewrite`). */
  readonly rewrite?: (url: URL) => URL;
  /** Milliseconds to the answer's head, waiting for a turn included. Default 5000. */
  readonly headMilliseconds?: number;
  /** Milliseconds to the answer's end. Default 10 000. */
  readonly totalMilliseconds?: number;
  /** Bytes of an answer's body, as sent and unpacked. Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Bytes of an answer's header. Default 16 KiB. */
  readonly maxHeaderBytes?: number;
  /** Calls under way to one host. Default 50. */
  readonly concurrencyPerHost?: number;
  /** Calls waiting for one host; more are refused. Default 50. */
  readonly queuePerHost?: number;
  /** Failures in a row after which a host is left alone. Default 5. */
  readonly circuitFailures?: number;
  /** Milliseconds for which it is left alone. Default 30 000. */
  readonly circuitMilliseconds?: number;
  /** Milliseconds on a clock that never goes back, for the circuit. */
  readonly clock?: () => number;
  /** How names become addresses. Default: the operating system. */
  readonly resolve?: Resolve;
}

export interface Outbound {
  readonly fetch: OutboundFetch;
  /** Closes the connections that are kept open. Calls under way fail, later ones are refused. */
  close(): void;
}

interface Outgoing {
  /** The host that the caller meant; in sandbox mode `url` is another. */
  readonly host: string;
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | undefined;
  readonly signal: AbortSignal | undefined;
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
/** Headers that belong to the connection and not to the caller. */
const OWN_HEADERS = new Set(["host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "te"]);
/** Headers of an answer that say nothing about the unpacked body, or that no caller has any business with. */
const DROPPED_HEADERS = new Set(["content-encoding", "content-length", "set-cookie", "connection", "keep-alive"]);
/** Milliseconds that an unused connection is kept: less than the servers' usual 5 s, so that we close first. */
const KEEP_ALIVE_MILLISECONDS = 4000;
/** Times that a call is sent where each connection turns out to be closed already. */
const MAX_ATTEMPTS = 3;

/** A plain object is read as it is: making `Headers` of it costs as much as all else that is done here. */
function headerPairs(headers: RequestInit["headers"]): Iterable<readonly [string, string]> {
  if (headers === undefined) return [];
  const plain = Object.getPrototypeOf(headers) === Object.prototype;
  return plain ? Object.entries(headers as Readonly<Record<string, string>>) : new Headers(headers);
}

async function outgoing(input: string | URL | Request, init: RequestInit, move: (url: URL) => URL): Promise<Outgoing> {
  const request = input instanceof Request ? input : undefined;
  const address = request === undefined ? String(input) : request.url;
  if (!URL.canParse(address)) throw new OutboundError("blocked", new Error("not an address"));
  const method = (init.method ?? request?.method ?? "GET").toUpperCase();
  if (!METHODS.has(method)) throw new TypeError(`${method} is not sent from here`);
  const sent =
    init.body === undefined && request?.body ? { bytes: Buffer.from(await request.arrayBuffer()) } : undefined;
  const body = sent === undefined ? outgoingBody(init.body) : { ...sent, type: undefined };

  const headers: Record<string, string> = { "user-agent": "Alldoor", "accept-encoding": ACCEPT_ENCODING };
  if (body?.type !== undefined) headers["content-type"] = body.type;
  for (const [name, value] of headerPairs(init.headers ?? request?.headers)) {
    const lower = name.toLowerCase();
    if (OWN_HEADERS.has(lower)) continue;
    // A caller's mistake is the caller's, and no failure of the host.
    validateHeaderName(lower);
    validateHeaderValue(lower, value);
    headers[lower] = value;
  }
  if (body !== undefined || method === "POST" || method === "PUT") {
    headers["content-length"] = String(body?.bytes.length ?? 0);
  }
  const signal = init.signal ?? request?.signal ?? undefined;
  const meant = new URL(address);
  return { host: meant.host, url: move(meant), method, headers, body: body?.bytes, signal };
}

/** What an error of Node's means here. */
function outboundError(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EBLOCKED") return new OutboundError("blocked", error);
  if (code === "HPE_HEADER_OVERFLOW") return new OutboundError("too_large", error);
  return new OutboundError("unreachable", error);
}

/** How a call's failure counts for its host: one that answered, however badly, is alive. */
function outcomeOf({ code }: OutboundError): HostOutcome {
  if (code === "unreachable" || code === "timeout") return "failed";
  return code === "redirect" || code === "too_large" ? "healthy" : "unknown";
}

const isGatewayFailure = (status: number): boolean => status >= 502 && status <= 504;

/**
 * A way out of its own, with its own connections, limits and memory of hosts.
 * @throws TypeError or RangeError where `allow` holds what is no host and no network.
 */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const { headMilliseconds = 5000, totalMilliseconds = 10_000, maxBodyBytes = 1_048_576 } = options;
  const { maxHeaderBytes = 16_384, rewrite = (url: URL) => url } = options;
  const resolve = options.resolve ?? ((hostname: string) => lookup(hostname, { all: true }));
  const policy = outboundPolicy(options.allow ?? [], resolve);
  const hosts = new OutboundHosts({
    concurrency: options.concurrencyPerHost ?? 50,
    queue: options.queuePerHost ?? 50,
    failures: options.circuitFailures ?? 5,
    openMilliseconds: options.circuitMilliseconds ?? 30_000,
    clock: options.clock ?? (() => performance.now()),
  });
  const kept = { keepAlive: true, maxFreeSockets: 16, timeout: KEEP_ALIVE_MILLISECONDS };
  const httpAgent = new HttpAgent(kept);
  let httpsAgent: HttpsAgent | undefined;
  const secureAgent = (): HttpsAgent => {
    httpsAgent ??= new (https().Agent)({
      ...kept,
      rejectUnauthorized: true,
      ...(options.ca === undefined ? {} : { secureContext: trusting(options.ca) }),
    });
    return httpsAgent;
  };
  // A certificate that is none is to be heard of now.
  if (options.ca !== undefined) secureAgent();
  /** What gives up each call that is under way. */
  const underWay = new Set<(reason: unknown) => void>();
  let closed = false;

  function open(call: Outgoing): ClientRequest {
    const secure = call.url.protocol === "https:";
    return (secure ? https().request : httpRequest)({
      hostname: call.url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: call.url.port || (secure ? 443 : 80),
      path: call.url.pathname + call.url.search,
      method: call.method,
      headers: call.headers,
      agent: secure ? secureAgent() : httpAgent,
      lookup: policy.lookupFor(call.url),
      maxHeaderSize: maxHeaderBytes,
    });
  }

  function cancellable(signal: AbortSignal | undefined): (cancel: (reason: unknown) => void) => () => void {
    return (cancel) => {
      const abort = () => cancel(signal?.reason);
      signal?.addEventListener("abort", abort, { once: true });
      underWay.add(cancel);
      return () => {
        signal?.removeEventListener("abort", abort);
        underWay.delete(cancel);
      };
    };
  }

  async function deliver(call: Outgoing, limits: ExchangeLimits): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      // It may have waited for its turn until now.
      call.signal?.throwIfAborted();
      if (closed) throw new OutboundError("unreachable", new Error("closed"));
      try {
        return await answer(await exchange(open(call), call.body, limits, cancellable(call.signal)));
      } catch (error) {
        if (!(error instanceof StaleConnection) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  async function answer({ response, body: packed }: Received): Promise<Response> {
    const body = await unpack(packed, response.headers["content-encoding"], maxBodyBytes);
    const headers = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
      DROPPED_HEADERS.has(name) ? [] : values.map((value): [string, string] => [name, value]),
    );
    const status = response.statusCode ?? 0;
    const empty = status === 204 || status === 205;
    return new Response(empty ? null : new Uint8Array(body), { status, headers });
  }

  async function guardedFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const call = await outgoing(input, init, rewrite);
    // Judged before the host is remembered: a blocked address costs nothing.
    policy.lookupFor(call.url);
    const start = performance.now();
    const limits = { headBy: start + headMilliseconds, endBy: start + totalMilliseconds, maxBodyBytes };
    const slot = await hosts.of(call.host).enter(headMilliseconds);
    let outcome: HostOutcome = "unknown";
    try {
      const response = await deliver(call, limits);
      outcome = isGatewayFailure(response.status) ? "failed" : "healthy";
      return response;
    } catch (error) {
      if (call.signal?.aborted === true && error === call.signal.reason) throw error;
      const failure = outboundError(error);
      outcome = closed ? "unknown" : outcomeOf(failure);
      throw failure;
    } finally {
      slot.leave(outcome);
      hosts.release(call.host);
    }
  }

  return {
    fetch: guardedFetch,
    close() {
      closed = true;
      for (const cancel of underWay) cancel(new OutboundError("unreachable", new Error("closed")));
      httpAgent.destroy();
      httpsAgent?.destroy();
    },
  };
}
