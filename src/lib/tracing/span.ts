/** A span: one thing that took time, as OpenTelemetry has it. Its attributes are words of ours and numbers, never anything of a body or a query. */

export type SpanKind = "server" | "client";
export type AttributeValue = string | number;

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly kind: SpanKind;
  name: string;
  /** Milliseconds since 1970, with fractions. */
  readonly startedAt: number;
  endedAt: number;
  readonly attributes: Map<string, AttributeValue>;
  failed: boolean;
}
