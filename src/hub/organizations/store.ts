/** organizations: the tenants that users and clients belong to. Owns their table; no rule of sign-in. */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { newUuid } from "../../lib/ids.ts";
import type { Hub } from "../hub.ts";

export type SecondFactorPolicy = "off" | "password" | "always";

/** What an organization allows or does, switch by switch: each by its column. */
export const ORGANIZATION_FLAGS = {
  /** Where it is off, nobody opens an account, whatever an application says. */
  allowSignUp: "allow_sign_up",
  /** People may delete their own account. */
  allowAccountDeletion: "allow_account_deletion",
  /** Pictures are fetched from providers at the first sign-in. */
  takePictures: "take_pictures",
  /** Administrators may look at people's accounts as those see them. */
  allowImpersonation: "allow_impersonation",
} as const;
export type OrganizationFlag = keyof typeof ORGANIZATION_FLAGS;
export const FLAG_NAMES = Object.keys(ORGANIZATION_FLAGS) as readonly OrganizationFlag[];

export interface Organization extends Readonly<Record<OrganizationFlag, boolean>> {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly requireSecondFactor: SecondFactorPolicy;
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
  allowAccountDeletion: row.allow_account_deletion === 1,
  takePictures: row.take_pictures === 1,
  allowImpersonation: row.allow_impersonation === 1,
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
  await tx.query
    .insertInto("organizations")
    .values({
      id: newUuid(),
      name: FIRST_ORGANIZATION,
      display_name: "Main",
      created_at: seconds(hub.clock),
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const made = await findOrganization(tx, FIRST_ORGANIZATION);
  if (!made) throw new Error("the first organization was not made");
  return made;
}
