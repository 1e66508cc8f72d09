/**
 * tracing: what a request did and how long each part took, for whoever runs the server with a collector that speaks
 * OpenTelemetry's protocol. A span begins with a request or with a call that goes out, finds what it is part of through the
 * asynchronous context, and is sent beside the requests (`exporter.ts`). Where no collector is configured none of it is made.
 *
 * OpenTelemetry's own packages are not used: their exporter opens connections of its own, and what leaves this process goes
 * through `lib/outbound.ts`; and they bring a dozen packages for what is one form of JSON.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "../random.ts";
import type { Sampler } from "./sampler.ts";
import type { AttributeValue, Span, SpanKind } from "./span.ts";
import type { TraceParent } from "./trace-context.ts";

/** What is under way: a span, or the knowledge that nothing of this trace is kept. */
interface Active {
  readonly traceId: string;
  readonly span: Span | null;
  /** The provider whose sign-in it is. */
  provider: string | undefined;
}

export interface Began {
  readonly kind: SpanKind;
  readonly name: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** What a request was begun by; what is begun inside of another span needs none. */
  readonly parent?: TraceParent | undefined;
  /** Not begun at all where it is part of nothing. */
  readonly onlyInside?: boolean;
}

export interface Tracing {
  /**
   * Runs `work` as a span, which ends with its promise and has failed where that is rejected.
   * @param ended Is told what came out, to say it in the span.
   */
  run<T>(began: Began, work: () => Promise<T>, ended?: (span: Span, value: T) => void): Promise<T>;
  /** Sends what waits, for some seconds at most, and stops. */
  close(): Promise<void>;
}

const current = new AsyncLocalStorage<Active>();

const now = (): number => performance.timeOrigin + performance.now();

const hex = (bytes: number): string => randomBytes(bytes).toString("hex");

/** What a failure is called: a stable code of ours or of Node's, else its class. */
const failureName = (error: unknown): string => {
  if (!(error instanceof Error)) return "_OTHER";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
};

export interface TracingParts {
  readonly sample: Sampler;
  /** Takes each span that has ended. */
  readonly take: (span: Span) => void;
  readonly close: () => Promise<void>;
}

export function createTracing({ sample, take, close }: TracingParts): Tracing {
  const begin = ({ kind, name, attributes, parent }: Began, outer: Active | undefined): Active => {
    const traceId = outer?.traceId ?? parent?.traceId ?? hex(16);
    const provider = outer?.provider;
    const kept = outer === undefined ? sample(traceId, parent) : outer.span !== null;
    if (!kept) return { traceId, span: null, provider };
    const span: Span = {
      traceId,
      spanId: hex(8),
      parentSpanId: outer?.span?.spanId ?? parent?.spanId,
      kind,
      name,
      startedAt: now(),
      endedAt: 0,
      attributes: new Map(Object.entries(attributes)),
      failed: false,
    };
    if (provider !== undefined && kind === "client") span.attributes.set("alldoor.provider", provider);
    return { traceId, span, provider };
  };

  return {
    async run(began, work, ended) {
      const outer = current.getStore();
      if (outer === undefined && began.onlyInside === true) return work();
      const active = begin(began, outer);
      const { span } = active;
      if (span === null) return outer === undefined ? current.run(active, work) : work();
      try {
        const value = await current.run(active, work);
        ended?.(span, value);
        return value;
      } catch (error) {
        span.failed = true;
        span.attributes.set("error.type", failureName(error));
        throw error;
      } finally {
        span.endedAt = now();
        take(span);
      }
    },
    close,
  };
}

/** Says which of our routes a request is for, in the span that is under way. */
export function noteRoute(method: string, route: string): void {
  const span = current.getStore()?.span;
  if (!span) return;
  span.name = `${method} ${route}`;
  span.attributes.set("http.route", route);
}

const SLUG = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Says which provider a sign-in goes through: in the span that is under way, and in the calls that it makes from here on. */
export function noteProvider(slug: string): void {
  const active = current.getStore();
  if (!active?.span || !SLUG.test(slug)) return;
  active.provider = slug;
  active.span.attributes.set("alldoor.provider", slug);
}

/** @param code A stable code of ours: what the request was refused with. */
export function noteError(code: string): void {
  current.getStore()?.span?.attributes.set("error.type", code);
}
