/** Who is in a group: people of its organization, added and taken out one by one. */
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import { holdUser } from "../users/store.ts";
import { type Group, type GroupDeps, requireGroup } from "./store.ts";

/** The group, which stays until this transaction ends. @throws Refusal `not_found` */
async function holdGroup(tx: Writer, id: string): Promise<Group> {
  await tx.query
    .updateTable("groups")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", id)
    .execute();
  return requireGroup(tx, id);
}

/** What happens to a person stands in the log as theirs. */
const noteMember = (
  tx: Writer,
  hub: GroupDeps,
  actor: Actor,
  action: "group.member-added" | "group.member-removed",
  group: Group,
  user: { readonly id: string },
) =>
  recordEvent(tx, hub, {
    action,
    actorId: actor.userId,
    subject: { kind: "user", id: user.id },
    occasion: actor.occasion,
    detail: { group: group.name, group_id: group.id },
  });

/**
 * Again is no change.
 * @returns whether the person was not in it before.
 * @throws Refusal `not_found`; `field_invalid` with `fields`: `user`, for nobody of the group's organization
 */
export async function addGroupMember(
  tx: Writer,
  hub: GroupDeps,
  actor: Actor,
  groupId: string,
  userId: string,
): Promise<boolean> {
  const group = await holdGroup(tx, groupId);
  const user = await holdUser(tx, userId);
  if (user?.organizationId !== group.organizationId) throw fieldRefusal({ user: "invalid_choice" });
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("group_members")
    .values({ group_id: group.id, user_id: user.id, added_at: seconds(hub.clock) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await noteMember(tx, hub, actor, "group.member-added", group, user);
  return true;
}

/** What applications hold keeps what it says until it is issued anew. @returns whether the person was in it. @throws Refusal `not_found` */
export async function removeGroupMember(
  tx: Writer,
  hub: GroupDeps,
  actor: Actor,
  groupId: string,
  userId: string,
): Promise<boolean> {
  const group = await requireGroup(tx, groupId);
  const { numDeletedRows } = await tx.query
    .deleteFrom("group_members")
    .where("group_id", "=", groupId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (numDeletedRows !== 1n) return false;
  await noteMember(tx, hub, actor, "group.member-removed", group, { id: userId });
  return true;
}

/** The groups that stand under one, by name. */
export async function groupsBelow(reader: Reader, id: string): Promise<{ id: string; name: string }[]> {
  return reader.query
    .selectFrom("groups")
    .select(["id", "name"])
    .where("parent_id", "=", id)
    .orderBy("name_key")
    .limit(200)
    .execute();
}
