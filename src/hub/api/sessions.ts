/** `/api/v1/sessions`: where people are signed in. A session's cookie is nowhere in it. */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { endSession } from "../admin/access/access.ts";
import { listLivingSessions, livingSessions, type OwnedSession, readOwned } from "../sessions/list.ts";
import { pageByWalk, rowNumber } from "./cursor.ts";
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

const show = (session: OwnedSession): z.output<typeof SessionShape> => ({
  id: String(session.id),
  user_id: session.userId,
  username: session.username,
  authenticated_at: session.authenticatedAt,
  amr: [...session.amr],
  way: session.way,
  address: session.address,
  user_agent: session.userAgent,
  created_at: session.createdAt,
  last_seen_at: session.lastSeenAt,
  expires_at: session.expiresAt,
});

/** @throws Refusal `not_found` */
async function requireSession(reader: Reader, { hub, caller, params }: ApiContext): Promise<OwnedSession> {
  let rows = livingSessions(reader, hub.clock).where("sessions.id", "=", rowNumber(params.id));
  if (caller.only !== null) rows = rows.where("users.organization_id", "=", caller.only);
  const row = await rows.executeTakeFirst();
  if (!row) throw new Refusal("not_found");
  return readOwned(row);
}

const ListQuery = z.strictObject({
  ...paging,
  user: id.optional().describe("The id of a person."),
  application: id.optional().describe("The id of an application that the session signed somebody in to."),
});

export const sessionRoutes: readonly ApiRoute[] = [
  reading({
    id: "listSessions",
    path: "/api/v1/sessions",
    summary: "Living sessions, the latest first.",
    scope: "alldoor:sessions:read",
    reach: "organization",
    query: ListQuery,
    answer: pageOf(SessionShape),
    read: ({ hub, caller, query }) =>
      pageByWalk(query, {
        name: "sessions",
        walk: (before, size) =>
          listLivingSessions(
            hub.db,
            hub.clock,
            {
              userIds: query.user === undefined ? undefined : [query.user],
              clientId: query.application,
              organizationId: caller.only ?? undefined,
            },
            { before, size },
          ),
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
      const session = await requireSession(tx, context);
      if (caller.client !== null && session.isAdmin) throw new Refusal("forbidden");
      await endSession(tx, hub, caller.actor, session.id);
    },
  }),
];
