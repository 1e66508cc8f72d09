/** `/api/v1/audit`: what happened, the latest first. Rows are never changed, so a page that was read stays as it was. */
import { z } from "zod";
import { eventOf } from "../audit/export.ts";
import { matching } from "../audit/filter.ts";
import { pageByNumber } from "./cursor.ts";
import type { ApiRoute } from "./route.ts";
import { id, pageOf, paging, reading, seconds } from "./schema.ts";

const EventShape = z.strictObject({
  id,
  at: seconds,
  action: z.string(),
  actor_id: id.nullable().describe("The person or application that did it."),
  subject: z.strictObject({ kind: z.string(), id }).nullable(),
  application_id: id.nullable(),
  address: z.string().nullable(),
  request_id: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

const ListQuery = z.strictObject({
  ...paging,
  action: z.string().max(100).optional(),
  actor: id.optional(),
  subject: id.optional(),
  application: id.optional(),
  address: z.string().max(100).optional(),
  request: z.string().max(100).optional().describe("The id of a request."),
  from: z.coerce.number().int().min(0).max(4_102_444_800).optional().describe("Unix seconds."),
  to: z.coerce.number().int().min(0).max(4_102_444_800).optional().describe("Unix seconds; that moment is not in it."),
});

const listOf = (one: string | undefined) => (one === undefined ? undefined : [one]);

export const auditRoutes: readonly ApiRoute[] = [
  reading({
    id: "listEvents",
    path: "/api/v1/audit",
    summary: "The audit log, the latest first.",
    scope: "alldoor:audit:read",
    reach: "server",
    query: ListQuery,
    answer: pageOf(EventShape),
    read: ({ hub, query }) =>
      pageByNumber(query, {
        name: "audit",
        async find(edge, most) {
          const { action, actor, subject, application, address, request, from, to } = query;
          const filter = {
            action,
            actors: listOf(actor),
            subjects: listOf(subject),
            clients: listOf(application),
            address,
            requestId: request,
            from,
            to,
          };
          let rows = matching(hub.db.query.selectFrom("audit").selectAll(), filter).orderBy("id", "desc").limit(most);
          if (edge !== undefined) rows = rows.where("id", "<", edge);
          return rows.execute();
        },
        key: (row) => row.id,
        show: eventOf,
      }),
  }),
];
