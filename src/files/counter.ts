/**
 * Numbers that are never given twice, also not after the row that had the last one is gone: small ids, and the count of changes.
 * Asking for one is a lock as well: whoever else asks for one of the same name waits until the transaction ends.
 */
import { sql } from "kysely";
import type { Writer } from "../db/database.ts";

/** `locks` and `properties` are asked for nothing but the lock; `arrangement` counts changes of rules and mounts. */
export type CounterName = "users" | "mounts" | "metas" | "locks" | "properties" | "arrangement";

/** @param used The greatest that is known to be in use, where it may have been given before there was a counter. */
export async function nextNumber(tx: Writer, name: CounterName, used = 0): Promise<number> {
  const { last } = await tx.query
    .insertInto("files_counters")
    .values({ name, last: used + 1 })
    .onConflict((conflict) =>
      conflict.column("name").doUpdateSet({
        last: sql<number>`case when files_counters.last < excluded.last then excluded.last else files_counters.last + 1 end`,
      }),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  return last;
}
