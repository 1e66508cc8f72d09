/** `/api/v1/organizations`: the tenants that people and applications belong to. An application sees its own. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Schema } from "../../db/schema.ts";
import { Refusal } from "../../lib/errors.ts";
import { pageByText } from "./cursor.ts";
import type { ApiRoute } from "./route.ts";
import { id, Nothing, Paging, pageOf, reading, seconds } from "./schema.ts";

const OrganizationShape = z.strictObject({
  id,
  name: z.string(),
  display_name: z.string(),
  require_second_factor: z.enum(["off", "password", "always"]),
  enabled: z.boolean(),
  created_at: seconds,
});

const show = (row: Selectable<Schema["organizations"]>): z.output<typeof OrganizationShape> => ({
  id: row.id,
  name: row.name,
  display_name: row.display_name,
  require_second_factor: row.require_second_factor,
  enabled: row.disabled_at === null,
  created_at: row.created_at,
});

export const organizationRoutes: readonly ApiRoute[] = [
  reading({
    id: "listOrganizations",
    path: "/api/v1/organizations",
    summary: "Organizations, in the order of their ids.",
    scope: "alldoor:organizations:read",
    reach: "organization",
    query: Paging,
    answer: pageOf(OrganizationShape),
    read: ({ hub, caller, query }) =>
      pageByText(query, {
        name: "organizations",
        async find(edge, most) {
          let rows = hub.db.query.selectFrom("organizations").selectAll().orderBy("id").limit(most);
          if (edge !== undefined) rows = rows.where("id", ">", edge);
          if (caller.only !== null) rows = rows.where("id", "=", caller.only);
          return rows.execute();
        },
        key: (row) => row.id,
        show,
      }),
  }),
  reading({
    id: "getOrganization",
    path: "/api/v1/organizations/:id",
    summary: "One organization.",
    scope: "alldoor:organizations:read",
    reach: "organization",
    query: Nothing,
    answer: OrganizationShape,
    async read({ hub, caller, params }) {
      const row = await hub.db.query
        .selectFrom("organizations")
        .selectAll()
        .where("id", "=", params.id ?? "")
        .executeTakeFirst();
      if (!row || (caller.only !== null && row.id !== caller.only)) throw new Refusal("not_found");
      return show(row);
    },
  }),
];
