/**
 * passkeys: WebAuthn credentials of people, kept with their public key alone, used under the person's id and no other. The
 * counter goes forward in the transaction of what a passkey buys; an answer that is behind it is refused as a copy's.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { NewPasskey } from "../../lib/webauthn.ts";
import type { Files } from "../files.ts";
import { demandOtherWay, lockPerson } from "../users/ways-in.ts";

/** As many as a person may have. */
const MOST = 20;
const LONGEST_NAME = 60;

export interface Passkey {
  /** base64url. */
  readonly credentialId: string;
  readonly userId: number;
  readonly name: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly transports: readonly string[];
  /** Unix seconds. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

const readPasskey = (row: Selectable<Schema["files_passkeys"]>): Passkey => ({
  credentialId: row.credential_id,
  userId: row.user_id,
  name: row.name,
  publicKey: row.public_key,
  transports: JSON.parse(row.transports) as string[],
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

export async function listPasskeys(reader: Reader, userId: number): Promise<readonly Passkey[]> {
  const rows = await reader.query
    .selectFrom("files_passkeys")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .orderBy("credential_id")
    .execute();
  return rows.map(readPasskey);
}

export async function findPasskey(reader: Reader, credentialId: string): Promise<Passkey | undefined> {
  const row = await reader.query
    .selectFrom("files_passkeys")
    .selectAll()
    .where("credential_id", "=", credentialId)
    .executeTakeFirst();
  return row && readPasskey(row);
}

/** A name as it is kept: one line, bounded. */
const tidyName = (name: string): string =>
  [
    ...name
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
      .trim(),
  ]
    .slice(0, LONGEST_NAME)
    .join("");

/** @throws Refusal `passkey_known`; `passkey_refused` for more than a person may have */
export async function addPasskey(
  tx: Writer,
  files: Pick<Files, "clock">,
  userId: number,
  made: NewPasskey,
  name: string,
): Promise<void> {
  await lockPerson(tx, userId);
  if ((await listPasskeys(tx, userId)).length >= MOST) throw new Refusal("passkey_refused");
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("files_passkeys")
    .values({
      credential_id: made.credentialId,
      user_id: userId,
      name: tidyName(name) || "Passkey",
      public_key: made.publicKey,
      counter: made.counter,
      transports: JSON.stringify(made.transports),
      created_at: seconds(files.clock),
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column("credential_id").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new Refusal("passkey_known");
}

/**
 * Notes a use, whose signature was verified.
 * @returns whether the counter went on, or the passkey counts nothing (WebAuthn, 6.1.1).
 */
export async function usePasskey(
  tx: Writer,
  files: Pick<Files, "clock">,
  { credentialId }: Pick<Passkey, "credentialId">,
  counter: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable("files_passkeys")
    .set({ counter, last_used_at: seconds(files.clock) })
    .where("credential_id", "=", credentialId)
    .where((is) => (counter === 0 ? is("counter", "=", 0) : is("counter", "<", counter)))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** @throws Refusal `not_found` where it is not one of theirs; `field_invalid` for no name */
export async function renamePasskey(tx: Writer, userId: number, credentialId: string, name: string): Promise<void> {
  const tidy = tidyName(name);
  if (tidy === "") throw new Refusal("field_invalid");
  const { numUpdatedRows } = await tx.query
    .updateTable("files_passkeys")
    .set({ name: tidy })
    .where("credential_id", "=", credentialId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("not_found");
}

/** @throws Refusal `not_found`; `identity_last` where it is the person's last way in */
export async function removePasskey(tx: Writer, userId: number, credentialId: string): Promise<void> {
  const own = await listPasskeys(tx, userId);
  if (!own.some((passkey) => passkey.credentialId === credentialId)) throw new Refusal("not_found");
  await demandOtherWay(tx, { id: userId }, { passkey: credentialId });
  await tx.query
    .deleteFrom("files_passkeys")
    .where("credential_id", "=", credentialId)
    .where("user_id", "=", userId)
    .execute();
}
