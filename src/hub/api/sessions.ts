/** `/api/v1/sessions`: where people are signed in. A session's cookie is nowhere in it. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds as now } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { recordEvent } from "../audit/audit.ts";
import { endSessions, SESSION_IDLE_SECONDS } from "../sessions/store.ts";
import { pageByNumber, rowNumber } from "./cursor.ts";
import type { ApiContext, ApiRoute } from "./route.ts";
import { changing, id, Nothing, pageOf, paging, reading, seconds } from "./schema.ts";

const SessionShape = z.strictObject({
  id,
  user_id: id,
  username: z.string(),
  authenticated_at: seconds,
  amr: z.array(z.string()).describe("How the person proved themselves (RFC 8176)."),
  way: z.string(),
  address: z.string(),
  user_agent: z.string(),
  created_at: seconds,
  last_seen_at: seconds,
  expires_at: seconds,
});

type Row = Omit<Selectable<Schema["sessions"]>, "value_hash" | "ended_at"> & {
  readonly username: string;
  readonly is_admin: 0 | 1;
};

const show = (row: Row): z.output<typeof SessionShape> => ({
  id: String(row.id),
  user_id: row.user_id,
  username: row.username,
  authenticated_at: row.authenticated_at,
  amr: row.amr === "" ? [] : row.amr.split(" "),
  way: row.way,
  address: row.address,
  user_agent: row.user_agent,
  created_at: row.created_at,
  last_seen_at: row.last_seen_at,
  expires_at: row.expires_at,
});

/** Living sessions that the caller sees. */
function living(reader: Reader, { hub, caller }: ApiContext) {
  const at = now(hub.clock);
  const rows = reader.query
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
      "users.is_admin",
    ])
    .where("sessions.ended_at", "is", null)
    .where("sessions.expires_at", ">", at)
    .where("sessions.last_seen_at", ">", at - SESSION_IDLE_SECONDS);
  return caller.only === null ? rows : rows.where("users.organization_id", "=", caller.only);
}

/** @throws Refusal `not_found` */
async function requireSession(reader: Reader, context: ApiContext): Promise<Row> {
  const row = await living(reader, context).where("sessions.id", "=", rowNumber(context.params.id)).executeTakeFirst();
  if (!row) throw new Refusal("not_found");
  return row;
}

export const sessionRoutes: readonly ApiRoute[] = [
  reading({
    id: "listSessions",
    path: "/api/v1/sessions",
    summary: "Living sessions, the latest first.",
    scope: "alldoor:sessions:read",
    reach: "organization",
    query: z.strictObject({ ...paging, user: id.optional().describe("The id of a person.") }),
    answer: pageOf(SessionShape),
    read: (context) =>
      pageByNumber(context.query, {
        name: "sessions",
        async find(edge, most) {
          let rows = living(context.hub.db, context).orderBy("sessions.id", "desc").limit(most);
          if (edge !== undefined) rows = rows.where("sessions.id", "<", edge);
          if (context.query.user !== undefined) rows = rows.where("sessions.user_id", "=", context.query.user);
          return rows.execute();
        },
        key: (row) => row.id,
        show,
      }),
  }),
  reading({
    id: "getSession",
    path: "/api/v1/sessions/:id",
    summary: "One living session.",
    scope: "alldoor:sessions:read",
    reach: "organization",
    query: Nothing,
    answer: SessionShape,
    read: async (context) => show(await requireSession(context.hub.db, context)),
  }),
  changing({
    id: "endSession",
    method: "DELETE",
    path: "/api/v1/sessions/:id",
    summary: "Ends a session: its person is signed out in that browser, and applications are told.",
    scope: "alldoor:sessions:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change: (context) => async (tx) => {
      const { hub, caller } = context;
      const row = await requireSession(tx, context);
      if (caller.client !== null && row.is_admin === 1) throw new Refusal("forbidden");
      const sessions = await endSessions(tx, hub, row.user_id, { only: row.id });
      await recordEvent(tx, hub, {
        action: "session.ended",
        actorId: caller.actor.userId,
        subject: { kind: "user", id: row.user_id },
        occasion: caller.actor.occasion,
        detail: { name: row.username, sessions },
      });
    },
  }),
];
