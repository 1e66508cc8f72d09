/** `/api/v1/grants`: what applications hold for people: each the parent of its tokens, which are kept nowhere. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds as now } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { recordEvent } from "../audit/audit.ts";
import { revokeGrant } from "../grants/grants.ts";
import { pageByNumber, rowNumber } from "./cursor.ts";
import type { ApiContext, ApiRoute } from "./route.ts";
import { changing, id, Nothing, pageOf, paging, reading, seconds } from "./schema.ts";

const GrantShape = z.strictObject({
  id,
  user_id: id,
  application_id: id,
  session_id: id.nullable().describe("The session that it ends with; none for what goes on without one."),
  kind: z.string().describe("The grant type that made it."),
  scope: z.string(),
  resources: z.array(z.string()),
  authenticated_at: seconds,
  created_at: seconds,
  last_used_at: seconds,
  expires_at: seconds,
});

type Row = Pick<
  Selectable<Schema["grants"]>,
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
  | "expires_at"
>;

const show = (row: Row): z.output<typeof GrantShape> => ({
  id: String(row.id),
  user_id: row.user_id,
  application_id: row.client_id,
  session_id: row.session_id === null ? null : String(row.session_id),
  kind: row.kind,
  scope: row.scope,
  resources: JSON.parse(row.resource) as string[],
  authenticated_at: row.authenticated_at,
  created_at: row.created_at,
  last_used_at: row.rotated_at,
  expires_at: row.expires_at,
});

/** Living grants that the caller sees. */
function living(reader: Reader, { hub, caller }: ApiContext) {
  const rows = reader.query
    .selectFrom("grants")
    .innerJoin("users", "users.id", "grants.user_id")
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
    ])
    .where("grants.revoked_at", "is", null)
    .where("grants.expires_at", ">", now(hub.clock));
  return caller.only === null ? rows : rows.where("users.organization_id", "=", caller.only);
}

/** @throws Refusal `not_found` */
async function requireGrant(reader: Reader, context: ApiContext): Promise<Row> {
  const row = await living(reader, context).where("grants.id", "=", rowNumber(context.params.id)).executeTakeFirst();
  if (!row) throw new Refusal("not_found");
  return row;
}

const ListQuery = z.strictObject({
  ...paging,
  user: id.optional().describe("The id of a person."),
  application: id.optional().describe("The id of an application."),
});

export const grantRoutes: readonly ApiRoute[] = [
  reading({
    id: "listGrants",
    path: "/api/v1/grants",
    summary: "Living grants, the latest first.",
    scope: "alldoor:grants:read",
    reach: "organization",
    query: ListQuery,
    answer: pageOf(GrantShape),
    read: (context) =>
      pageByNumber(context.query, {
        name: "grants",
        async find(edge, most) {
          const { user, application } = context.query;
          let rows = living(context.hub.db, context).orderBy("grants.id", "desc").limit(most);
          if (edge !== undefined) rows = rows.where("grants.id", "<", edge);
          if (user !== undefined) rows = rows.where("grants.user_id", "=", user);
          if (application !== undefined) rows = rows.where("grants.client_id", "=", application);
          return rows.execute();
        },
        key: (row) => row.id,
        show,
      }),
  }),
  reading({
    id: "getGrant",
    path: "/api/v1/grants/:id",
    summary: "One living grant.",
    scope: "alldoor:grants:read",
    reach: "organization",
    query: Nothing,
    answer: GrantShape,
    read: async (context) => show(await requireGrant(context.hub.db, context)),
  }),
  changing({
    id: "revokeGrant",
    method: "DELETE",
    path: "/api/v1/grants/:id",
    summary: "Takes a grant back: its tokens, and what they were exchanged for, end at once.",
    scope: "alldoor:grants:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change: (context) => async (tx) => {
      const { hub, caller } = context;
      const row = await requireGrant(tx, context);
      await revokeGrant(tx, row.id, now(hub.clock), "revoked-by-administrator");
      await recordEvent(tx, hub, {
        action: "grant.revoked",
        actorId: caller.actor.userId,
        subject: { kind: "user", id: row.user_id },
        clientId: row.client_id,
        occasion: caller.actor.occasion,
        detail: { grant: row.id },
      });
    },
  }),
];
