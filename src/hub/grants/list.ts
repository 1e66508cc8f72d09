/**
 * Living grants of everybody, the latest first, a page at a time: of some people, to one application, or all. Bounded as every
 * long list is (`db/paging.ts`).
 */
import type { Selectable } from "kysely";
import type { Reader } from "../../db/database.ts";
import { type Page, WALKED, walkPage } from "../../db/paging.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import type { IdCursor } from "../sessions/list.ts";

export interface GrantFilter {
  /** These people's alone; a few hundred at most. */
  readonly userIds?: readonly string[] | undefined;
  /** The client's row. */
  readonly clientId?: string | undefined;
  readonly organizationId?: string | undefined;
}

type Columns =
  | "id"
  | "user_id"
  | "client_id"
  | "session_id"
  | "kind"
  | "scope"
  | "resource"
  | "authenticated_at"
  | "created_at"
  | "rotated_at"
  | "expires_at";

/** A grant with whose and to whom it is. */
export type OwnedGrant = Pick<Selectable<Schema["grants"]>, Columns> & {
  readonly username: string;
  readonly display_name: string;
  readonly is_admin: 0 | 1;
  /** `null` where the application has just been removed. */
  readonly client_name: string | null;
};

export const livingGrants = (reader: Reader, clock: Hub["clock"]) =>
  reader.query
    .selectFrom("grants")
    .innerJoin("users", "users.id", "grants.user_id")
    .leftJoin("clients", "clients.id", "grants.client_id")
    .select([
      "grants.id",
      "grants.user_id",
      "grants.client_id",
      "grants.session_id",
      "grants.kind",
      "grants.scope",
      "grants.resource",
      "grants.authenticated_at",
      "grants.created_at",
      "grants.rotated_at",
      "grants.expires_at",
      "users.name as username",
      "users.display_name",
      "users.is_admin",
      "clients.name as client_name",
    ])
    .where("grants.revoked_at", "is", null)
    .where("grants.expires_at", ">", seconds(clock));

/** Grants, `size` at a time (50). */
export function listLivingGrants(
  reader: Reader,
  clock: Hub["clock"],
  { userIds, clientId, organizationId }: GrantFilter,
  { before, after, size = 50 }: IdCursor = {},
): Promise<Page<OwnedGrant, number>> {
  return walkPage<OwnedGrant, number>({
    size,
    edge: after ?? before,
    backwards: after !== undefined,
    edgeOf: ({ id }) => id,
    async horizon(edge, backwards) {
      if (userIds !== undefined) return undefined;
      let walked = reader.query
        .selectFrom("grants")
        .select("id")
        .orderBy("id", backwards ? "asc" : "desc")
        .offset(WALKED - 1)
        .limit(1);
      if (clientId !== undefined) walked = walked.where("client_id", "=", clientId);
      if (edge !== undefined) walked = walked.where("id", backwards ? ">" : "<", edge);
      return (await walked.executeTakeFirst())?.id;
    },
    async find(edge, horizon, backwards, most) {
      let rows = livingGrants(reader, clock)
        .orderBy("grants.id", backwards ? "asc" : "desc")
        .limit(most);
      if (userIds !== undefined) rows = rows.where("grants.user_id", "in", [...userIds, ""]);
      if (clientId !== undefined) rows = rows.where("grants.client_id", "=", clientId);
      if (organizationId !== undefined) rows = rows.where("users.organization_id", "=", organizationId);
      if (edge !== undefined) rows = rows.where("grants.id", backwards ? ">" : "<", edge);
      if (horizon !== undefined) rows = rows.where("grants.id", backwards ? "<=" : ">=", horizon);
      return rows.execute();
    },
  });
}
