/**
 * OTLP/HTTP in its JSON encoding (OpenTelemetry Protocol 1.x: `ExportTraceServiceRequest`): ids in hexadecimal, 64-bit numbers as
 * text, enumerations as numbers.
 */
import type { AttributeValue, Span } from "./span.ts";

/** Who sends: `service.name` and what else the configuration says. */
export type Resource = Readonly<Record<string, string>>;

/** `SpanKind` and `StatusCode` of the protocol. */
const KINDS = { server: 2, client: 3 } as const;
const STATUS_ERROR = 2;
/** `SpanFlags`: the lowest byte has W3C's flags; sampled, for nothing else is sent. */
const SAMPLED = 1;

/** Nanoseconds as text; a number would lose the last ones. */
const nanoseconds = (milliseconds: number): string => `${BigInt(Math.round(milliseconds * 1000)) * 1000n}`;

const anyValue = (value: AttributeValue) =>
  typeof value === "number" ? { intValue: String(Math.round(value)) } : { stringValue: value };

const attributesOf = (entries: Iterable<readonly [string, AttributeValue]>) =>
  [...entries].map(([key, value]) => ({ key, value: anyValue(value) }));

const spanOf = ({ traceId, spanId, parentSpanId, kind, name, startedAt, endedAt, attributes, failed }: Span) => ({
  traceId,
  spanId,
  ...(parentSpanId === undefined ? {} : { parentSpanId }),
  flags: SAMPLED,
  name,
  kind: KINDS[kind],
  startTimeUnixNano: nanoseconds(startedAt),
  endTimeUnixNano: nanoseconds(endedAt),
  attributes: attributesOf(attributes),
  ...(failed ? { status: { code: STATUS_ERROR } } : {}),
});

/** @param scope Who made the spans: name and version of the program. */
export const exportRequest = (
  resource: Resource,
  scope: { readonly name: string; readonly version: string },
  spans: readonly Span[],
) => ({
  resourceSpans: [
    {
      resource: { attributes: attributesOf(Object.entries(resource)) },
      scopeSpans: [{ scope, spans: spans.map(spanOf) }],
    },
  ],
});
