/** `/api/v1/audit`: what happened, the latest first. Rows are never changed, so a page that was read stays as it was. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Schema } from "../../db/schema.ts";
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

const show = (row: Selectable<Schema["audit"]>): z.output<typeof EventShape> => ({
  id: String(row.id),
  at: row.at,
  action: row.action,
  actor_id: row.actor_id,
  subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? "" },
  application_id: row.client_id,
  address: row.address,
  request_id: row.request_id,
  detail: JSON.parse(row.detail) as Record<string, string | number | boolean | null>,
});

const ListQuery = z.strictObject({
  ...paging,
  action: z.string().max(100).optional(),
  actor: id.optional(),
  subject: id.optional(),
  application: id.optional(),
});

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
          const { action, actor, subject, application } = query;
          let rows = hub.db.query.selectFrom("audit").selectAll().orderBy("id", "desc").limit(most);
          if (edge !== undefined) rows = rows.where("id", "<", edge);
          if (action !== undefined) rows = rows.where("action", "=", action);
          if (actor !== undefined) rows = rows.where("actor_id", "=", actor);
          if (subject !== undefined) rows = rows.where("subject_id", "=", subject);
          if (application !== undefined) rows = rows.where("client_id", "=", application);
          return rows.execute();
        },
        key: (row) => row.id,
        show,
      }),
  }),
];
