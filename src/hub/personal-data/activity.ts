/**
 * personal-data: what is kept of one person, put together for themselves: to be looked at, and to be taken along. Owns no table.
 *
 * This file: what has happened in an account, out of the audit log that is everybody's: what its person did, and what was done to
 * it. Who else did something is told as "somebody else" without their address, and of what its person did to others (as an
 * administrator) it is told that they did it.
 */
import type { Selectable } from "kysely";
import type { Reader } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";

export interface Activity {
  readonly id: number;
  /** Unix seconds. */
  readonly at: number;
  readonly action: string;
  /** The person; somebody else, as an administrator is; or nobody who is known: the system, or whoever tried. */
  readonly by: "you" | "somebody-else" | "nobody-known";
  /** `null` where it is somebody else's. */
  readonly address: string | null;
  /** The client's name, while it is there. */
  readonly application: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ActivityPage {
  readonly rows: readonly Activity[];
  /** Give it back as `before` to get the page of older rows; `null` at the oldest. */
  readonly older: number | null;
}

type Row = Selectable<Schema["audit"]>;

/** The latest rows, or those before a cursor, newest first. */
export async function listActivity(
  reader: Reader,
  userId: string,
  { before, size = 50 }: { readonly before?: number | undefined; readonly size?: number } = {},
): Promise<ActivityPage> {
  // Each column has an index that ends in the row's id; of both together the database would sort everything.
  const [done, suffered] = await Promise.all([
    rowsBy(reader, "actor_id", userId, before, size + 1),
    rowsBy(reader, "subject_id", userId, before, size + 1),
  ]);
  const known = new Set(done.map(({ id }) => id));
  const all = [...done, ...suffered.filter(({ id }) => !known.has(id))].sort((one, other) => other.id - one.id);
  const rows = all.slice(0, size);
  const names = await clientNames(reader, rows);
  return {
    rows: rows.map((row) => told(row, userId, names)),
    older: all.length > size ? (rows.at(-1)?.id ?? null) : null,
  };
}

async function rowsBy(
  reader: Reader,
  column: "actor_id" | "subject_id",
  userId: string,
  before: number | undefined,
  most: number,
): Promise<Row[]> {
  let query = reader.query.selectFrom("audit").selectAll().where(column, "=", userId).orderBy("id", "desc").limit(most);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.execute();
}

async function clientNames(reader: Reader, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map(({ client_id }) => client_id).filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const clients = await reader.query.selectFrom("clients").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(clients.map(({ id, name }) => [id, name]));
}

function told(row: Row, userId: string, names: ReadonlyMap<string, string>): Activity {
  const isAboutAnother = row.subject_kind === "user" && row.subject_id !== userId;
  const by = row.actor_id === userId ? "you" : row.actor_id === null ? "nobody-known" : "somebody-else";
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    by,
    address: by === "somebody-else" ? null : row.address,
    application: row.client_id === null ? null : (names.get(row.client_id) ?? null),
    detail: isAboutAnother ? {} : (JSON.parse(row.detail) as Activity["detail"]),
  };
}
