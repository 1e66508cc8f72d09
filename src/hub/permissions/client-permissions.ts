/**
 * What applications may do besides signing people in: given by an administrator, one by one, and nothing unless it is given. It
 * is no part of a client's settings, so that neither a registration (RFC 7591) nor a form about settings can say it.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import type { Client } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import { CLIENT_PERMISSIONS, type ClientPermission, isClientPermission } from "./scopes.ts";

const ofClient = statement<{ clientId: string }>()((db, p) =>
  db.selectFrom("client_permissions").select("permission").where("client_id", "=", p("clientId")),
);

/** @param clientRowId The client's row. @returns what it may do, in the order of lists. */
export async function permissionsOf(reader: Reader, clientRowId: string): Promise<readonly ClientPermission[]> {
  const given = new Set((await reader.all(ofClient, { clientId: clientRowId })).map((row) => row.permission));
  return CLIENT_PERMISSIONS.filter((permission) => given.has(permission));
}

/**
 * Replaces what an application may do. What it holds already counts by the new permissions from the next call on.
 * @throws Refusal `field_invalid` for permissions that there are not, and for an application that can't keep a secret
 */
export async function changePermissions(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  actor: Actor,
  client: Pick<Client, "id" | "type" | "name" | "clientId">,
  wish: readonly string[],
): Promise<readonly ClientPermission[]> {
  if (!wish.every(isClientPermission)) throw fieldRefusal({ permissions: "invalid_choice" });
  if (client.type !== "confidential" && wish.length > 0) throw fieldRefusal({ permissions: "invalid" });
  // Locks the client's row, so that two changes at once come one after the other.
  await tx.query
    .updateTable("clients")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", client.id)
    .execute();
  const before = await permissionsOf(tx, client.id);
  const permissions = CLIENT_PERMISSIONS.filter((permission) => wish.includes(permission));
  if (before.join(" ") === permissions.join(" ")) return permissions;
  await tx.query.deleteFrom("client_permissions").where("client_id", "=", client.id).execute();
  const granted_at = seconds(hub.clock);
  if (permissions.length > 0)
    await tx.query
      .insertInto("client_permissions")
      .values(permissions.map((permission) => ({ client_id: client.id, permission, granted_at })))
      .execute();
  await recordEvent(tx, hub, {
    action: "client.permissions-changed",
    actorId: actor.userId,
    subject: { kind: "client", id: client.id },
    clientId: client.id,
    occasion: actor.occasion,
    detail: { name: client.name, client_id: client.clientId, permissions: permissions.join(" ") },
  });
  return permissions;
}
