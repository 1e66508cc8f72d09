/**
 * Clients that registered themselves and that nobody has ever used: anybody may make them where registration is open, so there are
 * only so many at a time, and each goes after the policy's days. One is of use as soon as anybody let it in or it was given
 * anything, and as soon as an administrator has taken it on; then it stays.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { deleteClient } from "./store.ts";

/** Whether an organization has as many unused ones as it may have. */
export async function areTooManyUnused(reader: Reader, organizationId: string, most: number): Promise<boolean> {
  const some = reader.query
    .selectFrom("client_registrations as registration")
    .innerJoin("clients", "clients.id", "registration.client_id")
    .select("clients.id")
    .where("registration.kind", "=", "registered")
    .where("registration.fresh_until", "is not", null)
    .where("clients.organization_id", "=", organizationId)
    .limit(most)
    .as("some");
  const row = await reader.query
    .selectFrom(some)
    .select((is) => is.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count) >= most;
}

/** Registrations whose time without use is over, with whether they were of use after all. */
const overdue = (tx: Writer, now: number, most: number) =>
  tx.query
    .selectFrom("client_registrations as registration")
    .innerJoin("clients", "clients.id", "registration.client_id")
    .select(["clients.id", "clients.client_id", "clients.name", "clients.consent", "clients.dangers"])
    .select((is) => [
      is
        .exists(is.selectFrom("consents").select("user_id").whereRef("client_id", "=", "clients.id"))
        .as("has_consents"),
      is
        .exists(is.selectFrom("resource_consents").select("user_id").whereRef("client_id", "=", "clients.id"))
        .as("has_resource_consents"),
      is.exists(is.selectFrom("grants").select("id").whereRef("client_id", "=", "clients.id")).as("has_grants"),
      is
        .exists(is.selectFrom("client_permissions").select("permission").whereRef("client_id", "=", "clients.id"))
        .as("has_permissions"),
    ])
    .where("registration.kind", "=", "registered")
    .where("registration.fresh_until", "<", now)
    // Switched off is how an administrator wants it to be.
    .where("clients.disabled_at", "is", null)
    .orderBy("registration.fresh_until")
    .limit(most)
    .execute();

type Overdue = Awaited<ReturnType<typeof overdue>>[number];

const isOfUse = (row: Overdue): boolean =>
  [row.has_consents, row.has_resource_consents, row.has_grants, row.has_permissions].some(Boolean) ||
  row.consent !== "always" ||
  row.dangers !== "[]";

/** Removes those whose time is over, and lets go of those that were of use. @returns how many it looked at */
export async function pruneUnused(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  now: number,
  most: number,
): Promise<number> {
  const rows = await overdue(tx, now, most);
  for (const row of rows) await (isOfUse(row) ? keep(tx, row.id) : remove(tx, hub, row));
  return rows.length;
}

const keep = (tx: Writer, id: string) =>
  tx.query.updateTable("client_registrations").set({ fresh_until: null }).where("client_id", "=", id).execute();

async function remove(tx: Writer, hub: Pick<Hub, "clock" | "ids">, row: Overdue): Promise<void> {
  try {
    await deleteClient(tx, row.id);
  } catch (error) {
    // Another hub that tidies was faster, and has told of it.
    if (error instanceof Refusal && error.code === "not_found") return;
    throw error;
  }
  await recordEvent(tx, hub, {
    action: "client.deleted",
    subject: { kind: "client", id: row.id },
    clientId: row.id,
    detail: { name: row.name, client_id: row.client_id, by: "unused" },
  });
}
