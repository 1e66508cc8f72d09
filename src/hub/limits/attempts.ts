/**
 * limits: counters of tries. A try is reserved before its proof is checked, by one atomic upsert, so that a thousand
 * guesses sent at once are counted as a thousand. Each counter has a fixed window; success clears the counters of that
 * person and factor, and never that of a network, which counts for everybody behind it.
 */
import { sql } from "kysely";
import type { Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Hub } from "../hub.ts";

export interface Limit {
  /** What is counted, with everything that tells one counter from another. */
  readonly key: string;
  readonly most: number;
  /** Seconds from the first try. */
  readonly window: number;
}

const reserveOne = statement<{ key: string; now: number; until: number }>()((db, p) =>
  db
    .insertInto("attempts")
    .values({ key: p("key"), count: 1, expires_at: p("until") })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql<number>`case when attempts.expires_at <= ${p("now")} then 1 else attempts.count + 1 end`,
        expires_at: sql<number>`case when attempts.expires_at <= ${p("now")} then excluded.expires_at else attempts.expires_at end`,
      }),
    )
    .returning(["count", "expires_at"]),
);

/** Counts one try against each limit. @throws Refusal `too_many_attempts` with `retryAfter`; the try stays counted. */
export async function reserveAttempt(hub: Pick<Hub, "db" | "clock">, limits: readonly Limit[]): Promise<void> {
  const now = seconds(hub.clock);
  const waits = await hub.db.write(async (tx) => {
    const found: number[] = [];
    for (const { key, most, window } of limits) {
      const row = await tx.first(reserveOne, { key, now, until: now + window });
      if (row && row.count > most) found.push(row.expires_at - now);
    }
    return found;
  });
  if (waits.length > 0) throw new Refusal("too_many_attempts", undefined, { retryAfter: Math.max(1, ...waits) });
}

/** Forgets the tries of one counter. */
export async function clearAttempts(tx: Writer, key: string): Promise<void> {
  await tx.query.deleteFrom("attempts").where("key", "=", key).execute();
}
