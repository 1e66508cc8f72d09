/**
 * Bars over time, and shares beside each other: drawn on the server as SVG, in the page's own colours. A picture for the eye alone,
 * hidden from screen readers: who uses one finds each number in the table that the page has beside it.
 */

export interface Bar {
  /** What the pointer is told: the time. */
  readonly title: string;
  readonly count: number;
}

interface BarChartProps {
  readonly bars: readonly Bar[];
  /** Drawn in red: what was refused. */
  readonly refused?: boolean;
}

const STEP = 10;
const HEIGHT = 64;

export const BarChart = ({ bars, refused = false }: BarChartProps) => {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <svg
      class={`chart${refused ? " chart-refused" : ""}`}
      viewBox={`0 0 ${Math.max(1, bars.length) * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {bars.map(({ title, count }, index) => {
        // What happened once is seen beside what happened a thousand times.
        const height = count === 0 ? 0 : Math.max(2, Math.round((count / most) * HEIGHT));
        return (
          <g>
            <title>{`${title}: ${count}`}</title>
            <rect class="chart-ground" x={index * STEP} y={0} width={STEP} height={HEIGHT} />
            {height > 0 && <rect x={index * STEP + 1} y={HEIGHT - height} width={STEP - 2} height={height} />}
          </g>
        );
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
