/** The counts by the hour: added to by every hub, read in buckets of an hour or a day, cut off after `COUNTS_KEPT_SECONDS`. */
import { sql } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";

export const HOUR = 3600;
export const DAY = 86_400;
export const COUNTS_KEPT_SECONDS = 400 * DAY;

/** Events of the audit log by their actions, sign-ins by their ways, tokens by their grant types. */
export type CountKind = "event" | "way" | "grant";

export interface Count {
  /** The first Unix second of the hour. */
  readonly hour: number;
  readonly kind: CountKind;
  readonly name: string;
  count: number;
}

/** Adds to what is there. In one order, so that two hubs that write at once don't wait for each other in a circle. */
export async function addCounts(tx: Writer, counts: readonly Count[]): Promise<void> {
  const key = ({ hour, kind, name }: Count): string => `${hour} ${kind} ${name}`;
  const sorted = counts.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
  for (const { hour, kind, name, count } of sorted) {
    await tx.query
      .insertInto("hourly_counts")
      .values({ hour, kind, name, count })
      .onConflict((conflict) =>
        conflict
          .columns(["hour", "kind", "name"])
          .doUpdateSet((is) => ({ count: is("hourly_counts.count", "+", count) })),
      )
      .execute();
  }
}

export interface Bucket {
  /** The first Unix second of the hour or day (UTC). */
  readonly at: number;
  readonly kind: CountKind;
  readonly name: string;
  readonly count: number;
}

/**
 * @param from,to Unix seconds; from is the first second of a bucket, to is left out.
 * @param size Seconds of a bucket: `HOUR` or `DAY`.
 * @param actions Which events; ways and grants come all.
 */
export async function readCounts(
  reader: Reader,
  { from, to, size, actions }: { from: number; to: number; size: number; actions: readonly string[] },
): Promise<Bucket[]> {
  const at = sql<number>`hour - (hour % ${sql.lit(size)})`;
  const rows = await reader.query
    .selectFrom("hourly_counts")
    .select((is) => [at.as("at"), "kind", "name", is.fn.sum<number | string>("count").as("count")])
    .where("hour", ">=", from)
    .where("hour", "<", to)
    .where((is) => is.or([is("kind", "!=", "event"), is("name", "in", [...actions])]))
    .groupBy([at, "kind", "name"])
    .execute();
  return rows.map((row) => ({ at: Number(row.at), kind: row.kind, name: row.name, count: Number(row.count) }));
}

/** @returns how many went */
export async function pruneCounts(tx: Writer, now: number, most: number): Promise<bigint> {
  const oldest = await tx.query
    .selectFrom("hourly_counts")
    .select("hour")
    .where("hour", "<", now - COUNTS_KEPT_SECONDS)
    .orderBy("hour")
    .limit(most)
    .execute();
  const last = oldest.at(-1)?.hour;
  if (last === undefined) return 0n;
  // Whole hours: a few rows more than asked for, for an hour has not many.
  return (await tx.query.deleteFrom("hourly_counts").where("hour", "<=", last).executeTakeFirst()).numDeletedRows;
}
