/** Medians and percentiles, of numbers that need not be in order. */

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/** The smallest value that at least `share` (0 to 1) of the values do not exceed; `NaN` of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const order = sorted(values);
  return order[Math.max(0, Math.ceil(order.length * share) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const order = sorted(values);
  const middle = order.length >> 1;
  const upper = order[middle] ?? Number.NaN;
  return order.length % 2 === 1 ? upper : ((order[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** How far the middle half of the values lies apart, as a share of the median: the noise of a measurement. */
export const spread = (values: readonly number[]): number =>
  (percentile(values, 0.75) - percentile(values, 0.25)) / median(values);
