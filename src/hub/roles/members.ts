/** Who has a role: people and groups of its organization, given and taken one by one. */
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import { findGroup } from "../groups/store.ts";
import { holdUser } from "../users/store.ts";
import { holdRole, noteRole, type Role, type RoleDeps, requireRole } from "./store.ts";

/** What happens to a person stands in the log as theirs. */
const noteMember = (
  tx: Writer,
  hub: RoleDeps,
  actor: Actor,
  action: "role.member-added" | "role.member-removed",
  role: Role,
  user: { readonly id: string },
) =>
  recordEvent(tx, hub, {
    action,
    actorId: actor.userId,
    subject: { kind: "user", id: user.id },
    clientId: role.clientId ?? undefined,
    occasion: actor.occasion,
    detail: { role: role.name, role_id: role.id },
  });

/**
 * Gives a role to a person. Again is no change.
 * @returns whether they did not have it by themselves before.
 * @throws Refusal `not_found`; `field_invalid` with `fields`: `user`, for nobody of the role's organization
 */
export async function addRoleMember(
  tx: Writer,
  hub: RoleDeps,
  actor: Actor,
  roleId: string,
  userId: string,
): Promise<boolean> {
  const role = await holdRole(tx, roleId);
  const user = await holdUser(tx, userId);
  if (user?.organizationId !== role.organizationId) throw fieldRefusal({ user: "invalid_choice" });
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("role_members")
    .values({ role_id: role.id, user_id: user.id, added_at: seconds(hub.clock) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await noteMember(tx, hub, actor, "role.member-added", role, user);
  return true;
}

/** Takes a role from a person, who may have it through a group all the same. @returns whether they had it. @throws Refusal `not_found` */
export async function removeRoleMember(
  tx: Writer,
  hub: RoleDeps,
  actor: Actor,
  roleId: string,
  userId: string,
): Promise<boolean> {
  const role = await requireRole(tx, roleId);
  const { numDeletedRows } = await tx.query
    .deleteFrom("role_members")
    .where("role_id", "=", roleId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (numDeletedRows !== 1n) return false;
  await noteMember(tx, hub, actor, "role.member-removed", role, { id: userId });
  return true;
}

/**
 * Gives a role to everybody in a group. Again is no change.
 * @throws Refusal `not_found`; `field_invalid` with `fields`: `group`, for none of the role's organization
 */
export async function addRoleGroup(
  tx: Writer,
  hub: RoleDeps,
  actor: Actor,
  roleId: string,
  groupId: string,
): Promise<boolean> {
  const role = await holdRole(tx, roleId);
  const group = await findGroup(tx, groupId);
  if (group?.organizationId !== role.organizationId) throw fieldRefusal({ group: "invalid_choice" });
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("role_groups")
    .values({ role_id: role.id, group_id: group.id, added_at: seconds(hub.clock) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await noteRole(tx, hub, actor, "role.group-added", role, { group: group.name });
  return true;
}

/** @returns whether the group had it. @throws Refusal `not_found` */
export async function removeRoleGroup(
  tx: Writer,
  hub: RoleDeps,
  actor: Actor,
  roleId: string,
  groupId: string,
): Promise<boolean> {
  const role = await requireRole(tx, roleId);
  const { numDeletedRows } = await tx.query
    .deleteFrom("role_groups")
    .where("role_id", "=", roleId)
    .where("group_id", "=", groupId)
    .executeTakeFirst();
  if (numDeletedRows !== 1n) return false;
  const group = await findGroup(tx, groupId);
  await noteRole(tx, hub, actor, "role.group-removed", role, { group: group?.name ?? groupId });
  return true;
}

/** The groups that have a role, by name. @param most How many of them. */
export async function groupsOfRole(
  reader: Reader,
  roleId: string,
  most = 200,
): Promise<{ id: string; name: string }[]> {
  return reader.query
    .selectFrom("role_groups")
    .innerJoin("groups", "groups.id", "role_groups.group_id")
    .select(["groups.id", "groups.name"])
    .where("role_groups.role_id", "=", roleId)
    .orderBy("groups.name_key")
    .limit(most)
    .execute();
}
