/**
 * W3C Trace Context, level 2: the header `traceparent`, by which whoever calls says what its call is part of. It is read from
 * proxies that are trusted alone, because it decides what is kept, and it is sent to nobody: no provider, application or
 * webhook learns how our requests hang together.
 */

/** What a span hangs on. */
export interface TraceParent {
  /** 16 bytes, in hexadecimal. */
  readonly traceId: string;
  /** 8 bytes, in hexadecimal. */
  readonly spanId: string;
  /** Whether the caller keeps its part. */
  readonly sampled: boolean;
}

/** Version, trace, parent, flags, and what a version after the first may have behind them. */
const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

const isZero = (text: string): boolean => /^0+$/.test(text);

/** @returns `undefined` for a header that is none: it is passed over, as the standard wants it (4.3). */
export function readTraceParent(header: string | readonly string[] | undefined): TraceParent | undefined {
  const [, version = "ff", traceId = "", spanId = "", flags = "", more] =
    FORM.exec(typeof header === "string" ? header : "") ?? [];
  if (version === "ff" || (version === "00" && more !== undefined)) return undefined;
  if (isZero(traceId) || isZero(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
