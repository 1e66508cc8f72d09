/**
 * users: the people, in their organization. Owns their table and the rules of names, addresses and passwords; knows
 * nothing of HTTP. What proves that somebody is a user lives in sessions and identities.
 */
import type { Selectable, Updateable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import type { Hub } from "../hub.ts";
import { emailKey, nameKey } from "./names.ts";

export interface User {
  /** The `sub` of our tokens. */
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly passwordHash: string | null;
  readonly isAdmin: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly disabledAt: number | null;
}

type Row = Selectable<Schema["users"]>;

export const readUser = (row: Row): User => ({
  id: row.id,
  organizationId: row.organization_id,
  name: row.name,
  displayName: row.display_name,
  email: row.email,
  emailVerified: row.verified_email_key !== null,
  passwordHash: row.password_hash,
  isAdmin: row.is_admin === 1,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  disabledAt: row.disabled_at,
});

const byId = statement<{ id: string }>()((db, p) => db.selectFrom("users").selectAll().where("id", "=", p("id")));

const byLogin = statement<{ organizationId: string; nameKey: string; emailKey: string }>()((db, p) =>
  db
    .selectFrom("users")
    .selectAll()
    .where("organization_id", "=", p("organizationId"))
    .where((is) => is.or([is("name_key", "=", p("nameKey")), is("verified_email_key", "=", p("emailKey"))])),
);

export async function findUser(reader: Reader, id: string): Promise<User | undefined> {
  const row = await reader.first(byId, { id });
  return row && readUser(row);
}

/** The user of that username, or else of that verified address. A name wins over an address that looks like it. */
export async function findUserByLogin(reader: Reader, organizationId: string, login: string): Promise<User | undefined> {
  const key = nameKey(login.trim());
  const rows = await reader.all(byLogin, { organizationId, nameKey: key, emailKey: emailKey(login.trim()) });
  const row = rows.find((each) => each.name_key === key) ?? rows[0];
  return row && readUser(row);
}

/** Whether an account has this address, verified or not: for telling a person to sign in, never for signing them in. */
export async function someoneHasEmail(reader: Reader, organizationId: string, email: string): Promise<boolean> {
  const row = await reader.query
    .selectFrom("users")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("verified_email_key", "=", emailKey(email))
    .executeTakeFirst();
  return row !== undefined;
}

export interface NewUser {
  readonly organizationId: string;
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly passwordHash: string | null;
  readonly isAdmin: boolean;
}

/**
 * Makes a user. An address that another user of the organization has proven stays unverified here.
 * @throws Refusal `username_taken`
 */
export async function createUser(tx: Writer, hub: Pick<Hub, "clock">, wish: NewUser): Promise<User> {
  const now = seconds(hub.clock);
  const emailFree = wish.email !== null && wish.emailVerified && !(await someoneHasEmail(tx, wish.organizationId, wish.email));
  const row: Row = {
    id: newUuid(),
    organization_id: wish.organizationId,
    name: wish.name,
    name_key: nameKey(wish.name),
    display_name: wish.displayName,
    email: wish.email,
    verified_email_key: emailFree && wish.email !== null ? emailKey(wish.email) : null,
    password_hash: wish.passwordHash,
    is_admin: wish.isAdmin ? 1 : 0,
    created_at: now,
    updated_at: now,
    disabled_at: null,
  };
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("users")
    .values(row)
    .onConflict((conflict) => conflict.columns(["organization_id", "name_key"]).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw fieldRefusal({ username: "taken" }, "username_taken");
  return readUser(row);
}

/** Changes columns of one user. */
export async function updateUser(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  id: string,
  change: Omit<Updateable<Schema["users"]>, "id" | "organization_id" | "created_at" | "updated_at">,
): Promise<void> {
  await tx.query.updateTable("users").set({ ...change, updated_at: seconds(hub.clock) }).where("id", "=", id).execute();
}

/** How many administrators could sign in: the last one can't be disabled or demoted. */
export async function countAdministrators(reader: Reader): Promise<number> {
  const row = await reader.query
    .selectFrom("users")
    .select((is) => is.fn.countAll<number>().as("count"))
    .where("is_admin", "=", 1)
    .where("disabled_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export interface UserPage {
  readonly users: readonly User[];
  /** Give it back to get the next page; `null` at the end. */
  readonly next: string | null;
}

/** Users by name, `size` at a time. @param after The `next` of the page before. */
export async function listUsers(
  reader: Reader,
  { search = "", after = null, size = 50 }: { search?: string; after?: string | null; size?: number } = {},
): Promise<UserPage> {
  const prefix = nameKey(search.trim());
  let query = reader.query.selectFrom("users").selectAll().orderBy("name_key").orderBy("id").limit(size + 1);
  if (prefix !== "") {
    // A range over the folded key uses the index; text that is no key can't be a pattern either.
    query = query.where((is) =>
      is.or([
        is.and([is("name_key", ">=", prefix), is("name_key", "<", `${prefix}\u{10ffff}`)]),
        is.and([is("verified_email_key", ">=", prefix), is("verified_email_key", "<", `${prefix}\u{10ffff}`)]),
      ]),
    );
  }
  const cursor = after?.indexOf("\n") ?? -1;
  if (after !== null && cursor > 0) {
    const key = after.slice(0, cursor);
    const id = after.slice(cursor + 1);
    query = query.where((is) => is.or([is("name_key", ">", key), is.and([is("name_key", "=", key), is("id", ">", id)])]));
  }
  const rows = await query.execute();
  const last = rows[size - 1];
  return { users: rows.slice(0, size).map(readUser), next: rows.length > size && last ? `${last.name_key}\n${last.id}` : null };
}
