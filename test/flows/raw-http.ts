/**
 * Requests as an attacker writes them: the path to the byte, any `Host`, repeated headers, bodies that are no text. `fetch`
 * would put right what a test wants wrong. Connections are kept, so that thousands of tries cost little.
 */
import { Agent, type OutgoingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import type { TestHub } from "../ground/hub.ts";

export interface RawRequest {
  readonly method?: string;
  /** Path and query, sent as they are. */
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly text: string;
  /** The first header of that name. */
  header(name: string): string | undefined;
  json(): Record<string, unknown>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

/** @throws Error when the hub gives no answer within ten seconds, or closes the connection without one. */
export function raw(
  { url }: Pick<TestHub, "url">,
  { method = "GET", path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method, path, headers: { ...length, ...headers } }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        const all = response.headersDistinct as Record<string, string[]>;
        resolve({
          status: response.statusCode ?? 0,
          headers: all,
          text,
          header: (name) => all[name]?.[0],
          json: () => JSON.parse(text) as Record<string, unknown>,
        });
      });
    });
    sent.setTimeout(10_000, () => sent.destroy(new Error(`no answer to ${method} ${path.slice(0, 100)}`)));
    sent.on("error", reject);
    sent.end(body);
  });
}

/**
 * Bytes straight onto a socket.
 * @param patience Milliseconds of silence after which the connection is given up.
 * @returns everything that came back.
 */
export function bytes({ url }: Pick<TestHub, "url">, message: string | Uint8Array, patience = 5000): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(message));
    socket.setTimeout(patience, () => socket.destroy());
    socket.setEncoding("latin1");
    socket.on("data", (part: string) => {
      answer += part;
    });
    socket.on("error", (error) => (answer === "" ? reject(error) : resolve(answer)));
    socket.on("close", () => resolve(answer));
  });
}

/** Runs the work over all items, some at a time, and gives the results in the items' order. */
export async function overAll<T, R>(items: readonly T[], work: (item: T) => Promise<R>, atOnce = 16): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

export const FORM = { "content-type": "application/x-www-form-urlencoded" } as const;
export const JSON_BODY = { "content-type": "application/json" } as const;
