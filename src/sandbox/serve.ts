/**
 * The sandbox on a port of its own. By default it listens on this machine alone: it hands out identities to whoever
 * asks.
 */
import { serve } from "@hono/node-server";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { createSandbox } from "./sandbox.ts";

export interface ServeOptions extends Omit<SandboxOptions, "origin"> {
  /** 0 takes a free one. */
  readonly port: number;
  /** The address to listen on. */
  readonly host?: string;
  /** Where it is reached, if that is not `http://localhost:<port>`. */
  readonly origin?: string;
}

export interface ServedSandbox {
  /** Where it is reached. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Stops listening, ends what is waiting, and resolves once the port is free. */
  close(): Promise<void>;
}

/** Milliseconds. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 30_000;
/** How long answers under way may take once the sandbox is closed. */
const GRACE = 2000;

/** @throws the server's own error where the port is taken; TypeError where `origin` is not an origin. */
export async function serveSandbox({
  port,
  host = "127.0.0.1",
  origin,
  ...options
}: ServeOptions): Promise<ServedSandbox> {
  let sandbox: Sandbox | undefined;
  const server = serve({
    port,
    hostname: host,
    overrideGlobalObjects: false,
    serverOptions: { headersTimeout: HEADERS_TIMEOUT, requestTimeout: REQUEST_TIMEOUT, maxHeaderSize: 32 * 1024 },
    fetch: (request, env) => {
      const peer = "incoming" in env ? env.incoming.socket.remoteAddress : undefined;
      return sandbox?.fetch(request, peer === undefined ? {} : { peer }) ?? new Response(null, { status: 503 });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  const stop = async (): Promise<void> => {
    sandbox?.close();
    const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
    if (!("closeAllConnections" in server)) return stopped;
    // A connection that was answering when the server closed is idle a moment later.
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    const cut = setTimeout(() => server.closeAllConnections(), GRACE);
    await stopped;
    clearInterval(sweep);
    clearTimeout(cut);
  };
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  const url = origin ?? `http://localhost:${bound}`;
  try {
    const made = createSandbox({ ...options, origin: url });
    sandbox = made;
    return { url, sandbox: made, close: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
