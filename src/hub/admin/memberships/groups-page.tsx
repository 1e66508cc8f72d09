/**
 * Groups: `GET /admin/groups` (searched by `q`), `GET /admin/groups/new`, `POST /admin/groups`, `GET|POST /admin/groups/:id`, and below
 * that `members`, `members/remove` and `remove` (POST).
 */
import type { Answer } from "../../../lib/endpoint.ts";
import { type FieldFaults, faultsOf, fieldRefusal, Refusal } from "../../../lib/errors.ts";
import { AdminGroupPage, type GroupValues } from "../../../pages/hub/admin/memberships/group.tsx";
import { AdminGroupsPage } from "../../../pages/hub/admin/memberships/groups.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { inGroupSince, listGroupMembers, listGroups } from "../../groups/list.ts";
import { addGroupMember, groupsBelow, removeGroupMember } from "../../groups/members.ts";
import {
  changeGroup,
  createGroup,
  findGroup,
  findGroupByName,
  type Group,
  removeGroup,
  requireGroup,
} from "../../groups/store.ts";
import { readTag } from "../../groups/tags.ts";
import { rolesOfGroup } from "../../roles/list.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS, type Told } from "../frame.ts";
import { pagesBeside } from "../paging.ts";
import { choicesOf, chosenOrganization, membersShown, namedPerson, organizationsOf, typedTag } from "./memberships.ts";

export const NEW_GROUP = `${SECTIONS.groups}/new`;
export const groupHref = (id: string): string => `${SECTIONS.groups}/${id}`;

export async function showGroups(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const q = query.get("q")?.trim().slice(0, 100) ?? "";
  const cursor = { after: query.get("after"), before: query.get("before") };
  const { rows, next, previous } = await listGroups(hub.db, { search: q, ...cursor });
  const organizations = await organizationsOf(hub.db);
  const aboveIds = rows.flatMap(({ parentId }) => (parentId === null ? [] : [parentId]));
  const above =
    aboveIds.length === 0
      ? []
      : await hub.db.query.selectFrom("groups").select(["id", "name"]).where("id", "in", aboveIds).execute();
  const page = (
    <AdminGroupsPage
      {...adminPage(context, { notices: ["group_removed"] })}
      q={q}
      searchAction={SECTIONS.groups}
      createHref={NEW_GROUP}
      groups={rows.map((group) => ({
        name: group.name,
        displayName: group.displayName,
        description: group.description,
        above: above.find(({ id }) => id === group.parentId)?.name ?? null,
        organization:
          organizations.length > 1
            ? (organizations.find(({ id }) => id === group.organizationId)?.displayName ?? null)
            : null,
        href: groupHref(group.id),
      }))}
      paging={pagesBeside(SECTIONS.groups, { previous, next }, { q: q || undefined })}
    />
  );
  return context.html(renderPage(page));
}

interface Drawn {
  readonly group: Group | null;
  readonly values: GroupValues;
  readonly fields?: FieldFaults;
  readonly told?: Told;
  readonly status?: number;
}

async function draw(context: PageContext, { group, values, fields = {}, told = {}, status = 200 }: Drawn) {
  const { db } = context.hub;
  const page = (
    <AdminGroupPage
      {...adminPage(context, status === 200 ? told : { error: "invalid" })}
      values={values}
      fieldErrors={fields}
      organizations={group ? [] : choicesOf(await organizationsOf(db))}
      action={group ? groupHref(group.id) : SECTIONS.groups}
      existing={
        group && {
          name: group.name,
          displayName: group.displayName,
          below: (await groupsBelow(db, group.id)).map(({ id, name }) => ({ name, href: groupHref(id) })),
          roles: (await rolesOfGroup(db, group.id)).map(({ id, name }) => ({ name, href: `${SECTIONS.roles}/${id}` })),
          members: await membersShown(context, {
            href: groupHref(group.id),
            organizationId: group.organizationId,
            list: (cursor) => listGroupMembers(db, group.id, cursor),
            since: (userId) => inGroupSince(db, group.id, userId),
          }),
          removeAction: `${groupHref(group.id)}/remove`,
        }
      }
    />
  );
  return context.html(renderPage(page), { status });
}

export const showNewGroup = (context: PageContext): Promise<Answer> =>
  draw(context, {
    group: null,
    values: { organization: "", name: "", display_name: "", description: "", parent: "" },
  });

/** The group above, by the name that was typed. @throws Refusal `field_invalid` with `fields`: `parent` */
async function parentOf({ hub, form }: PageContext, organizationId: string): Promise<string | null> {
  const name = form.get("parent").trim();
  if (name === "") return null;
  const parent = await findGroupByName(hub.db, organizationId, name);
  if (!parent) throw fieldRefusal({ parent: "unknown_name" });
  return parent.id;
}

export async function createGroupOf(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const typed = typedTag(form);
  try {
    const organization = chosenOrganization(form, await organizationsOf(hub.db));
    const wish = { ...readTag(typed), parentId: await parentOf(context, organization.id) };
    const group = await hub.db.write((tx) => createGroup(tx, hub, actorOf(context), organization.id, wish));
    return context.redirect(`${groupHref(group.id)}?notice=group_created`);
  } catch (error) {
    return draw(context, { group: null, values: { ...typed, parent: form.get("parent") }, ...faultsOf(error) });
  }
}

export async function showGroup(context: PageContext): Promise<Answer> {
  const { db } = context.hub;
  const group = await requireGroup(db, context.params.id ?? "");
  const above = group.parentId === null ? undefined : await findGroup(db, group.parentId);
  return draw(context, {
    group,
    values: {
      organization: "",
      name: group.name,
      display_name: group.displayName,
      description: group.description,
      parent: above?.name ?? "",
    },
    told: {
      notices: ["group_created", "saved", "member_added", "member_removed"],
      errors: ["still_required", "person_unknown"],
    },
  });
}

export async function saveGroup(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const group = await requireGroup(hub.db, params.id ?? "");
  const typed = { ...typedTag(form), name: group.name };
  try {
    const wish = { ...readTag(typed), parentId: await parentOf(context, group.organizationId) };
    await hub.db.write((tx) => changeGroup(tx, hub, actorOf(context), group.id, wish));
  } catch (error) {
    return draw(context, { group, values: { ...typed, parent: form.get("parent") }, ...faultsOf(error) });
  }
  return context.redirect(`${groupHref(group.id)}?notice=saved`);
}

export async function addToGroup(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const group = await requireGroup(hub.db, params.id ?? "");
  const user = await namedPerson(context, group.organizationId);
  if (!user) return context.redirect(`${groupHref(group.id)}?error=person_unknown`);
  await hub.db.write((tx) => addGroupMember(tx, hub, actorOf(context), group.id, user.id));
  return context.redirect(`${groupHref(group.id)}?notice=member_added`);
}

export async function takeFromGroup(context: PageContext): Promise<Answer> {
  const { hub, params, form } = context;
  const id = params.id ?? "";
  await hub.db.write((tx) => removeGroupMember(tx, hub, actorOf(context), id, form.get("user")));
  return context.redirect(`${groupHref(id)}?notice=member_removed`);
}

export async function removeGroupOf(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const id = params.id ?? "";
  try {
    await hub.db.write((tx) => removeGroup(tx, hub, actorOf(context), id));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "still_required") throw error;
    return context.redirect(`${groupHref(id)}?error=still_required`);
  }
  return context.redirect(`${SECTIONS.groups}?notice=group_removed`);
}
