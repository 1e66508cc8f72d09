/** `/api/v1/roles`: roles of an organization and of its applications, and who has them: people, and groups. */
import { z } from "zod";
import { tagKey } from "../groups/tags.ts";
import { addRoleGroup, addRoleMember, removeRoleGroup, removeRoleMember } from "../roles/members.ts";
import { groupsHeld, rolesHeld } from "../roles/memberships.ts";
import { changeRole, createRole, readRole, removeRole } from "../roles/store.ts";
import { pageByText } from "./cursor.ts";
import {
  holderRoute,
  MemberShape,
  NewRole,
  onTheWire,
  organizationFor,
  RoleChange,
  RoleShape,
  requireRoleOf,
  showRole,
  tagIn,
} from "./group-shapes.ts";
import type { ApiRoute } from "./route.ts";
import { changing, id, idIn, Nothing, Paging, pageOf, paging, reading, seconds } from "./schema.ts";
import { requireUser } from "./users.ts";

const PATH = "/api/v1/roles";

const ListQuery = z.strictObject({
  ...paging,
  organization: id.optional().describe("The id of an organization."),
  application: id.optional().describe("The id of an application: the roles that are its own."),
  name: z.string().max(100).optional().describe("Exactly this name."),
});

const Membership = z.strictObject({
  id,
  name: z.string(),
  display_name: z.string(),
  direct: z.boolean().describe("By itself, and not only through a group."),
});

const holderRoutes: readonly ApiRoute[] = [
  reading({
    id: "listRoleMembers",
    path: `${PATH}/:id/users`,
    summary: "The people who have a role themselves, in the order of their ids.",
    scope: "alldoor:roles:read",
    reach: "organization",
    query: Paging,
    answer: pageOf(MemberShape),
    async read({ hub, caller, params, query }) {
      const role = await requireRoleOf(hub.db, caller, params.id);
      return pageByText(query, {
        name: `people of ${role.id}`,
        async find(edge, most) {
          let rows = hub.db.query
            .selectFrom("role_members")
            .select(["user_id", "added_at"])
            .where("role_id", "=", role.id)
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
    { id: "addRoleMember", method: "PUT", kind: "user", summary: "Gives a role to a person; again is no change." },
    requireRoleOf,
    addRoleMember,
  ),
  holderRoute(
    PATH,
    { id: "removeRoleMember", method: "DELETE", kind: "user", summary: "Takes a role from a person." },
    requireRoleOf,
    removeRoleMember,
  ),
  reading({
    id: "listRoleGroups",
    path: `${PATH}/:id/groups`,
    summary: "The groups that have a role, in the order of their ids.",
    scope: "alldoor:roles:read",
    reach: "organization",
    query: Paging,
    answer: pageOf(z.strictObject({ group_id: id, added_at: seconds })),
    async read({ hub, caller, params, query }) {
      const role = await requireRoleOf(hub.db, caller, params.id);
      return pageByText(query, {
        name: `groups of ${role.id}`,
        async find(edge, most) {
          let rows = hub.db.query
            .selectFrom("role_groups")
            .select(["group_id", "added_at"])
            .where("role_id", "=", role.id)
            .orderBy("group_id")
            .limit(most);
          if (edge !== undefined) rows = rows.where("group_id", ">", edge);
          return rows.execute();
        },
        key: (row) => row.group_id,
        show: ({ group_id, added_at }) => ({ group_id, added_at }),
      });
    },
  }),
  holderRoute(
    PATH,
    {
      id: "addRoleGroup",
      method: "PUT",
      kind: "group",
      summary: "Gives a role to everybody in a group; again is no change.",
    },
    requireRoleOf,
    addRoleGroup,
  ),
  holderRoute(
    PATH,
    { id: "removeRoleGroup", method: "DELETE", kind: "group", summary: "Takes a role from a group." },
    requireRoleOf,
    removeRoleGroup,
  ),
  reading({
    id: "getMemberships",
    path: "/api/v1/users/:id/memberships",
    summary: "The groups and roles that a person has, by themselves and through groups.",
    scope: "alldoor:roles:read",
    reach: "organization",
    query: Nothing,
    answer: z.strictObject({
      groups: z.array(Membership),
      roles: z.array(z.strictObject({ ...Membership.shape, application_id: id.nullable() })),
    }),
    async read({ hub, caller, params }) {
      const user = await requireUser(hub.db, caller, params.id);
      const [groups, roles] = [await groupsHeld(hub.db, user.id), await rolesHeld(hub.db, user.id)];
      return {
        groups: groups.map((group) => ({
          id: group.id,
          name: group.name,
          display_name: group.displayName,
          direct: group.direct,
        })),
        roles: roles.map((role) => ({
          id: role.id,
          name: role.name,
          display_name: role.displayName,
          direct: role.direct,
          application_id: role.clientId,
        })),
      };
    },
  }),
];

export const roleRoutes: readonly ApiRoute[] = [
  reading({
    id: "listRoles",
    path: PATH,
    summary: "Roles, in the order of their ids.",
    scope: "alldoor:roles:read",
    reach: "organization",
    query: ListQuery,
    answer: pageOf(RoleShape),
    read: ({ hub, caller, query }) =>
      pageByText(query, {
        name: "roles",
        async find(edge, most) {
          let rows = hub.db.query.selectFrom("roles").selectAll().orderBy("id").limit(most);
          if (edge !== undefined) rows = rows.where("id", ">", edge);
          if (caller.only !== null) rows = rows.where("organization_id", "=", caller.only);
          if (query.organization !== undefined) rows = rows.where("organization_id", "=", query.organization);
          if (query.application !== undefined) rows = rows.where("client_id", "=", query.application);
          if (query.name !== undefined) rows = rows.where("name_key", "=", tagKey(query.name));
          return rows.execute();
        },
        key: (row) => row.id,
        show: (row) => showRole(readRole(row)),
      }),
  }),
  changing({
    id: "createRole",
    method: "POST",
    path: PATH,
    summary: "Makes a role of the organization, or of one of its applications.",
    scope: "alldoor:roles:write",
    reach: "organization",
    status: 201,
    body: NewRole,
    answer: RoleShape,
    mayRepeat: (reader, { caller }, answer) => requireRoleOf(reader, caller, idIn(answer)),
    change({ hub, caller, body }) {
      const wish = tagIn(body);
      return async (tx) => {
        const organizationId = await organizationFor(tx, caller, body.organization_id);
        return onTheWire({ application: "application_id" }, async () =>
          showRole(await createRole(tx, hub, caller.actor, organizationId, body.application_id ?? null, wish)),
        );
      };
    },
  }),
  reading({
    id: "getRole",
    path: `${PATH}/:id`,
    summary: "One role.",
    scope: "alldoor:roles:read",
    reach: "organization",
    query: Nothing,
    answer: RoleShape,
    read: async ({ hub, caller, params }) => showRole(await requireRoleOf(hub.db, caller, params.id)),
  }),
  changing({
    id: "changeRole",
    method: "PATCH",
    path: `${PATH}/:id`,
    summary: "Changes what a role is called by people.",
    scope: "alldoor:roles:write",
    reach: "organization",
    status: 200,
    body: RoleChange,
    answer: RoleShape,
    current: async (reader, { caller, params }) => showRole(await requireRoleOf(reader, caller, params.id)),
    change:
      ({ hub, caller, params, body }) =>
      async (tx) => {
        const role = await requireRoleOf(tx, caller, params.id);
        const wish = tagIn({
          name: role.name,
          display_name: body.display_name ?? role.displayName,
          description: body.description ?? role.description,
        });
        return showRole(await changeRole(tx, hub, caller.actor, role.id, wish));
      },
  }),
  changing({
    id: "removeRole",
    method: "DELETE",
    path: `${PATH}/:id`,
    summary: "Removes a role from everybody who has it. One that an application requires stays.",
    scope: "alldoor:roles:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change:
      ({ hub, caller, params }) =>
      async (tx) => {
        const role = await requireRoleOf(tx, caller, params.id);
        await removeRole(tx, hub, caller.actor, role.id);
      },
  }),
  ...holderRoutes,
];
