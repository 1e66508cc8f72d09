/** organizations: the tenants that users and clients belong to. Owns their table; no rule of sign-in. */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { newUuid } from "../../lib/ids.ts";
import type { Hub } from "../hub.ts";

export type SecondFactorPolicy = "off" | "password" | "always";

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly requireSecondFactor: SecondFactorPolicy;
  /** Where it is off, nobody opens an account, whatever an application says. */
  readonly allowSignUp: boolean;
  /** BCP 47: of letters to people whose language nobody knows. */
  readonly defaultLocale: string | null;
  readonly createdAt: number;
  readonly disabledAt: number | null;
}

/** The organization that is made with the hub. */
export const FIRST_ORGANIZATION = "main";

export const readOrganization = (row: Selectable<Schema["organizations"]>): Organization => ({
  id: row.id,
  name: row.name,
  displayName: row.display_name,
  requireSecondFactor: row.require_second_factor,
  allowSignUp: row.allow_sign_up === 1,
  defaultLocale: row.default_locale,
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
});

const byName = statement<{ name: string }>()((db, p) =>
  db.selectFrom("organizations").selectAll().where("name", "=", p("name")),
);

export async function findOrganization(reader: Reader, name: string): Promise<Organization | undefined> {
  const row = await reader.first(byName, { name });
  return row && readOrganization(row);
}

export async function findOrganizationById(reader: Reader, id: string): Promise<Organization | undefined> {
  const row = await reader.query.selectFrom("organizations").selectAll().where("id", "=", id).executeTakeFirst();
  return row && readOrganization(row);
}

const nameById = statement<{ id: string }>()((db, p) =>
  db.selectFrom("organizations").select("name").where("id", "=", p("id")),
);

/** The name of the organization of that id; empty where there is none. */
export async function organizationName(reader: Reader, id: string): Promise<string> {
  return (await reader.first(nameById, { id }))?.name ?? "";
}

const rulesById = statement<{ id: string }>()((db, p) =>
  db.selectFrom("organizations").select(["allow_sign_up", "disabled_at"]).where("id", "=", p("id")),
);

/** Whether anybody may open an account in it; applications have a word of their own besides. */
export async function allowsSignUp(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.first(rulesById, { id });
  return row !== undefined && row.allow_sign_up === 1 && row.disabled_at === null;
}

/** The first organization, made if it is not there yet. */
export async function ensureFirstOrganization(tx: Writer, hub: Pick<Hub, "clock">): Promise<Organization> {
  const known = await findOrganization(tx, FIRST_ORGANIZATION);
  if (known) return known;
  const row = {
    id: newUuid(),
    name: FIRST_ORGANIZATION,
    display_name: "Main",
    require_second_factor: "off" as const,
    allow_sign_up: 1 as const,
    default_locale: null,
    allow_account_deletion: 1 as const,
    take_pictures: 0 as const,
    created_at: seconds(hub.clock),
    disabled_at: null,
  };
  await tx.query
    .insertInto("organizations")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  return (await findOrganization(tx, FIRST_ORGANIZATION)) ?? readOrganization(row);
}
