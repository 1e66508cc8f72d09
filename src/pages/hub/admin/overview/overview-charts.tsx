/**
 * How much happens: sign-ins, refusals and tokens over 24 hours or 30 days, and by which way and grant. Every number that is drawn
 * also stands in a table.
 */
import { BarChart, ShareBar } from "../../../parts/bar-chart.tsx";
import { ButtonLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Said } from "../../../parts/said.tsx";
import { Table } from "../../../parts/table.tsx";
import type { Text } from "../../../text/index.ts";

export type ChartRange = keyof Text["console"]["charts"]["ranges"];

export interface ChartSlot {
  /** Unix seconds: the beginning of the hour or day. */
  readonly at: number;
  readonly signIns: number;
  readonly failures: number;
  readonly tokens: number;
}

export interface ChartShare {
  readonly name: string;
  readonly count: number;
}

export interface ChartsProps {
  readonly t: Text;
  readonly range: ChartRange;
  readonly hrefs: Readonly<Record<ChartRange, string>>;
  /** Oldest first. */
  readonly slots: readonly ChartSlot[];
  /** Most first: a code of `console.charts.ways`, or a provider's name as people know it. */
  readonly ways: readonly ChartShare[];
  /** Most first: grant types (RFC 6749). */
  readonly grants: readonly ChartShare[];
}

type Series = "signIns" | "failures" | "tokens";

const clock: Readonly<Record<ChartRange, Intl.DateTimeFormatOptions>> = {
  day: { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: "UTC" },
  month: { day: "numeric", month: "short", timeZone: "UTC" },
};

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

interface FigureProps {
  readonly props: ChartsProps;
  readonly series: Series;
}

const Figure = ({ props: { t, slots, range }, series }: FigureProps) => {
  const text = t.console.charts;
  const number = new Intl.NumberFormat(t.dateLocale);
  const counts = slots.map((slot) => slot[series]);
  const most = text.most[range === "month" ? "month" : "day"];
  return (
    <figure class="chart-figure">
      <figcaption>
        <span class="chart-name">{text[series]}</span>
        <span class="chart-total">{number.format(sum(counts))}</span>
        <span class="small muted">{most(number.format(Math.max(0, ...counts)))}</span>
      </figcaption>
      <BarChart counts={counts} refused={series === "failures"} />
    </figure>
  );
};

interface SharesProps {
  readonly t: Text;
  readonly title: string;
  readonly shares: readonly ChartShare[];
  readonly nameOf: (name: string) => string;
}

const Shares = ({ t, title, shares, nameOf }: SharesProps) => {
  const whole = Math.max(1, sum(shares.map(({ count }) => count)));
  const number = new Intl.NumberFormat(t.dateLocale);
  return (
    <div>
      <h3>{title}</h3>
      {shares.length === 0 ? (
        <p class="muted">{t.console.charts.nothing}</p>
      ) : (
        <dl class="shares">
          {shares.map(({ name, count }) => (
            <div class="share-row">
              <dt>
                <Said>{nameOf(name)}</Said>
              </dt>
              <dd>
                <ShareBar share={count / whole} />
                <span>{number.format(count)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
};

export const Charts = (props: ChartsProps) => {
  const { t, range, hrefs, slots, ways, grants } = props;
  const text = t.console.charts;
  const format = new Intl.DateTimeFormat(t.dateLocale, clock[range]);
  const titleOf = ({ at }: ChartSlot): string => format.format(new Date(at * 1000));
  const number = new Intl.NumberFormat(t.dateLocale);
  const choice = (
    <p class="row row-near">
      {(Object.keys(text.ranges) as ChartRange[]).map((each) => (
        <ButtonLink href={hrefs[each]} kind={each === range ? "primary" : "plain"} small>
          {text.ranges[each]}
        </ButtonLink>
      ))}
    </p>
  );
  return (
    <Card id="charts" title={text.title} lead={text.lead} aside={choice}>
      <div class="charts">
        {(["signIns", "failures", "tokens"] as const).map((series) => (
          <Figure props={props} series={series} />
        ))}
      </div>
      <details class="snippet">
        <summary>{text.numbers}</summary>
        <Table
          caption={text.numbers}
          columns={[
            { title: text.time[range], cell: (slot: ChartSlot) => titleOf(slot) },
            { title: text.signIns, cell: ({ signIns }) => number.format(signIns) },
            { title: text.failures, cell: ({ failures }) => number.format(failures) },
            { title: text.tokens, cell: ({ tokens }) => number.format(tokens) },
          ]}
          rows={slots.toReversed()}
        />
      </details>
      <div class="charts">
        <Shares t={t} title={text.byWay} shares={ways} nameOf={(name) => text.ways[name] ?? name} />
        <Shares t={t} title={text.byGrant} shares={grants} nameOf={(name) => name} />
      </div>
    </Card>
  );
};
