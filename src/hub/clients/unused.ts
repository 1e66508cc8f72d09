/**
 * Clients that registered themselves and that nobody has ever used: anybody may make them where registration is open, so there are
 * only so many at a time, and each goes after the policy's days. One is of use as soon as anybody let it in or it was given
 * anything, and as soon as an administrator has taken it on; then it stays.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { DEVICE_GRANT } from "./settings.ts";
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

/**
 * Lets go of those that were let in or given anything, while that can still be seen: consents are taken back, and what had no refresh
 * token is pruned a day after its end.
 */
const keepUsed = (tx: Writer) =>
  tx.query
    .updateTable("client_registrations")
    .set({ fresh_until: null })
    .where("kind", "=", "registered")
    .where("fresh_until", "is not", null)
    .where((is) =>
      is.or(
        (["consents", "resource_consents", "grants", "client_permissions"] as const).map((table) =>
          is.exists(
            is
              .selectFrom(table)
              .select(`${table}.client_id`)
              .whereRef(`${table}.client_id`, "=", "client_registrations.client_id"),
          ),
        ),
      ),
    )
    .execute();

/** Registrations whose time without use is over. */
const overdue = (tx: Writer, now: number, most: number) =>
  tx.query
    .selectFrom("client_registrations as registration")
    .innerJoin("clients", "clients.id", "registration.client_id")
    .select([
      "clients.id",
      "clients.client_id",
      "clients.name",
      "clients.consent",
      "clients.dangers",
      "clients.grant_types",
    ])
    .where("registration.kind", "=", "registered")
    .where("registration.fresh_until", "<", now)
    // Switched off is how an administrator wants it to be.
    .where("clients.disabled_at", "is", null)
    .orderBy("registration.fresh_until")
    .limit(most)
    .execute();

type Overdue = Awaited<ReturnType<typeof overdue>>[number];

/** What these give leaves no row that lasts, so that nobody can say that it was never used; only whoever has a token registers for them. */
const TRACELESS: readonly string[] = ["client_credentials", DEVICE_GRANT];

/** Of use for all that is known: an administrator has taken it on, or it works where nothing is written down. */
const isOfUse = (row: Overdue): boolean =>
  row.consent !== "always" ||
  row.dangers !== "[]" ||
  (JSON.parse(row.grant_types) as string[]).some((type) => TRACELESS.includes(type));

/** Removes those whose time is over, and lets go of those that were of use. @returns how many it looked at */
export async function pruneUnused(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  now: number,
  most: number,
): Promise<number> {
  await keepUsed(tx);
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
