/** Small ids that are never given twice, also not after the row that had the last one is gone. */
import { sql } from "kysely";
import type { Writer } from "../db/database.ts";

export async function nextNumber(tx: Writer, name: "users" | "mounts" | "metas"): Promise<number> {
  const { last } = await tx.query
    .insertInto("files_counters")
    .values({ name, last: 1 })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ last: sql<number>`files_counters.last + 1` }))
    .returning("last")
    .executeTakeFirstOrThrow();
  return last;
}
