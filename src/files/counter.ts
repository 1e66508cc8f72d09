/** Small ids that are never given twice, also not after the row that had the last one is gone. */
import { sql } from "kysely";
import type { Writer } from "../db/database.ts";

/**
 * The next number; whoever else asks for one of this name waits until the transaction ends. `locks` is asked for nothing but that.
 * @param used The greatest that is known to be in use, where it may have been given before there was a counter.
 */
export async function nextNumber(tx: Writer, name: "users" | "mounts" | "metas" | "locks", used = 0): Promise<number> {
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
