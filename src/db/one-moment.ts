/**
 * Transactions that decide by what they have read. On PostgreSQL each statement of a transaction otherwise sees what others have
 * committed meanwhile, so that two who read the same would both go on. SQLite's transactions come one after the other anyway.
 */
import { sql } from "kysely";
import type { Database, Writer } from "./database.ts";

/**
 * Lets a transaction see the database as it is at one moment: where it changes a row that somebody else has changed since, it is
 * begun anew. To be called before its first query.
 */
export async function seeOneMoment({ kind }: Pick<Database, "kind">, tx: Writer): Promise<void> {
  if (kind === "postgres") await sql`set transaction isolation level repeatable read`.execute(tx.query);
}
