/**
 * What an administrator does with organizations, by the console, the command line, the API or a document: each is one function in
 * the caller's transaction, with its row in the audit log.
 *
 * One that is switched off ends nothing: whatever reads a session, a grant or a token of its people finds them without a standing,
 * and its clients' rows say that they are off. Switched on again, what was there counts again.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { type FieldFault, fieldRefusal, Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import { type Actor, type AuditAction, type AuditEvent, recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { lockAdministrators } from "../users/administrators.ts";
import {
  FIRST_ORGANIZATION,
  FLAG_NAMES,
  findOrganization,
  findOrganizationById,
  ORGANIZATION_FLAGS,
  type Organization,
  type OrganizationFlag,
  type SecondFactorPolicy,
} from "./store.ts";

type Deps = Pick<Hub, "clock" | "ids">;

export const SECOND_FACTOR_POLICIES: readonly SecondFactorPolicy[] = ["off", "password", "always"];

/** What can be changed; what is left out stays. */
export interface OrganizationWish extends Readonly<Partial<Record<OrganizationFlag, boolean | undefined>>> {
  readonly displayName?: string | undefined;
  readonly requireSecondFactor?: SecondFactorPolicy | undefined;
  /** BCP 47; `null` for none. */
  readonly defaultLocale?: string | null | undefined;
  readonly enabled?: boolean | undefined;
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u;
const LOCALE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/;
const LONGEST_DISPLAY_NAME = 100;

/** @throws Refusal `field_invalid` with `fields`: `displayName`, `defaultLocale` */
function readWish(wish: OrganizationWish): OrganizationWish {
  const fields: Record<string, FieldFault> = {};
  const displayName = wish.displayName?.replace(/\s+/g, " ").trim();
  if (displayName === "") fields["displayName"] = "required";
  if (displayName !== undefined && [...displayName].length > LONGEST_DISPLAY_NAME) fields["displayName"] = "too_long";
  if (typeof wish.defaultLocale === "string" && !LOCALE.test(wish.defaultLocale)) fields["defaultLocale"] = "invalid";
  if (Object.keys(fields).length > 0) throw fieldRefusal(fields);
  return { ...wish, displayName };
}

const note = (
  tx: Writer,
  hub: Deps,
  actor: Actor,
  action: AuditAction,
  organization: Pick<Organization, "id" | "name">,
  detail: AuditEvent["detail"] = {},
) =>
  recordEvent(tx, hub, {
    action,
    actorId: actor.userId,
    subject: { kind: "organization", id: organization.id },
    occasion: actor.occasion,
    detail: { name: organization.name, ...detail },
  });

/** @throws Refusal `not_found` */
export async function requireOrganization(reader: Reader, id: string): Promise<Organization> {
  const organization = await findOrganizationById(reader, id);
  if (!organization) throw new Refusal("not_found");
  return organization;
}

/**
 * @param name Compared letter for letter; part of what Casdoor's clients read (`owner`), so it never changes.
 * @throws Refusal `field_invalid` with `fields`: `name`, `displayName`, `defaultLocale`; `name_taken`
 */
export async function createOrganization(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  name: string,
  wish: OrganizationWish,
): Promise<Organization> {
  if (!NAME.test(name)) throw fieldRefusal({ name: name === "" ? "required" : "invalid" });
  const { displayName = name, requireSecondFactor = "off", defaultLocale = null, ...flags } = readWish(wish);
  const now = seconds(hub.clock);
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("organizations")
    .values({
      id: newUuid(),
      name,
      display_name: displayName,
      require_second_factor: requireSecondFactor,
      ...flagColumns(flags),
      default_locale: defaultLocale,
      created_at: now,
      disabled_at: wish.enabled === false ? now : null,
    })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw fieldRefusal({ name: "taken" }, "name_taken");
  const made = await findOrganization(tx, name);
  if (!made) throw new Refusal("not_found");
  await note(tx, hub, actor, "organization.created", made, { require_second_factor: requireSecondFactor });
  return made;
}

/**
 * Changes what is wished for; what is as it was leaves no row in the log.
 * @throws Refusal `not_found`, `field_invalid`, `organization_needed`, `last_administrator`
 */
export async function changeOrganization(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  id: string,
  wish: OrganizationWish,
): Promise<void> {
  const { displayName, requireSecondFactor, defaultLocale, enabled, ...flags } = readWish(wish);
  // Administrators before organizations, as whoever takes their right away locks them.
  const administrators = enabled === false ? await lockAdministrators(tx) : null;
  await lockOrganization(tx, id);
  const known = await requireOrganization(tx, id);
  const before = {
    display_name: known.displayName,
    require_second_factor: known.requireSecondFactor,
    default_locale: known.defaultLocale,
    ...flagColumns(known),
  };
  const next = {
    ...before,
    ...(displayName === undefined ? {} : { display_name: displayName }),
    ...(requireSecondFactor === undefined ? {} : { require_second_factor: requireSecondFactor }),
    ...(defaultLocale === undefined ? {} : { default_locale: defaultLocale }),
    ...flagColumns(flags),
  };
  const changed = (Object.keys(next) as (keyof typeof next)[]).filter((name) => next[name] !== before[name]);
  if (changed.length > 0) {
    await tx.query.updateTable("organizations").set(next).where("id", "=", id).execute();
    await note(
      tx,
      hub,
      actor,
      "organization.policy-changed",
      known,
      Object.fromEntries(changed.map((name) => [name, next[name] ?? null])),
    );
  }
  if (enabled === undefined || enabled === (known.disabledAt === null)) return;
  if (administrators) await requireAnotherDoor(tx, known, administrators);
  await switchOrganization(tx, hub, known, enabled);
  await note(tx, hub, actor, enabled ? "organization.enabled" : "organization.disabled", known);
}

type FlagColumns = { -readonly [F in (typeof ORGANIZATION_FLAGS)[OrganizationFlag]]?: 0 | 1 };

function flagColumns(flags: Readonly<Partial<Record<OrganizationFlag, boolean | undefined>>>): FlagColumns {
  const columns: FlagColumns = {};
  for (const name of FLAG_NAMES) {
    const on = flags[name];
    if (on !== undefined) columns[ORGANIZATION_FLAGS[name]] = on ? 1 : 0;
  }
  return columns;
}

async function switchOrganization(tx: Writer, hub: Deps, { id }: Organization, enabled: boolean): Promise<void> {
  const disabled_at = enabled ? null : seconds(hub.clock);
  await tx.query.updateTable("organizations").set({ disabled_at }).where("id", "=", id).execute();
  await tx.query
    .updateTable("clients")
    .set({ organization_disabled_at: disabled_at })
    .where("organization_id", "=", id)
    .execute();
}

/** Clients are made under the same lock (`clients/store.ts`): none is made past a switch. */
const lockOrganization = (tx: Writer, id: string) =>
  tx.query
    .updateTable("organizations")
    .set((is) => ({ created_at: is.ref("created_at") }))
    .where("id", "=", id)
    .execute();

/** @throws Refusal `organization_needed` for the first one, where set-up and the console are at home; `last_administrator` */
async function requireAnotherDoor(
  tx: Writer,
  { id, name }: Organization,
  administrators: ReadonlySet<string>,
): Promise<void> {
  if (name === FIRST_ORGANIZATION) throw new Refusal("organization_needed");
  const elsewhere = await tx.query
    .selectFrom("users")
    .select("id")
    .where("id", "in", ["", ...administrators])
    .where("organization_id", "!=", id)
    .limit(1)
    .executeTakeFirst();
  if (!elsewhere) throw new Refusal("last_administrator");
}
