/**
 * Living sessions of everybody, the latest first, a page at a time: of some people, of one application (those that it signed
 * somebody in by), or all. Bounded as every long list is (`db/paging.ts`).
 */
import type { Reader } from "../../db/database.ts";
import { type Page, WALKED, walkPage } from "../../db/paging.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { SESSION_IDLE_SECONDS, type Session } from "./store.ts";

export interface SessionFilter {
  /** These people's alone; a few hundred at most. */
  readonly userIds?: readonly string[] | undefined;
  /** The client's row. */
  readonly clientId?: string | undefined;
  readonly organizationId?: string | undefined;
}

/** Places in a list by time-ordered ids; at most one of both. */
export interface IdCursor {
  /** Rows older than this one. */
  readonly before?: number | undefined;
  /** Rows newer than this one. */
  readonly after?: number | undefined;
  readonly size?: number;
}

/** A session with whose it is. */
export interface OwnedSession extends Session {
  readonly username: string;
  readonly displayName: string;
  readonly isAdmin: boolean;
}

/** Living sessions with their people; those of a disabled account are none. */
export const livingSessions = (reader: Reader, clock: Hub["clock"]) => {
  const now = seconds(clock);
  return reader.query
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .select([
      "sessions.id",
      "sessions.user_id",
      "sessions.authenticated_at",
      "sessions.amr",
      "sessions.way",
      "sessions.address",
      "sessions.user_agent",
      "sessions.created_at",
      "sessions.last_seen_at",
      "sessions.expires_at",
      "users.name as username",
      "users.display_name",
      "users.is_admin",
    ])
    .where("sessions.ended_at", "is", null)
    .where("sessions.expires_at", ">", now)
    .where("sessions.last_seen_at", ">", now - SESSION_IDLE_SECONDS);
};

export type LivingRow = Awaited<ReturnType<ReturnType<typeof livingSessions>["execute"]>>[number];

export const readOwned = (row: LivingRow): OwnedSession => ({
  id: row.id,
  userId: row.user_id,
  authenticatedAt: row.authenticated_at,
  amr: row.amr === "" ? [] : row.amr.split(" "),
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  expiresAt: row.expires_at,
  userAgent: row.user_agent,
  address: row.address,
  way: row.way,
  username: row.username,
  displayName: row.display_name,
  isAdmin: row.is_admin === 1,
});

/** Sessions, `size` at a time (50). */
export function listLivingSessions(
  reader: Reader,
  clock: Hub["clock"],
  { userIds, clientId, organizationId }: SessionFilter,
  { before, after, size = 50 }: IdCursor = {},
): Promise<Page<OwnedSession, number>> {
  return walkPage<OwnedSession, number>({
    size,
    edge: after ?? before,
    backwards: after !== undefined,
    edgeOf: ({ id }) => id,
    async horizon(edge, backwards) {
      if (userIds !== undefined) return undefined;
      const onwards = backwards ? ">" : "<";
      const direction = backwards ? "asc" : "desc";
      if (clientId !== undefined) {
        let walked = reader.query
          .selectFrom("session_clients")
          .select("session_id as id")
          .where("client_id", "=", clientId)
          .orderBy("session_id", direction)
          .offset(WALKED - 1)
          .limit(1);
        if (edge !== undefined) walked = walked.where("session_id", onwards, edge);
        return (await walked.executeTakeFirst())?.id;
      }
      let walked = reader.query
        .selectFrom("sessions")
        .select("id")
        .orderBy("id", direction)
        .offset(WALKED - 1)
        .limit(1);
      if (edge !== undefined) walked = walked.where("id", onwards, edge);
      return (await walked.executeTakeFirst())?.id;
    },
    async find(edge, horizon, backwards, most) {
      let rows = livingSessions(reader, clock)
        .orderBy("sessions.id", backwards ? "asc" : "desc")
        .limit(most);
      if (userIds !== undefined) rows = rows.where("sessions.user_id", "in", [...userIds, ""]);
      if (organizationId !== undefined) rows = rows.where("users.organization_id", "=", organizationId);
      if (clientId !== undefined) {
        // Walked along the client's own index, so its bounds are said of its own column.
        let own = reader.query
          .selectFrom("session_clients")
          .select("session_id")
          .where("client_id", "=", clientId)
          .orderBy("session_id", backwards ? "asc" : "desc")
          .limit(WALKED);
        if (edge !== undefined) own = own.where("session_id", backwards ? ">" : "<", edge);
        rows = rows.where("sessions.id", "in", own);
      }
      if (edge !== undefined) rows = rows.where("sessions.id", backwards ? ">" : "<", edge);
      if (horizon !== undefined) rows = rows.where("sessions.id", backwards ? "<=" : ">=", horizon);
      return (await rows.execute()).map(readOwned);
    },
  });
}
