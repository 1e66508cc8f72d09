/**
 * Roles: `GET /admin/roles` (searched by `q`), `GET /admin/roles/new`, `POST /admin/roles`, `GET|POST /admin/roles/:id`, and below that
 * `members`, `members/remove`, `groups`, `groups/remove` and `remove` (POST).
 */
import type { Answer } from "../../../lib/endpoint.ts";
import { type FieldFaults, faultsOf, fieldRefusal, Refusal } from "../../../lib/errors.ts";
import { AdminRolePage, type RoleValues } from "../../../pages/hub/admin/memberships/role.tsx";
import { AdminRolesPage } from "../../../pages/hub/admin/memberships/roles.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { findClient, findClientByRowId } from "../../clients/store.ts";
import { findGroupByName } from "../../groups/store.ts";
import { readTag } from "../../groups/tags.ts";
import type { Hub } from "../../hub.ts";
import { hasRoleSince, listRoleMembers, listRoles } from "../../roles/list.ts";
import { addRoleGroup, addRoleMember, groupsOfRole, removeRoleGroup, removeRoleMember } from "../../roles/members.ts";
import { changeRole, createRole, type Role, removeRole, requireRole } from "../../roles/store.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS, type Told } from "../frame.ts";
import { pagesBeside } from "../paging.ts";
import { groupHref } from "./groups-page.tsx";
import { choicesOf, chosenOrganization, membersShown, namedPerson, organizationsOf, typedTag } from "./memberships.ts";

export const NEW_ROLE = `${SECTIONS.roles}/new`;
export const roleHref = (id: string): string => `${SECTIONS.roles}/${id}`;

/** Names of the applications whose roles are among these, by their rows. */
export async function applicationsOf(
  { db }: Pick<Hub, "db">,
  roles: readonly { readonly clientId: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(roles.flatMap(({ clientId }) => (clientId === null ? [] : [clientId])))];
  if (ids.length === 0) return new Map();
  const rows = await db.query.selectFrom("clients").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function showRoles(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const q = query.get("q")?.trim().slice(0, 100) ?? "";
  const cursor = { after: query.get("after"), before: query.get("before") };
  const { rows, next, previous } = await listRoles(hub.db, { search: q, ...cursor });
  const organizations = await organizationsOf(hub.db);
  const applications = await applicationsOf(hub, rows);
  const page = (
    <AdminRolesPage
      {...adminPage(context, { notices: ["role_removed"] })}
      q={q}
      searchAction={SECTIONS.roles}
      createHref={NEW_ROLE}
      roles={rows.map((role) => ({
        name: role.name,
        displayName: role.displayName,
        description: role.description,
        application: role.clientId === null ? null : (applications.get(role.clientId) ?? ""),
        organization:
          organizations.length > 1
            ? (organizations.find(({ id }) => id === role.organizationId)?.displayName ?? null)
            : null,
        href: roleHref(role.id),
      }))}
      paging={pagesBeside(SECTIONS.roles, { previous, next }, { q: q || undefined })}
    />
  );
  return context.html(renderPage(page));
}

interface Drawn {
  readonly role: Role | null;
  readonly values: RoleValues;
  readonly fields?: FieldFaults;
  readonly told?: Told;
  readonly status?: number;
}

async function existingOf(context: PageContext, role: Role) {
  const { db } = context.hub;
  const href = roleHref(role.id);
  const client = role.clientId === null ? undefined : await findClientByRowId(db, role.clientId);
  return {
    name: role.name,
    displayName: role.displayName,
    application: role.clientId === null ? null : (client?.name ?? ""),
    groups: (await groupsOfRole(db, role.id)).map(({ id, name }) => ({ id, name, href: groupHref(id) })),
    addGroupAction: `${href}/groups`,
    takeGroupAction: `${href}/groups/remove`,
    members: await membersShown(context, {
      href,
      organizationId: role.organizationId,
      list: (cursor) => listRoleMembers(db, role.id, cursor),
      since: (userId) => hasRoleSince(db, role.id, userId),
    }),
    removeAction: `${href}/remove`,
  };
}

async function draw(context: PageContext, { role, values, fields = {}, told = {}, status = 200 }: Drawn) {
  const page = (
    <AdminRolePage
      {...adminPage(context, status === 200 ? told : { error: "invalid" })}
      values={values}
      fieldErrors={fields}
      organizations={role ? [] : choicesOf(await organizationsOf(context.hub.db))}
      action={role ? roleHref(role.id) : SECTIONS.roles}
      existing={role && (await existingOf(context, role))}
    />
  );
  return context.html(renderPage(page), { status });
}

export const showNewRole = (context: PageContext): Promise<Answer> =>
  draw(context, {
    role: null,
    values: {
      organization: "",
      name: "",
      display_name: "",
      description: "",
      application: context.query.get("application")?.slice(0, 500) ?? "",
    },
  });

/** Where a new role belongs: with an application, to its organization. @throws Refusal `field_invalid` with `fields`: `application`, `organization` */
async function placeOf({ hub, form }: PageContext) {
  const clientId = form.get("application").trim();
  if (clientId === "") {
    const { id } = chosenOrganization(form, await organizationsOf(hub.db));
    return { organizationId: id, clientRowId: null };
  }
  const client = await findClient(hub.db, clientId);
  if (!client) throw fieldRefusal({ application: "unknown_name" });
  return { organizationId: client.organizationId, clientRowId: client.id };
}

export async function createRoleOf(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const typed = typedTag(form);
  try {
    const wish = readTag(typed);
    const { organizationId, clientRowId } = await placeOf(context);
    const role = await hub.db.write((tx) => createRole(tx, hub, actorOf(context), organizationId, clientRowId, wish));
    return context.redirect(`${roleHref(role.id)}?notice=role_created`);
  } catch (error) {
    return draw(context, {
      role: null,
      values: { ...typed, application: form.get("application") },
      ...faultsOf(error),
    });
  }
}

export async function showRole(context: PageContext): Promise<Answer> {
  const role = await requireRole(context.hub.db, context.params.id ?? "");
  return draw(context, {
    role,
    values: {
      organization: "",
      name: role.name,
      display_name: role.displayName,
      description: role.description,
      application: "",
    },
    told: {
      notices: ["role_created", "saved", "member_added", "member_removed", "role_group_added", "role_group_removed"],
      errors: ["still_required", "person_unknown", "group_unknown"],
    },
  });
}

export async function saveRole(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const role = await requireRole(hub.db, params.id ?? "");
  const typed = { ...typedTag(form), name: role.name };
  try {
    const wish = readTag(typed);
    await hub.db.write((tx) => changeRole(tx, hub, actorOf(context), role.id, wish));
  } catch (error) {
    return draw(context, { role, values: { ...typed, application: "" }, ...faultsOf(error) });
  }
  return context.redirect(`${roleHref(role.id)}?notice=saved`);
}

export async function giveRole(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const role = await requireRole(hub.db, params.id ?? "");
  const user = await namedPerson(context, role.organizationId);
  if (!user) return context.redirect(`${roleHref(role.id)}?error=person_unknown`);
  await hub.db.write((tx) => addRoleMember(tx, hub, actorOf(context), role.id, user.id));
  return context.redirect(`${roleHref(role.id)}?notice=member_added`);
}

export async function takeRole(context: PageContext): Promise<Answer> {
  const { hub, params, form } = context;
  const id = params.id ?? "";
  await hub.db.write((tx) => removeRoleMember(tx, hub, actorOf(context), id, form.get("user")));
  return context.redirect(`${roleHref(id)}?notice=member_removed`);
}

export async function giveRoleToGroup(context: PageContext): Promise<Answer> {
  const { hub, params, form } = context;
  const role = await requireRole(hub.db, params.id ?? "");
  const group = await findGroupByName(hub.db, role.organizationId, form.get("group").trim());
  if (!group) return context.redirect(`${roleHref(role.id)}?error=group_unknown`);
  await hub.db.write((tx) => addRoleGroup(tx, hub, actorOf(context), role.id, group.id));
  return context.redirect(`${roleHref(role.id)}?notice=role_group_added`);
}

export async function takeRoleFromGroup(context: PageContext): Promise<Answer> {
  const { hub, params, form } = context;
  const id = params.id ?? "";
  await hub.db.write((tx) => removeRoleGroup(tx, hub, actorOf(context), id, form.get("group")));
  return context.redirect(`${roleHref(id)}?notice=role_group_removed`);
}

export async function removeRoleOf(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const id = params.id ?? "";
  try {
    await hub.db.write((tx) => removeRole(tx, hub, actorOf(context), id));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "still_required") throw error;
    return context.redirect(`${roleHref(id)}?error=still_required`);
  }
  return context.redirect(`${SECTIONS.roles}?notice=role_removed`);
}
