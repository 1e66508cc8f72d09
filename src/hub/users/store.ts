/**
 * users: the people, in their organization. Owns their table and the rules of names, addresses and passwords; knows
 * nothing of HTTP. What proves that somebody is a user lives in sessions and identities.
 */
import { type Selectable, sql, type Updateable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal, Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import { searchWords } from "../../lib/search-words.ts";
import type { Hub } from "../hub.ts";
import { noteImportedCost } from "./imported-costs.ts";
import { emailKey, nameKey } from "./names.ts";

export interface User {
  /** The `sub` of our tokens. */
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  /** The name as it is compared. */
  readonly nameKey: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly passwordHash: string | null;
  readonly isAdmin: boolean;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly picture: string | null;
  readonly locale: string | null;
  readonly zoneinfo: string | null;
  readonly phone: string | null;
  readonly phoneVerified: boolean;
  /** The address claim (OpenID Connect Core, 5.1.1). */
  readonly address: Readonly<Record<string, string>> | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly disabledAt: number | null;
  /** Unix seconds; 0 where nobody has signed in yet, as far as is known. */
  readonly lastSignInAt: number;
}

type Row = Selectable<Schema["users"]>;

export const readUser = (row: Row): User => ({
  id: row.id,
  organizationId: row.organization_id,
  name: row.name,
  nameKey: row.name_key,
  displayName: row.display_name,
  email: row.email,
  // What was proven is that one address: two columns that don't agree prove nothing.
  emailVerified: row.email !== null && row.verified_email_key === emailKey(row.email),
  passwordHash: row.password_hash,
  isAdmin: row.is_admin === 1,
  givenName: row.given_name,
  familyName: row.family_name,
  picture: row.picture,
  locale: row.locale,
  zoneinfo: row.zoneinfo,
  phone: row.phone,
  phoneVerified: row.phone_verified === 1,
  address: row.address === null ? null : (JSON.parse(row.address) as Record<string, string>),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  disabledAt: row.disabled_at,
  lastSignInAt: row.last_sign_in_at,
});

const byId = statement<{ id: string }>()((db, p) => db.selectFrom("users").selectAll().where("id", "=", p("id")));

const byLogin = statement<{ organizationId: string; nameKey: string; emailKey: string }>()((db, p) =>
  db
    .selectFrom("users")
    .selectAll()
    .where("organization_id", "=", p("organizationId"))
    .where((is) => is.or([is("name_key", "=", p("nameKey")), is("verified_email_key", "=", p("emailKey"))])),
);

const byName = statement<{ organizationId: string; nameKey: string }>()((db, p) =>
  db
    .selectFrom("users")
    .select("id")
    .where("organization_id", "=", p("organizationId"))
    .where("name_key", "=", p("nameKey")),
);

export async function findUser(reader: Reader, id: string): Promise<User | undefined> {
  const row = await reader.first(byId, { id });
  return row && readUser(row);
}

/**
 * The user as they are now, who stays so until this transaction ends: what is given to them is given before they are deleted, and
 * goes with them, or not at all. `undefined` for one who is gone.
 */
export async function holdUser(tx: Writer, id: string): Promise<User | undefined> {
  const row = await tx.query
    .updateTable("users")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row && readUser(row);
}

/** The user of that username, or else of that verified address. A name wins over an address that looks like it. */
export async function findUserByLogin(
  reader: Reader,
  organizationId: string,
  login: string,
): Promise<User | undefined> {
  const key = nameKey(login.trim());
  const rows = await reader.all(byLogin, { organizationId, nameKey: key, emailKey: emailKey(login.trim()) });
  const row = rows.find((each) => each.name_key === key) ?? rows[0];
  return row && readUser(row);
}

/** Who has proven this address. An address alone signs nobody in: what it may lead to is `decideLink`'s to say. */
export async function findUserByEmail(
  reader: Reader,
  organizationId: string,
  email: string,
): Promise<User | undefined> {
  const row = await reader.query
    .selectFrom("users")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("verified_email_key", "=", emailKey(email))
    .executeTakeFirst();
  return row && readUser(row);
}

export interface NewUser {
  /** Where somebody comes with one that applications know them by; nobody may have it here yet. */
  readonly id?: string | undefined;
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
 * @throws Refusal `username_taken`; `email_taken` where another user proves the address at this very moment
 */
export async function createUser(tx: Writer, hub: Pick<Hub, "clock">, wish: NewUser): Promise<User> {
  const now = seconds(hub.clock);
  const emailFree =
    wish.email !== null &&
    wish.emailVerified &&
    (await findUserByEmail(tx, wish.organizationId, wish.email)) === undefined;
  const row: Row = {
    id: wish.id ?? newUuid(),
    organization_id: wish.organizationId,
    name: wish.name,
    name_key: nameKey(wish.name),
    display_name: wish.displayName,
    email: wish.email,
    verified_email_key: emailFree && wish.email !== null ? emailKey(wish.email) : null,
    password_hash: wish.passwordHash,
    is_admin: wish.isAdmin ? 1 : 0,
    given_name: null,
    family_name: null,
    picture: null,
    locale: null,
    zoneinfo: null,
    phone: null,
    phone_verified: 0,
    address: null,
    created_at: now,
    updated_at: now,
    disabled_at: null,
    last_sign_in_at: 0,
  };
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("users")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) {
    // Somebody may have proven the address since it was looked up.
    const namesake = await tx.first(byName, { organizationId: row.organization_id, nameKey: row.name_key });
    throw namesake === undefined ? new Refusal("email_taken") : fieldRefusal({ username: "taken" }, "username_taken");
  }
  await writeWords(tx, row);
  if (wish.passwordHash !== null) await noteImportedCost(tx, hub, wish.passwordHash);
  return readUser(row);
}

type Named = Pick<Row, "id" | "name" | "display_name" | "email">;

/** Writes down what somebody is found by. */
async function writeWords(tx: Writer, { id, name, display_name, email }: Named): Promise<void> {
  const words = searchWords([name, display_name, email]).map((word) => ({ word, user_id: id }));
  if (words.length > 0) await tx.query.insertInto("user_words").values(words).execute();
}

/** Changes columns of one user. */
export async function updateUser(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  id: string,
  change: Omit<Updateable<Schema["users"]>, "id" | "organization_id" | "created_at" | "updated_at">,
): Promise<void> {
  await tx.query
    .updateTable("users")
    .set({ ...change, updated_at: seconds(hub.clock) })
    .where("id", "=", id)
    .execute();
  if (change.name === undefined && change.display_name === undefined && change.email === undefined) return;
  await tx.query.deleteFrom("user_words").where("user_id", "=", id).execute();
  const named = await tx.query
    .selectFrom("users")
    .select(["id", "name", "display_name", "email"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (named) await writeWords(tx, named);
}

const signedIn = statement<{ id: string; now: number }>()((db, p) =>
  db
    .updateTable("users")
    .set({ last_sign_in_at: p("now") })
    .where("id", "=", p("id")),
);

/** Notes that somebody has signed in. @param now Unix seconds. */
export async function noteSignIn(tx: Writer, id: string, now: number): Promise<void> {
  await tx.run(signedIn, { id, now });
}

/** How many administrators could sign in: the last one can't be disabled or demoted. */
export async function countAdministrators(reader: Reader): Promise<number> {
  const row = await reader.query
    .selectFrom("users")
    .select((is) => is.fn.countAll<number>().as("count"))
    // Written out, as in the index that finds them.
    .where(sql<boolean>`is_admin = 1`)
    .where("disabled_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
