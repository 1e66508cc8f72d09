/**
 * Bars over time, and shares beside each other: drawn on the server as SVG, in the page's own colours. A picture for the eye alone,
 * hidden from screen readers: who uses one finds each number in the table that the page has beside it.
 */

interface BarChartProps {
  /** Oldest first. */
  readonly counts: readonly number[];
  /** Drawn in red: what was refused. */
  readonly refused?: boolean;
}

const STEP = 10;
const HEIGHT = 64;

export const BarChart = ({ counts, refused = false }: BarChartProps) => {
  const most = Math.max(1, ...counts);
  return (
    <svg
      class={`chart${refused ? " chart-refused" : ""}`}
      viewBox={`0 0 ${Math.max(1, counts.length) * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {counts.map((count, index) => {
        if (count === 0) return null;
        // What happened once is seen beside what happened a thousand times.
        const height = Math.max(2, Math.round((count / most) * HEIGHT));
        return <rect x={index * STEP + 1} y={HEIGHT - height} width={STEP - 2} height={height} />;
      })}
    </svg>
  );
};

/** @param share Of the whole, 0 to 1. */
export const ShareBar = ({ share }: { readonly share: number }) => (
  <svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="chart-ground" x={0} y={0} width={100} height={8} />
    <rect x={0} y={0} width={Math.max(1, Math.round(share * 100))} height={8} />
  </svg>
);
