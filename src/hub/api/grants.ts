/** `/api/v1/grants`: what applications hold for people: each the parent of its tokens, which are kept nowhere. */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { takeGrantBack, takeNextGrantsBack } from "../admin/access/access.ts";
import { listLivingGrants, livingGrants, type OwnedGrant } from "../grants/list.ts";
import { requireApplication } from "./applications.ts";
import { pageByWalk, rowNumber } from "./cursor.ts";
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

const show = (row: OwnedGrant): z.output<typeof GrantShape> => ({
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

/** @throws Refusal `not_found` */
async function requireGrant(reader: Reader, { hub, caller, params }: ApiContext): Promise<OwnedGrant> {
  let rows = livingGrants(reader, hub.clock).where("grants.id", "=", rowNumber(params.id));
  if (caller.only !== null) rows = rows.where("users.organization_id", "=", caller.only);
  const row = await rows.executeTakeFirst();
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
    read: ({ hub, caller, query }) =>
      pageByWalk(query, {
        name: "grants",
        walk: (before, size) =>
          listLivingGrants(
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
      const { id: grantId } = await requireGrant(tx, context);
      await takeGrantBack(tx, context.hub, context.caller.actor, grantId);
    },
  }),
  changing({
    id: "revokeGrantsOfApplication",
    method: "POST",
    path: "/api/v1/applications/:id/revoke-grants",
    summary:
      "Takes back everything that an application holds for people, thousands at a time: to be called until `next` is null.",
    scope: "alldoor:grants:write",
    reach: "organization",
    status: 200,
    body: z.strictObject({ after: z.string().max(100).optional().describe("The `next` of the call before.") }),
    answer: z.strictObject({ revoked: z.number().int(), next: z.string().nullable() }),
    mayRepeat: requireApplication,
    change: (context) => async (tx) => {
      const { hub, caller, body } = context;
      const client = await requireApplication(tx, context);
      const after = rowNumber(body.after);
      const { revoked, last } = await takeNextGrantsBack(tx, hub, caller.actor, client.id, { after });
      return { revoked, next: last === null ? null : String(last) };
    },
  }),
];
