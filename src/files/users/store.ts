/**
 * users: the people of the file server, the guest among them. Owns their table and the rules of names; knows nothing of HTTP.
 * What an administrator may do to whom is in `administer.ts`.
 */
import type { Selectable, Updateable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import { isDuplicate } from "../../db/failure.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { nextNumber } from "../counter.ts";
import type { Files } from "../files.ts";
import { usernameKey } from "./names.ts";
import { type Role, roleNumber, roleOf, type User } from "./user.ts";

type Row = Selectable<Schema["files_users"]>;

export const readUser = (row: Row): User => ({
  id: row.id,
  username: row.username,
  role: roleOf(row.role),
  basePath: row.base_path,
  permission: row.permission,
  hasPassword: row.password_hash !== null,
  hasOtp: row.sealed_otp_secret !== null,
  passwordChangedAt: row.password_changed_at,
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
});

const byId = statement<{ id: number }>()((db, p) => db.selectFrom("files_users").selectAll().where("id", "=", p("id")));

const byKey = statement<{ key: string }>()((db, p) =>
  db.selectFrom("files_users").selectAll().where("username_key", "=", p("key")),
);

const guests = statement<{ role: 1 }>()((db, p) =>
  db.selectFrom("files_users").selectAll().where("role", "=", p("role")).orderBy("id").limit(1),
);

/** The row, with what proves who somebody is: for `prove-*.ts` and `otp.ts` alone. */
export const userRow = (reader: Reader, id: number): Promise<Row | undefined> =>
  // PostgreSQL has no integer beyond.
  id < 2 ** 31 ? reader.first(byId, { id }) : Promise.resolve(undefined);
export const userRowByName = (reader: Reader, username: string): Promise<Row | undefined> =>
  reader.first(byKey, { key: usernameKey(username) });

export async function findUser(reader: Reader, id: number): Promise<User | undefined> {
  const row = await userRow(reader, id);
  return row && readUser(row);
}

export async function findUserByName(reader: Reader, username: string): Promise<User | undefined> {
  const row = await userRowByName(reader, username);
  return row && readUser(row);
}

/** Whoever is not signed in. There is always one; it may be disabled. */
export async function findGuest(reader: Reader): Promise<User> {
  const row = await reader.first(guests, { role: 1 });
  if (!row) throw new Error("there is no guest: the database was not opened by openFiles");
  return readUser(row);
}

export interface NewUser {
  /** Read by `readUsername`. */
  readonly username: string;
  readonly role: Role;
  /** Clean and absolute. */
  readonly basePath: string;
  readonly permission: number;
  readonly passwordHash: string | null;
  readonly disabled?: boolean;
}

const taken = (cause?: unknown): Refusal =>
  new Refusal("username_taken", undefined, { cause, fields: { username: "taken" } });

/** @throws Refusal `username_taken` */
export async function createUser(tx: Writer, files: Pick<Files, "clock">, wish: NewUser): Promise<User> {
  const now = seconds(files.clock);
  const row: Row = {
    id: await nextNumber(tx, "users"),
    username: wish.username,
    username_key: usernameKey(wish.username),
    password_hash: wish.passwordHash,
    password_changed_at: now,
    role: roleNumber[wish.role],
    base_path: wish.basePath,
    permission: wish.permission,
    sealed_otp_secret: null,
    sealed_otp_offer: null,
    otp_step: 0,
    created_at: now,
    updated_at: now,
    disabled_at: wish.disabled ? now : null,
  };
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("files_users")
    .values(row)
    .onConflict((conflict) => conflict.column("username_key").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw taken();
  return readUser(row);
}

/** Makes the guest, who is disabled until an administrator lets people look around without signing in. */
export async function ensureGuest(tx: Writer, files: Pick<Files, "clock">): Promise<void> {
  if (await tx.first(guests, { role: 1 })) return;
  const wish = { role: "guest", basePath: "/", permission: 0, passwordHash: null, disabled: true } as const;
  const taken = await findUserByName(tx, "guest");
  await createUser(tx, files, { username: taken ? "guest (not signed in)" : "guest", ...wish });
}

/** Changes columns of one person. @throws Refusal `username_taken` */
export async function updateUser(
  tx: Writer,
  files: Pick<Files, "clock">,
  id: number,
  { username, ...change }: Omit<Updateable<Schema["files_users"]>, "id" | "username_key" | "created_at" | "updated_at">,
): Promise<void> {
  if (username !== undefined) {
    const namesake = await findUserByName(tx, username);
    if (namesake && namesake.id !== id) throw taken();
  }
  const renamed = username === undefined ? {} : { username, username_key: usernameKey(username) };
  await tx.query
    .updateTable("files_users")
    .set({ ...change, ...renamed, updated_at: seconds(files.clock) })
    .where("id", "=", id)
    .execute()
    .catch((error: unknown) => {
      // Somebody else took the name after it was looked for.
      throw isDuplicate(error) ? taken(error) : error;
    });
}

/** A new password, or none any more: every session that began under the one before is over. */
export async function setPasswordHash(
  tx: Writer,
  files: Pick<Files, "clock">,
  { id, passwordChangedAt }: Pick<User, "id" | "passwordChangedAt">,
  passwordHash: string | null,
): Promise<void> {
  // Strictly later, so that sessions begun in this very second are over too.
  const now = Math.max(seconds(files.clock), passwordChangedAt + 1);
  await updateUser(tx, files, id, { password_hash: passwordHash, password_changed_at: now });
}

/** @param page From 1. @param perPage Less than 1: all. */
export async function listUsers(
  reader: Reader,
  page = 1,
  perPage = 0,
): Promise<{ readonly content: readonly User[]; readonly total: number }> {
  const all = reader.query.selectFrom("files_users");
  const { total } = await all.select((is) => is.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const ordered = all.selectAll().orderBy("id");
  const start = Math.min((page - 1) * perPage, Number.MAX_SAFE_INTEGER);
  const rows = await (perPage < 1 ? ordered : ordered.limit(perPage).offset(start)).execute();
  return { content: rows.map(readUser), total: Number(total) };
}

/** As `findAdministrators`; of two who change who they are at once, one waits. */
export async function lockAdministrators(tx: Writer): Promise<readonly number[]> {
  const rows = await tx.query
    .updateTable("files_users")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("role", "=", roleNumber.admin)
    .where("disabled_at", "is", null)
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** Administrators who can come in, the first made first. */
export async function findAdministrators(reader: Reader): Promise<readonly User[]> {
  const rows = await reader.query
    .selectFrom("files_users")
    .selectAll()
    .where("role", "=", roleNumber.admin)
    .where("disabled_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.map(readUser);
}
