/** The numbers of the console's charts: 24 hours by the hour, or 30 days by the day (UTC), this one included. */
import { seconds } from "../../../lib/clock.ts";
import type { AuditAction } from "../../audit/audit.ts";
import { DAY, HOUR, readCounts } from "../../counters/store.ts";
import type { Hub } from "../../hub.ts";
import { listProviders } from "../../providers/store.ts";

const CHART_RANGES = { day: { size: HOUR, slots: 24 }, month: { size: DAY, slots: 30 } } as const;
export type ChartRange = keyof typeof CHART_RANGES;

const SIGNED_IN: AuditAction = "user.signed-in";
const FAILED: AuditAction = "user.sign-in-failed";

/** Ways and grants that are shown one by one. */
const MOST_SHARES = 12;

interface Share {
  readonly name: string;
  readonly count: number;
}

const shares = (counts: ReadonlyMap<string, number>): Share[] =>
  [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
    .slice(0, MOST_SHARES);

const addTo = (counts: Map<string, number>, name: string, count: number) =>
  counts.set(name, (counts.get(name) ?? 0) + count);

export async function readCharts(hub: Pick<Hub, "db" | "clock" | "counters">, range: ChartRange) {
  await hub.counters.flush();
  const { size, slots } = CHART_RANGES[range];
  const now = seconds(hub.clock);
  const last = now - (now % size);
  const from = last - (slots - 1) * size;
  const buckets = await readCounts(hub.db, { from, to: last + size, size, actions: [SIGNED_IN, FAILED] });
  const times = Array.from({ length: slots }, (_, index) => from + index * size);
  const bySlot = new Map(times.map((at) => [at, { at, signIns: 0, failures: 0, tokens: 0 }]));
  const ways = new Map<string, number>();
  const grants = new Map<string, number>();
  const providers = new Map((await listProviders(hub.db)).map((row) => [`provider:${row.slug}`, row.displayName]));
  for (const { at, kind, name, count } of buckets) {
    const slot = bySlot.get(at);
    if (slot === undefined) continue;
    if (kind === "event" && name === SIGNED_IN) slot.signIns += count;
    if (kind === "event" && name === FAILED) slot.failures += count;
    if (kind === "grant") {
      slot.tokens += count;
      addTo(grants, name, count);
    }
    if (kind !== "way") continue;
    // A second step is no way of its own.
    const [way = ""] = name.split("+");
    addTo(ways, providers.get(way) ?? way.replace(/^provider:/, ""), count);
  }
  return { range, slots: [...bySlot.values()], ways: shares(ways), grants: shares(grants) };
}
