/** organizations: the tenants that users and clients belong to. Owns their table; no rule of sign-in. */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { newUuid } from "../../lib/ids.ts";
import type { Hub } from "../hub.ts";

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly requireSecondFactor: "off" | "password" | "always";
}

/** The organization that is made with the hub. */
export const FIRST_ORGANIZATION = "main";

export async function findOrganization(reader: Reader, name: string): Promise<Organization | undefined> {
  const row = await reader.query.selectFrom("organizations").selectAll().where("name", "=", name).executeTakeFirst();
  return (
    row && {
      id: row.id,
      name: row.name,
      displayName: row.display_name,
      requireSecondFactor: row.require_second_factor,
    }
  );
}

const nameById = statement<{ id: string }>()((db, p) =>
  db.selectFrom("organizations").select("name").where("id", "=", p("id")),
);

/** The name of the organization of that id; empty where there is none. */
export async function organizationName(reader: Reader, id: string): Promise<string> {
  return (await reader.first(nameById, { id }))?.name ?? "";
}

/** The first organization, made if it is not there yet. */
export async function ensureFirstOrganization(tx: Writer, hub: Pick<Hub, "clock">): Promise<Organization> {
  const known = await findOrganization(tx, FIRST_ORGANIZATION);
  if (known) return known;
  const made = { id: newUuid(), name: FIRST_ORGANIZATION, displayName: "Main", requireSecondFactor: "off" as const };
  await tx.query
    .insertInto("organizations")
    .values({
      id: made.id,
      name: made.name,
      display_name: made.displayName,
      created_at: seconds(hub.clock),
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  return (await findOrganization(tx, FIRST_ORGANIZATION)) ?? made;
}
