/**
 * The roles themselves: made, changed and removed by an administrator, each in the caller's transaction with its row of the audit
 * log. A role belongs to an organization and is told to each of its applications, or to one application and is told to no other.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal, Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import { type Actor, type AuditAction, type AuditEvent, recordEvent } from "../audit/audit.ts";
import { type Tag, tagKey } from "../groups/tags.ts";
import type { Hub } from "../hub.ts";
import { requireUnused } from "./requirements.ts";

export type RoleDeps = Pick<Hub, "clock" | "ids">;

export interface Role extends Tag {
  readonly id: string;
  readonly organizationId: string;
  /** The client's row, where it is the role of one. */
  readonly clientId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const readRole = (row: Selectable<Schema["roles"]>): Role => ({
  id: row.id,
  organizationId: row.organization_id,
  clientId: row.client_id,
  name: row.name,
  displayName: row.display_name,
  description: row.description,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export async function findRole(reader: Reader, id: string): Promise<Role | undefined> {
  const row = await reader.query.selectFrom("roles").selectAll().where("id", "=", id).executeTakeFirst();
  return row && readRole(row);
}

/** @param clientId The client's row, or `null` for a role of the organization. */
export async function findRoleByName(
  reader: Reader,
  organizationId: string,
  clientId: string | null,
  name: string,
): Promise<Role | undefined> {
  const row = await reader.query
    .selectFrom("roles")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("name_key", "=", tagKey(name))
    .where("client_id", clientId === null ? "is" : "=", clientId)
    .executeTakeFirst();
  return row && readRole(row);
}

/** @throws Refusal `not_found` */
export async function requireRole(reader: Reader, id: string): Promise<Role> {
  const role = await findRole(reader, id);
  if (!role) throw new Refusal("not_found");
  return role;
}

export const noteRole = (
  tx: Writer,
  hub: RoleDeps,
  actor: Actor,
  action: AuditAction,
  role: Pick<Role, "id" | "name" | "clientId">,
  detail: AuditEvent["detail"] = {},
) =>
  recordEvent(tx, hub, {
    action,
    actorId: actor.userId,
    subject: { kind: "role", id: role.id },
    clientId: role.clientId ?? undefined,
    occasion: actor.occasion,
    detail: { name: role.name, ...detail },
  });

/**
 * @param clientId The client's row whose role it is; `null` for a role of the organization.
 * @param wish Read by `readTag`.
 * @throws Refusal `name_taken`; `field_invalid` with `fields`: `application`, for one that is not of the organization
 */
export async function createRole(
  tx: Writer,
  hub: RoleDeps,
  actor: Actor,
  organizationId: string,
  clientId: string | null,
  wish: Tag,
): Promise<Role> {
  if (clientId !== null && !(await holdClient(tx, organizationId, clientId)))
    throw fieldRefusal({ application: "invalid_choice" });
  const now = seconds(hub.clock);
  const row = {
    id: newUuid(),
    organization_id: organizationId,
    client_id: clientId,
    name: wish.name,
    name_key: tagKey(wish.name),
    display_name: wish.displayName,
    description: wish.description,
    created_at: now,
    updated_at: now,
  };
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("roles")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw fieldRefusal({ name: "taken" }, "name_taken");
  const role = readRole(row);
  await noteRole(tx, hub, actor, "role.created", role);
  return role;
}

/** The client is there until this transaction ends, so that its role is not left behind. @returns whether it is of the organization */
async function holdClient(tx: Writer, organizationId: string, clientId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable("clients")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", clientId)
    .where("organization_id", "=", organizationId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Changes what a role is called by people; its name stays. Nothing changed is nothing written. @throws Refusal `not_found` */
export async function changeRole(
  tx: Writer,
  hub: RoleDeps,
  actor: Actor,
  id: string,
  { displayName, description }: Omit<Tag, "name">,
): Promise<Role> {
  const known = await requireRole(tx, id);
  const changed = [
    ...(known.displayName === displayName ? [] : ["display_name"]),
    ...(known.description === description ? [] : ["description"]),
  ];
  if (changed.length === 0) return known;
  const updatedAt = seconds(hub.clock);
  await tx.query
    .updateTable("roles")
    .set({ display_name: displayName, description, updated_at: updatedAt })
    .where("id", "=", id)
    .execute();
  await noteRole(tx, hub, actor, "role.updated", known, { changed: changed.join(" ") });
  return { ...known, displayName, description, updatedAt };
}

/** Removes a role from everybody who has it. @throws Refusal `not_found`, `still_required` */
export async function removeRole(tx: Writer, hub: RoleDeps, actor: Actor, id: string): Promise<void> {
  const role = await holdRole(tx, id);
  await requireUnused(tx, "required_roles", role.organizationId, role.clientId, role.name);
  const { numDeletedRows } = await tx.query.deleteFrom("role_members").where("role_id", "=", id).executeTakeFirst();
  await tx.query.deleteFrom("role_groups").where("role_id", "=", id).execute();
  await tx.query.deleteFrom("roles").where("id", "=", id).execute();
  await noteRole(tx, hub, actor, "role.deleted", role, { members: Number(numDeletedRows) });
}

/** The role, which stays until this transaction ends. @throws Refusal `not_found` */
export async function holdRole(tx: Writer, id: string): Promise<Role> {
  await tx.query
    .updateTable("roles")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", id)
    .execute();
  return requireRole(tx, id);
}
