/**
 * Numbers for a monitoring system, in Prometheus's text format (version 0.0.4). Counted in memory, from the start of the process
 * on; labels are words of ours alone (a route's pattern, an event's name), never anything of a request.
 */

import { monitorEventLoopDelay } from "node:perf_hooks";
import { sameSecret } from "./bearer.ts";

type Labels = Readonly<Record<string, string>>;

/** Seconds up to which a request is counted, as the upper bounds of its buckets. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

const labelText = (labels: Labels): string => {
  const parts = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`,
  );
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
};

class Counter {
  readonly #values = new Map<string, number>();

  add(labels: Labels, amount = 1): void {
    const key = labelText(labels);
    this.#values.set(key, (this.#values.get(key) ?? 0) + amount);
  }

  lines(name: string): string[] {
    return [...this.#values].map(([labels, value]) => `${name}${labels} ${value}`);
  }
}

interface Durations {
  readonly counts: number[];
  sum: number;
  count: number;
}

export interface Metrics {
  /** Whether an `Authorization` header is that of somebody who may read them. */
  isReader(authorization: string | undefined): boolean;
  /** @param route The route's pattern, or "none". @param seconds From the request to its answer. */
  answered(method: string, route: string, status: number, seconds: number): void;
  /** An event of the audit log. */
  event(action: string): void;
  /** Tokens that were given by a grant. */
  issued(grantType: string): void;
  /** @param gauges What is looked up at this moment, by name. */
  text(gauges: Readonly<Record<string, { readonly help: string; readonly value: number }>>): string;
  close(): void;
}

/**
 * @param prefix What every name begins with: the program's.
 * @param token What a reader brings.
 */
export function createMetrics(prefix: string, token: string): Metrics {
  const requests = new Counter();
  const events = new Counter();
  const tokens = new Counter();
  const durations = new Map<string, Durations>();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();

  const durationLines = (name: string): string[] =>
    [...durations].flatMap(([route, { counts, sum, count }]) => {
      let below = 0;
      const buckets = BOUNDS.map((bound, index) => {
        below += counts[index] ?? 0;
        return `${name}_bucket${labelText({ route, le: String(bound) })} ${below}`;
      });
      return [
        ...buckets,
        `${name}_bucket${labelText({ route, le: "+Inf" })} ${count}`,
        `${name}_sum${labelText({ route })} ${sum}`,
        `${name}_count${labelText({ route })} ${count}`,
      ];
    });
  const family = (name: string, type: string, help: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];

  return {
    isReader: (authorization) => sameSecret(authorization ?? "", `Bearer ${token}`),
    answered(method, route, status, seconds) {
      requests.add({ method, route, status: String(status) });
      const known = durations.get(route) ?? { counts: BOUNDS.map(() => 0), sum: 0, count: 0 };
      durations.set(route, known);
      const index = BOUNDS.findIndex((bound) => seconds <= bound);
      if (index >= 0) known.counts[index] = (known.counts[index] ?? 0) + 1;
      known.sum += seconds;
      known.count += 1;
    },
    event: (action) => events.add({ action }),
    issued: (grantType) => tokens.add({ grant_type: grantType }),
    text(gauges) {
      const memory = process.memoryUsage();
      const own = {
        memory_resident_bytes: { help: "Memory that the process holds.", value: memory.rss },
        memory_heap_bytes: { help: "Memory of living and dead objects.", value: memory.heapUsed },
        processor_seconds: { help: "Processor time since the start.", value: process.cpuUsage().user / 1e6 },
        event_loop_delay_p99_seconds: {
          help: "How late the event loop came, since the last look.",
          value: delay.percentile(99) / 1e9,
        },
        ...gauges,
      };
      delay.reset();
      const lines = [
        ...family(
          `${prefix}_requests_total`,
          "counter",
          "Requests by route.",
          requests.lines(`${prefix}_requests_total`),
        ),
        ...family(
          `${prefix}_request_seconds`,
          "histogram",
          "Time from a request to its answer.",
          durationLines(`${prefix}_request_seconds`),
        ),
        ...family(
          `${prefix}_events_total`,
          "counter",
          "Events of the audit log.",
          events.lines(`${prefix}_events_total`),
        ),
        ...family(
          `${prefix}_tokens_total`,
          "counter",
          "Answers of the token endpoint that gave tokens.",
          tokens.lines(`${prefix}_tokens_total`),
        ),
        ...Object.entries(own).flatMap(([name, { help, value }]) =>
          family(`${prefix}_${name}`, "gauge", help, [`${prefix}_${name} ${value}`]),
        ),
      ];
      return `${lines.join("\n")}\n`;
    },
    close: () => delay.disable(),
  };
}
