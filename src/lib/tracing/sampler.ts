/**
 * Which traces are kept: the samplers of OpenTelemetry's specification, by the names that `OTEL_TRACES_SAMPLER` has for them.
 * A share is taken by the trace's own id, so that every program which shares the trace decides alike.
 */
import type { TraceParent } from "./trace-context.ts";

/** @param parent What the trace was begun by, where that is known. */
export type Sampler = (traceId: string, parent: TraceParent | undefined) => boolean;

export const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export type SamplerName = (typeof SAMPLERS)[number];

/** The last seven bytes are random (W3C Trace Context, level 2, 2.2.2.2). */
const SPACE = 2 ** 52;
const placeOf = (traceId: string): number => Number.parseInt(traceId.slice(-13), 16) / SPACE;

/** @param ratio Share of the traces, from 0 to 1, for the samplers that take one. */
export function createSampler(name: SamplerName, ratio: number): Sampler {
  const own = (traceId: string): boolean =>
    name.endsWith("always_on") || (name.endsWith("traceidratio") && placeOf(traceId) < ratio);
  const isParentBased = name.startsWith("parentbased_");
  return (traceId, parent) => (isParentBased && parent !== undefined ? parent.sampled : own(traceId));
}
