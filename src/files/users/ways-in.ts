/**
 * The last way in stays: what is taken away from somebody must leave a password, an identity at a platform that is enabled, or a
 * passkey while passkeys open anything. The one place of this rule, for identities and passkeys alike.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { settingOf, storedSettings } from "../settings/store.ts";

/** What is about to go. */
export type Leaving =
  | { readonly identity: number }
  | { readonly passkey: string }
  /** Every identity. */
  | { readonly identities: "all" };

/** The person's row is locked, so that two changes at once can't each count on what the other takes away. */
export async function lockPerson(tx: Writer, userId: number): Promise<{ readonly hasPassword: boolean }> {
  const row = await tx.query
    .updateTable("files_users")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", userId)
    .returning("password_hash")
    .executeTakeFirst();
  return { hasPassword: typeof row?.password_hash === "string" };
}

async function passkeysOpen(reader: Reader): Promise<boolean> {
  const key = "webauthn_login_enabled";
  return ((await storedSettings(reader)).get(key) ?? settingOf(key)?.value) === "true";
}

async function hasOtherIdentity(reader: Reader, userId: number, leaving: Leaving): Promise<boolean> {
  if ("identities" in leaving) return false;
  const rows = await reader.query
    .selectFrom("files_identities")
    .innerJoin("files_platforms", "files_platforms.id", "files_identities.platform")
    .select("files_identities.id")
    .where("files_identities.user_id", "=", userId)
    .where("files_platforms.disabled_at", "is", null)
    .execute();
  return rows.some(({ id }) => !("identity" in leaving) || id !== leaving.identity);
}

async function hasOtherPasskey(reader: Reader, userId: number, leaving: Leaving): Promise<boolean> {
  if (!(await passkeysOpen(reader))) return false;
  const rows = await reader.query
    .selectFrom("files_passkeys")
    .select("credential_id")
    .where("user_id", "=", userId)
    .execute();
  return rows.some(({ credential_id }) => !("passkey" in leaving) || credential_id !== leaving.passkey);
}

/**
 * @param hasPassword Also where it gets one along with this change.
 * @throws Refusal `identity_last`
 */
export async function demandOtherWay(
  tx: Writer,
  { id, hasPassword = false }: { readonly id: number; readonly hasPassword?: boolean },
  leaving: Leaving,
): Promise<void> {
  const locked = await lockPerson(tx, id);
  if (hasPassword || locked.hasPassword) return;
  if (await hasOtherIdentity(tx, id, leaving)) return;
  if (await hasOtherPasskey(tx, id, leaving)) return;
  throw new Refusal("identity_last");
}
