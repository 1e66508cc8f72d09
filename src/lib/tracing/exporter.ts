/**
 * Sends spans to the collector, beside the requests: nobody waits for it. What has ended waits in memory, goes out in groups,
 * and is tried again where the collector asks for it; what there is no room for is let go and counted. The collector is the
 * administrator's own, so it may be on a private address, at its host and port alone.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../log.ts";
import { createOutbound } from "../outbound.ts";
import { exportRequest, type Resource } from "./otlp.ts";
import type { Span } from "./span.ts";

/** Spans that wait at most, and that go out together. */
const MOST_WAITING = 4096;
const MOST_AT_ONCE = 512;
/** Milliseconds between two groups. */
const EVERY = 5000;
/** Milliseconds before each further try of a group. */
const AGAIN = [1000, 5000, 15_000] as const;
/** Milliseconds that the end of the process waits for the last group. */
const GRACE = 3000;
/** OTLP/HTTP, "Retryable Response Codes". */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export interface ExporterParts {
  /** Where spans are posted to. */
  readonly url: string;
  /** Sent along, such as the collector's key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly resource: Resource;
  readonly scope: { readonly name: string; readonly version: string };
  readonly log: Log;
}

export interface Exporter {
  take(span: Span): void;
  /** Sends what waits. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const hostAndPort = (url: string): string => {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
};

/** Leaves nothing behind at the signal, which lives as long as the process. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {});

export function createExporter({ url, headers, resource, scope, log }: ExporterParts): Exporter {
  const outbound = createOutbound({ allow: [hostAndPort(url)] });
  const closing = new AbortController();
  let waiting: Span[] = [];
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let isDown = false;

  /** @returns what went wrong, and whether another try may help */
  const attempt = async (body: string): Promise<{ readonly error: unknown; readonly again: boolean } | null> => {
    try {
      const response = await outbound.fetch(url, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body,
      });
      if (response.status >= 300)
        return { error: new Error(`status ${response.status}`), again: RETRYABLE.has(response.status) };
      notePartial(await response.text());
      return null;
    } catch (error) {
      return { error, again: true };
    }
  };

  /** A collector that took some of them says so with a status of success. */
  const notePartial = (text: string): void => {
    let rejected: unknown;
    try {
      rejected = (JSON.parse(text) as { partialSuccess?: { rejectedSpans?: unknown } }).partialSuccess?.rejectedSpans;
    } catch {
      return;
    }
    if (Number(rejected) > 0) log.warn("tracing.rejected", { spans: Number(rejected) });
  };

  const send = async (spans: readonly Span[]): Promise<void> => {
    const body = JSON.stringify(exportRequest(resource, scope, spans));
    for (let tried = 0; ; tried += 1) {
      const failure = await attempt(body);
      if (failure === null) {
        if (isDown || lost > 0) log.info("tracing.sent-again", { lost });
        isDown = false;
        lost = 0;
        return;
      }
      const wait = AGAIN[tried];
      if (!failure.again || wait === undefined || closing.signal.aborted) {
        lost += spans.length;
        // Said once: a collector that is away is away for many groups.
        if (!isDown) log.warn("tracing.not-sent", { spans: spans.length, error: failure.error });
        isDown = true;
        return;
      }
      await pause(wait, closing.signal);
    }
  };

  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      await send(group);
    }
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    // Whoever sends takes all that waits, also what comes meanwhile.
    sending ??= Promise.resolve()
      .then(sendAll)
      .finally(() => {
        sending = undefined;
      });
    return sending;
  };

  return {
    take(span) {
      if (waiting.length >= MOST_WAITING) {
        lost += 1;
        return;
      }
      waiting.push(span);
      if (waiting.length === MOST_AT_ONCE) void flush();
      else timer ??= setTimeout(flush, EVERY).unref();
    },
    flush,
    async close() {
      closing.abort();
      let grace: NodeJS.Timeout | undefined;
      const over = new Promise<void>((resolve) => {
        grace = setTimeout(resolve, GRACE);
      });
      await Promise.race([flush(), over]);
      clearTimeout(grace);
      waiting = [];
      outbound.close();
    },
  };
}
