/**
 * app-passwords: passwords for programs that can't show a sign-in page (WebDAV clients), for people who may have no password
 * of their own. Random, shown once and stored as a hash; bound to what they may do and where; revocable one by one.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { newBearer, openedBy } from "../../lib/bearer.ts";
import type { IdSource } from "../../lib/ids.ts";

export interface AppPassword {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly access: "read" | "write";
  /** Below the person's base path. */
  readonly path: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
}

export type NewAppPassword = Pick<AppPassword, "userId" | "name" | "access" | "path" | "expiresAt">;

/** Seconds between two notes of when one was used. */
const NOTED_EVERY = 60;

/** @returns with `value`, which nobody can see again */
export async function createAppPassword(
  tx: Writer,
  { ids, now }: { readonly ids: IdSource; readonly now: number },
  { userId, name, access, path, expiresAt }: NewAppPassword,
): Promise<{ readonly appPassword: AppPassword; readonly value: string }> {
  const { id, value, hash } = newBearer(ids());
  await tx.query
    .insertInto("files_app_passwords")
    .values({
      id,
      user_id: userId,
      name,
      value_hash: hash,
      access,
      path,
      created_at: now,
      last_used_at: null,
      expires_at: expiresAt,
    })
    .execute();
  const appPassword = { id, userId, name, access, path, createdAt: now, lastUsedAt: null, expiresAt };
  return { appPassword, value };
}

/** A person's own, the newest first. */
export async function listAppPasswords(db: Reader, userId: number): Promise<readonly AppPassword[]> {
  const rows = await db.query
    .selectFrom("files_app_passwords")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("id", "desc")
    .execute();
  return rows.map(appPasswordOf);
}

/** Revokes one of a person's own. @returns whether there was one. */
export async function deleteAppPassword(tx: Writer, userId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("files_app_passwords")
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The one whose value this is, unless it has run out; `null` for anything else. */
export async function findAppPassword(db: Reader, value: string, now: number): Promise<AppPassword | null> {
  const row = await openedBy(value, (id) =>
    db.query.selectFrom("files_app_passwords").selectAll().where("id", "=", id).executeTakeFirst(),
  );
  if (!row) return null;
  if (row.expires_at !== null && row.expires_at <= now) return null;
  return appPasswordOf(row);
}

/** Whether its last use is old enough to be noted anew: a note costs a write, and a mounted folder asks all the time. */
export const isUseDue = ({ lastUsedAt }: AppPassword, now: number): boolean =>
  lastUsedAt === null || lastUsedAt <= now - NOTED_EVERY;

export async function noteAppPasswordUse(tx: Writer, id: number, now: number): Promise<void> {
  await tx.query.updateTable("files_app_passwords").set({ last_used_at: now }).where("id", "=", id).execute();
}

interface Row {
  readonly id: number;
  readonly user_id: number;
  readonly name: string;
  readonly access: "read" | "write";
  readonly path: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly expires_at: number | null;
}

const appPasswordOf = (row: Row): AppPassword => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  access: row.access,
  path: row.path,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
});
