/**
 * Counters of tries. A try is reserved before its proof is checked, by one atomic upsert, so that a thousand guesses sent at
 * once are counted as a thousand. Each counter has a fixed window, which begins with its first try. Hub and file server each
 * have a table of them.
 */
import { sql } from "kysely";
import { seconds } from "../lib/clock.ts";
import { Refusal } from "../lib/errors.ts";
import type { Database, Writer } from "./database.ts";
import { statement } from "./statement.ts";

export interface Limit {
  /** What is counted, with everything that tells one counter from another. */
  readonly key: string;
  readonly most: number;
  /** Seconds from the first try. */
  readonly window: number;
}

export interface AttemptServices {
  readonly db: Database;
  readonly clock: Parameters<typeof seconds>[0];
}

export interface AttemptCounters {
  /** Counts one try against each limit. @throws Refusal `too_many_attempts` with `retryAfter`; the try stays counted. */
  reserve(services: AttemptServices, limits: readonly Limit[]): Promise<void>;
  /** Counts something that may happen once. @returns whether this was it; it is so where the transaction is committed. */
  isFirst(tx: Writer, services: Pick<AttemptServices, "clock">, limit: Pick<Limit, "key" | "window">): Promise<boolean>;
}

export function attemptCounters(table: "attempts" | "files_attempts"): AttemptCounters {
  const count = statement<{ key: string; now: number; until: number }>()((db, p) => {
    const [kept, until] = [sql.ref<number>(`${table}.count`), sql.ref<number>(`${table}.expires_at`)];
    return db
      .insertInto(table)
      .values({ key: p("key"), count: 1, expires_at: p("until") })
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet({
          count: sql<number>`case when ${until} <= ${p("now")} then 1 else ${kept} + 1 end`,
          expires_at: sql<number>`case when ${until} <= ${p("now")} then excluded.expires_at else ${until} end`,
        }),
      )
      .returning(["count", "expires_at"]);
  });
  return {
    async reserve({ db, clock }, limits) {
      const now = seconds(clock);
      const waits = await db.write(async (tx) => {
        const found: number[] = [];
        for (const { key, most, window } of limits) {
          const row = await tx.first(count, { key, now, until: now + window });
          if (row && row.count > most) found.push(row.expires_at - now);
        }
        return found;
      });
      if (waits.length > 0) throw new Refusal("too_many_attempts", undefined, { retryAfter: Math.max(1, ...waits) });
    },

    async isFirst(tx, { clock }, { key, window }) {
      const now = seconds(clock);
      return (await tx.first(count, { key, now, until: now + window }))?.count === 1;
    },
  };
}
