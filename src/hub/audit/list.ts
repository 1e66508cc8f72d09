/**
 * Reading the audit log: a page at a time, newest first, by the rows' own time-ordered ids, which never shift under the
 * reader. Ids of people, clients, providers and identities are told as names where those are still there.
 */
import type { Selectable } from "kysely";
import type { Reader } from "../../db/database.ts";
import { cutPage } from "../../db/paging.ts";
import type { Schema } from "../../db/schema.ts";
import type { AuditAction } from "./audit.ts";
import { type AuditFilter, matching } from "./filter.ts";

/** Actions that say that something was tried and refused. */
const REFUSALS: ReadonlySet<string> = new Set<AuditAction>([
  "user.sign-in-failed",
  "code.replayed",
  "refresh-token.reused",
]);

export interface AuditRow {
  readonly id: number;
  readonly at: number;
  readonly action: string;
  readonly refused: boolean;
  /** Who did it: a name, or the id of somebody who is gone; `null` for the system and the command line. */
  readonly actor: string | null;
  /** What it was done to, told in the same way. */
  readonly subject: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** Give it back as `after` to get the page of newer rows; `null` at the newest. */
  readonly newer: number | null;
  /** Give it back as `before` to get the page of older rows; `null` at the oldest. */
  readonly older: number | null;
}

export interface AuditCursor {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly size?: number;
  readonly filter?: AuditFilter;
}

/** The latest rows, or those beside a cursor. */
export async function listEvents(
  reader: Reader,
  { before, after, size = 50, filter = {} }: AuditCursor = {},
): Promise<AuditPage> {
  const upwards = after !== undefined;
  let query = matching(reader.query.selectFrom("audit").selectAll(), filter).limit(size + 1);
  query = upwards ? query.where("id", ">", after).orderBy("id", "asc") : query.orderBy("id", "desc");
  if (!upwards && before !== undefined) query = query.where("id", "<", before);
  const hasEdge = upwards || before !== undefined;
  const { rows, hasNext, hasPrevious } = cutPage(await query.execute(), { size, upwards, hasEdge });
  return {
    rows: await named(reader, rows),
    newer: (hasPrevious && rows[0]?.id) || null,
    older: (hasNext && rows.at(-1)?.id) || null,
  };
}

type Row = Selectable<Schema["audit"]>;

async function named(reader: Reader, rows: readonly Row[]): Promise<AuditRow[]> {
  const names = await namesOf(reader, rows);
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id));
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    action: row.action,
    refused: REFUSALS.has(row.action),
    actor: nameOf(row.actor_id),
    subject: nameOf(row.subject_id ?? row.client_id),
    address: row.address,
    requestId: row.request_id,
    detail: JSON.parse(row.detail) as AuditRow["detail"],
  }));
}

async function namesOf(reader: Reader, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const ids = [
    ...new Set(rows.flatMap((row) => [row.actor_id, row.subject_id, row.client_id]).filter((id) => id !== null)),
  ];
  if (ids.length === 0) return new Map();
  const [people, clients, providers, organizations, webhooks, groups, roles, identities] = await Promise.all([
    reader.query.selectFrom("users").select(["id", "name"]).where("id", "in", ids).execute(),
    reader.query.selectFrom("clients").select(["id", "name"]).where("id", "in", ids).execute(),
    reader.query.selectFrom("providers").select(["id", "display_name as name"]).where("id", "in", ids).execute(),
    reader.query.selectFrom("organizations").select(["id", "display_name as name"]).where("id", "in", ids).execute(),
    reader.query.selectFrom("webhooks").select(["id", "name"]).where("id", "in", ids).execute(),
    reader.query.selectFrom("groups").select(["id", "name"]).where("id", "in", ids).execute(),
    reader.query.selectFrom("roles").select(["id", "name"]).where("id", "in", ids).execute(),
    reader.query
      .selectFrom("identities")
      .select((is) => ["id", is.fn.coalesce("username", "subject").as("name")])
      .where("id", "in", ids)
      .execute(),
  ]);
  return new Map(
    [people, clients, providers, organizations, webhooks, groups, roles, identities]
      .flat()
      .map(({ id, name }) => [id, name]),
  );
}
