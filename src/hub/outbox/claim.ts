/**
 * outbox: what is to be said to others after the transaction that it tells of. A row waits until it is due, is claimed by one
 * hub for a while, and ends; each table adds what it says and to whom.
 */
import { type Kysely, type Selectable, sql } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";

export type OutboxTable = "logout_messages" | "mails" | "webhook_messages";

/** What every one of these tables has. */
interface OutboxRow {
  readonly id: number;
  readonly attempts: number;
  readonly due_at: number;
  readonly done_at: number | null;
}

/** The tables as far as they are alike, which the type of their union is too wide to say. */
const alike = ({ query }: Reader) => query as unknown as Kysely<Record<OutboxTable, OutboxRow>>;

/** @param now Unix seconds. */
export async function isAnyDue(reader: Reader, table: OutboxTable, now: number): Promise<boolean> {
  const due = alike(reader).selectFrom(table).select("id").where("done_at", "is", null).where("due_at", "<=", now);
  return (await due.limit(1).executeTakeFirst()) !== undefined;
}

export interface Claim {
  /** Unix seconds. */
  readonly now: number;
  /** Unix seconds from which on somebody else may take them over. */
  readonly until: number;
  readonly most: number;
  /** Whoever has enough under way, and the column that names them. */
  readonly except?: { readonly column: string; readonly ids: readonly string[] };
}

/**
 * Takes rows that are due, the longest waiting first.
 * @returns those that are now the caller's to send.
 */
export async function claimDue<T extends OutboxTable>(
  tx: Writer,
  table: T,
  { now, until, most, except }: Claim,
): Promise<Selectable<Schema[T]>[]> {
  let due = alike(tx)
    .selectFrom(table as OutboxTable)
    .select("id")
    .where("done_at", "is", null)
    .where("due_at", "<=", now)
    .orderBy("due_at")
    .orderBy("id")
    .limit(most);
  if (except && except.ids.length > 0) due = due.where(sql.ref(except.column), "not in", except.ids);
  // Asked again of each row as it is when it is locked: what another hub has just claimed is not due any more.
  const claimed = await alike(tx)
    .updateTable(table as OutboxTable)
    .set((is) => ({ attempts: is("attempts", "+", 1), due_at: until }))
    .where("id", "in", due)
    .where("done_at", "is", null)
    .where("due_at", "<=", now)
    .returningAll()
    .execute();
  return claimed as unknown as Selectable<Schema[T]>[];
}
