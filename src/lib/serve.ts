/**
 * Listening: one `node:http` (or https) server with the limits that a server on the open net needs, and a close that
 * drains. A slow or silent peer is cut off by Node's own timers.
 */
import { readFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { flushCompileCache } from "node:module";
import type { AddressInfo } from "node:net";

// An import of `node:http` reads each of its exports, and with `WebSocket` loads all of undici: a tenth of the start.
const { createServer: createHttpServer } = process.getBuiltinModule("node:http");
// As long to load, and only wanted by those who serve TLS themselves.
const https = () => process.getBuiltinModule("node:https");

export interface ListenOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined;
  /**
   * Bodies may be large: they take as long as something comes, where others have a minute. A client that asks before it sends
   * one (`Expect: 100-continue`) is answered by the handler, which `lib/exchange.ts` does when somebody wants the body.
   */
  readonly uploads?: boolean;
}

export interface Listening {
  readonly port: number;
  /** Stops taking connections, lets running requests end, then cuts what is left after `graceMilliseconds`. */
  close(graceMilliseconds?: number): Promise<void>;
}

/** Milliseconds without a byte either way, of a connection on which a large folder may be being copied. */
const UPLOAD_IDLE = 600_000;

const LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5000,
};

/** Milliseconds between two looks for connections that have become idle. */
const SWEEP = 50;

/** Milliseconds after which what Node.js has compiled is written down for the next start, where it keeps such things. */
const COMPILED = 250;

/** @throws Error with Node's code (`EADDRINUSE`, `EACCES` …) when it can't listen. */
export function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  { host, port, tls, uploads = false }: ListenOptions,
): Promise<Listening> {
  const limits = uploads ? { ...LIMITS, requestTimeout: 0 } : LIMITS;
  const server: Server = tls
    ? https().createServer(
        { ...limits, cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile), minVersion: "TLSv1.2" },
        handler,
      )
    : createHttpServer(limits, handler);
  server.maxConnections = 10_000;
  if (uploads) server.on("checkContinue", handler).setTimeout(UPLOAD_IDLE);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      setTimeout(flushCompileCache, COMPILED).unref();
      resolve({ port: (server.address() as AddressInfo).port, close: (grace = 8000) => drain(server, grace) });
    });
  });
}

function drain(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), grace);
    // A connection whose last request ends from now on is idle, and would be kept for the next one.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
