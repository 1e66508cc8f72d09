/** `/api/v1/groups`: groups of people, and who is in them. What applications make of that is theirs: whoever may change it may give it all. */
import { z } from "zod";
import { addGroupMember, removeGroupMember } from "../groups/members.ts";
import { changeGroup, createGroup, readGroup, removeGroup } from "../groups/store.ts";
import { tagKey } from "../groups/tags.ts";
import { pageByText } from "./cursor.ts";
import {
  GroupChange,
  GroupShape,
  holderRoute,
  MemberShape,
  NewGroup,
  onTheWire,
  organizationFor,
  requireGroupOf,
  showGroup,
  tagIn,
} from "./group-shapes.ts";
import type { ApiRoute } from "./route.ts";
import { changing, id, idIn, Nothing, Paging, pageOf, paging, reading } from "./schema.ts";

const PATH = "/api/v1/groups";

const ListQuery = z.strictObject({
  ...paging,
  organization: id.optional().describe("The id of an organization."),
  name: z.string().max(100).optional().describe("Exactly this name."),
  parent: id.optional().describe("The id of a group: those that stand under it."),
});

const memberRoutes: readonly ApiRoute[] = [
  reading({
    id: "listGroupMembers",
    path: `${PATH}/:id/users`,
    summary: "The people who are in a group themselves, in the order of their ids.",
    scope: "alldoor:roles:read",
    reach: "organization",
    query: Paging,
    answer: pageOf(MemberShape),
    async read({ hub, caller, params, query }) {
      const group = await requireGroupOf(hub.db, caller, params.id);
      return pageByText(query, {
        name: `members of ${group.id}`,
        async find(edge, most) {
          let rows = hub.db.query
            .selectFrom("group_members")
            .select(["user_id", "added_at"])
            .where("group_id", "=", group.id)
            .orderBy("user_id")
            .limit(most);
          if (edge !== undefined) rows = rows.where("user_id", ">", edge);
          return rows.execute();
        },
        key: (row) => row.user_id,
        show: ({ user_id, added_at }) => ({ user_id, added_at }),
      });
    },
  }),
  holderRoute(
    PATH,
    { id: "addGroupMember", method: "PUT", kind: "user", summary: "Puts a person into a group; again is no change." },
    requireGroupOf,
    addGroupMember,
  ),
  holderRoute(
    PATH,
    { id: "removeGroupMember", method: "DELETE", kind: "user", summary: "Takes a person out of a group." },
    requireGroupOf,
    removeGroupMember,
  ),
];

export const groupRoutes: readonly ApiRoute[] = [
  reading({
    id: "listGroups",
    path: PATH,
    summary: "Groups, in the order of their ids.",
    scope: "alldoor:roles:read",
    reach: "organization",
    query: ListQuery,
    answer: pageOf(GroupShape),
    read: ({ hub, caller, query }) =>
      pageByText(query, {
        name: "groups",
        async find(edge, most) {
          let rows = hub.db.query.selectFrom("groups").selectAll().orderBy("id").limit(most);
          if (edge !== undefined) rows = rows.where("id", ">", edge);
          if (caller.only !== null) rows = rows.where("organization_id", "=", caller.only);
          if (query.organization !== undefined) rows = rows.where("organization_id", "=", query.organization);
          if (query.name !== undefined) rows = rows.where("name_key", "=", tagKey(query.name));
          if (query.parent !== undefined) rows = rows.where("parent_id", "=", query.parent);
          return rows.execute();
        },
        key: (row) => row.id,
        show: (row) => showGroup(readGroup(row)),
      }),
  }),
  changing({
    id: "createGroup",
    method: "POST",
    path: PATH,
    summary: "Makes a group.",
    scope: "alldoor:roles:write",
    reach: "organization",
    status: 201,
    body: NewGroup,
    answer: GroupShape,
    mayRepeat: (reader, { caller }, answer) => requireGroupOf(reader, caller, idIn(answer)),
    change({ hub, caller, body }) {
      const wish = { ...tagIn(body), parentId: body.parent_id ?? null };
      return async (tx) => {
        const organizationId = await organizationFor(tx, caller, body.organization_id);
        return onTheWire({ parent: "parent_id" }, async () =>
          showGroup(await createGroup(tx, hub, caller.actor, organizationId, wish)),
        );
      };
    },
  }),
  reading({
    id: "getGroup",
    path: `${PATH}/:id`,
    summary: "One group.",
    scope: "alldoor:roles:read",
    reach: "organization",
    query: Nothing,
    answer: GroupShape,
    read: async ({ hub, caller, params }) => showGroup(await requireGroupOf(hub.db, caller, params.id)),
  }),
  changing({
    id: "changeGroup",
    method: "PATCH",
    path: `${PATH}/:id`,
    summary: "Changes what a group is called by people, and where it stands.",
    scope: "alldoor:roles:write",
    reach: "organization",
    status: 200,
    body: GroupChange,
    answer: GroupShape,
    current: async (reader, { caller, params }) => showGroup(await requireGroupOf(reader, caller, params.id)),
    change:
      ({ hub, caller, params, body }) =>
      async (tx) => {
        const group = await requireGroupOf(tx, caller, params.id);
        const { displayName, description } = tagIn({
          name: group.name,
          display_name: body.display_name ?? group.displayName,
          description: body.description ?? group.description,
        });
        const parentId = body.parent_id === undefined ? group.parentId : body.parent_id;
        return onTheWire({ parent: "parent_id" }, async () =>
          showGroup(await changeGroup(tx, hub, caller.actor, group.id, { displayName, description, parentId })),
        );
      },
  }),
  changing({
    id: "removeGroup",
    method: "DELETE",
    path: `${PATH}/:id`,
    summary: "Removes a group; those under it move up. One that an application requires stays.",
    scope: "alldoor:roles:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change:
      ({ hub, caller, params }) =>
      async (tx) => {
        const group = await requireGroupOf(tx, caller, params.id);
        await removeGroup(tx, hub, caller.actor, group.id);
      },
  }),
  ...memberRoutes,
];
