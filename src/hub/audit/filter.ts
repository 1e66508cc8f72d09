/**
 * Searching the audit log: by what happened, who did it, what it was done to, the application, the address, the request and the
 * time. Each but the time has an index that ends in the row's id; the time is a range of the ids themselves, which grow with it.
 */
import { type SelectQueryBuilder, sql } from "kysely";
import type { Reader } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { firstIdAt } from "../../lib/ids.ts";
import { nameKey } from "../users/names.ts";

export interface AuditFilter {
  readonly action?: string | undefined;
  /** Ids of whoever did it: people, or rows of clients. */
  readonly actors?: readonly string[] | undefined;
  readonly subjects?: readonly string[] | undefined;
  /** Rows of clients. */
  readonly clients?: readonly string[] | undefined;
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
  /** Unix seconds: from the first, up to before the second. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

type Query<O> = SelectQueryBuilder<Schema, "audit", O>;

/** The rows of a query that a filter lets through. */
export function matching<O>(query: Query<O>, filter: AuditFilter): Query<O> {
  const { action, actors, subjects, clients, address, requestId, from, to } = filter;
  let rows = query;
  const equal = (column: "action" | "address" | "request_id", value: string | undefined): void => {
    if (value !== undefined) rows = rows.where(column, "=", value);
  };
  const among = (column: "actor_id" | "subject_id" | "client_id", ids: readonly string[] | undefined): void => {
    const [only, ...more] = ids ?? [];
    if (ids === undefined) return;
    // One value is read in the index's own order; of several the rows have to be sorted.
    if (only === undefined) rows = rows.where(sql<boolean>`1 = 0`);
    else rows = more.length === 0 ? rows.where(column, "=", only) : rows.where(column, "in", [only, ...more]);
  };
  equal("action", action);
  equal("address", address);
  equal("request_id", requestId);
  among("actor_id", actors);
  among("subject_id", subjects);
  among("client_id", clients);
  if (from !== undefined) rows = rows.where("id", ">=", firstIdAt(from));
  if (to !== undefined) rows = rows.where("id", "<", firstIdAt(to));
  return rows;
}

/** Names that people type, at most; more of one name in as many organizations are passed over. */
const MOST_NAMESAKES = 20;

/** Whom or what somebody means: people by username, applications by client id or name, providers by slug; else an id as it is. */
export async function idsOf(reader: Reader, typed: string): Promise<readonly string[]> {
  const organizations = reader.query.selectFrom("organizations").select("id");
  const [people, applications, named, providers] = await Promise.all([
    reader.query
      .selectFrom("users")
      .select("id")
      .where("organization_id", "in", organizations)
      .where("name_key", "=", nameKey(typed))
      .limit(MOST_NAMESAKES)
      .execute(),
    clientIdsOf(reader, typed),
    reader.query
      .selectFrom("clients")
      .select("id")
      .where("organization_id", "in", organizations)
      .where("name", "=", typed)
      .limit(MOST_NAMESAKES)
      .execute(),
    reader.query.selectFrom("providers").select("id").where("slug", "=", typed).execute(),
  ]);
  const found = [...people, ...named, ...providers].map(({ id }) => id).concat(applications);
  return found.length === 0 ? [typed] : [...new Set(found)];
}

/** The row of the client with that public id; else the id as it is. */
export async function clientsOf(reader: Reader, typed: string): Promise<readonly string[]> {
  const found = await clientIdsOf(reader, typed);
  return found.length === 0 ? [typed] : found;
}

async function clientIdsOf(reader: Reader, clientId: string): Promise<string[]> {
  const rows = await reader.query.selectFrom("clients").select("id").where("client_id", "=", clientId).execute();
  return rows.map(({ id }) => id);
}
