/**
 * groups: people of an organization under one name. Owns the tables `groups` and `group_members`. A group may stand under
 * another, and whoever is in it is in those above it too (`hub/roles/memberships.ts` reads that); there is no circle, which is
 * looked after while the organization's row is locked, so that two who move groups at once don't make one.
 *
 * What is done here is an administrator's to do: each function works in the caller's transaction and writes its row of the
 * audit log. Whoever calls has the right.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal, Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import { type Actor, type AuditAction, type AuditEvent, recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { requireUnused } from "../roles/requirements.ts";
import { type Tag, tagKey } from "./tags.ts";

export type GroupDeps = Pick<Hub, "clock" | "ids">;

export interface Group extends Tag {
  readonly id: string;
  readonly organizationId: string;
  readonly parentId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const readGroup = (row: Selectable<Schema["groups"]>): Group => ({
  id: row.id,
  organizationId: row.organization_id,
  name: row.name,
  displayName: row.display_name,
  description: row.description,
  parentId: row.parent_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export async function findGroup(reader: Reader, id: string): Promise<Group | undefined> {
  const row = await reader.query.selectFrom("groups").selectAll().where("id", "=", id).executeTakeFirst();
  return row && readGroup(row);
}

export async function findGroupByName(
  reader: Reader,
  organizationId: string,
  name: string,
): Promise<Group | undefined> {
  const row = await reader.query
    .selectFrom("groups")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("name_key", "=", tagKey(name))
    .executeTakeFirst();
  return row && readGroup(row);
}

/** @throws Refusal `not_found` */
export async function requireGroup(reader: Reader, id: string): Promise<Group> {
  const group = await findGroup(reader, id);
  if (!group) throw new Refusal("not_found");
  return group;
}

const noteGroup = (
  tx: Writer,
  hub: GroupDeps,
  actor: Actor,
  action: AuditAction,
  group: Pick<Group, "id" | "name">,
  detail: AuditEvent["detail"] = {},
) =>
  recordEvent(tx, hub, {
    action,
    actorId: actor.userId,
    subject: { kind: "group", id: group.id },
    occasion: actor.occasion,
    detail: { name: group.name, ...detail },
  });

/** Levels from a group to the uppermost one. */
const DEEPEST = 10;

/** Nobody else moves groups of the organization until this transaction ends. */
const lockTree = (tx: Writer, organizationId: string) =>
  tx.query
    .updateTable("organizations")
    .set((is) => ({ created_at: is.ref("created_at") }))
    .where("id", "=", organizationId)
    .execute();

/**
 * That a group can stand there.
 * @param below How many levels there are from the group to the lowest one below it.
 * @throws Refusal `field_invalid` with `fields`: `parent`
 */
async function checkParent(
  tx: Writer,
  organizationId: string,
  groupId: string | null,
  parentId: string,
  below: number,
): Promise<void> {
  let above: string | null = parentId;
  for (let level = 1; above !== null; level += 1) {
    if (above === groupId) throw fieldRefusal({ parent: "invalid_choice" });
    if (level + below >= DEEPEST) throw fieldRefusal({ parent: "out_of_range" });
    const group: Group | undefined = await findGroup(tx, above);
    if (!group || group.organizationId !== organizationId) throw fieldRefusal({ parent: "invalid_choice" });
    above = group.parentId;
  }
}

/** How many levels there are below a group. */
async function levelsBelow(tx: Writer, id: string): Promise<number> {
  let ids = [id];
  for (let level = 0; ; level += 1) {
    const rows = await tx.query.selectFrom("groups").select("id").where("parent_id", "in", ids).execute();
    if (rows.length === 0 || level >= DEEPEST) return level;
    ids = rows.map((row) => row.id);
  }
}

export interface GroupWish extends Tag {
  readonly parentId: string | null;
}

/**
 * @param wish Read by `readTag`.
 * @throws Refusal `name_taken`, `field_invalid` with `fields`: `parent`
 */
export async function createGroup(
  tx: Writer,
  hub: GroupDeps,
  actor: Actor,
  organizationId: string,
  wish: GroupWish,
): Promise<Group> {
  await lockTree(tx, organizationId);
  if (wish.parentId !== null) await checkParent(tx, organizationId, null, wish.parentId, 0);
  const now = seconds(hub.clock);
  const row = {
    id: newUuid(),
    organization_id: organizationId,
    name: wish.name,
    name_key: tagKey(wish.name),
    display_name: wish.displayName,
    description: wish.description,
    parent_id: wish.parentId,
    created_at: now,
    updated_at: now,
  };
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("groups")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw fieldRefusal({ name: "taken" }, "name_taken");
  const group = readGroup(row);
  await noteGroup(tx, hub, actor, "group.created", group);
  return group;
}

/** Changes what a group is called by people and where it stands; its name stays. Nothing changed is nothing written. @throws Refusal `not_found`, `field_invalid` with `fields`: `parent` */
export async function changeGroup(
  tx: Writer,
  hub: GroupDeps,
  actor: Actor,
  id: string,
  { displayName, description, parentId }: Omit<GroupWish, "name">,
): Promise<Group> {
  const { organizationId } = await requireGroup(tx, id);
  await lockTree(tx, organizationId);
  const known = await requireGroup(tx, id);
  const changed = [
    ...(known.displayName === displayName ? [] : ["display_name"]),
    ...(known.description === description ? [] : ["description"]),
    ...(known.parentId === parentId ? [] : ["parent"]),
  ];
  if (changed.length === 0) return known;
  if (parentId !== null && parentId !== known.parentId)
    await checkParent(tx, organizationId, id, parentId, await levelsBelow(tx, id));
  const updated_at = seconds(hub.clock);
  await tx.query
    .updateTable("groups")
    .set({ display_name: displayName, description, parent_id: parentId, updated_at })
    .where("id", "=", id)
    .execute();
  const above = parentId === null ? undefined : await findGroup(tx, parentId);
  await noteGroup(tx, hub, actor, "group.updated", known, {
    changed: changed.join(" "),
    ...(changed.includes("parent") ? { parent: above?.name ?? null } : {}),
  });
  return { ...known, displayName, description, parentId, updatedAt: updated_at };
}

/** Removes a group: who was in it is not any more, and groups under it move up to where it stood. @throws Refusal `not_found`, `still_required` */
export async function removeGroup(tx: Writer, hub: GroupDeps, actor: Actor, id: string): Promise<void> {
  const { organizationId } = await requireGroup(tx, id);
  await lockTree(tx, organizationId);
  const group = await requireGroup(tx, id);
  await requireUnused(tx, "required_groups", organizationId, null, group.name);
  const { numDeletedRows } = await tx.query.deleteFrom("group_members").where("group_id", "=", id).executeTakeFirst();
  await tx.query.deleteFrom("role_groups").where("group_id", "=", id).execute();
  await tx.query.updateTable("groups").set({ parent_id: group.parentId }).where("parent_id", "=", id).execute();
  await tx.query.deleteFrom("groups").where("id", "=", id).execute();
  await noteGroup(tx, hub, actor, "group.deleted", group, { members: Number(numDeletedRows) });
}
