/**
 * Recovery codes: ten, shown once, each good once in the place of the authenticator (NIST SP 800-63B-4, 3.1.2, look-up
 * secrets). A code has 79 random bits, so its hash alone is of no use to whoever reads the table.
 */
import { hash } from "node:crypto";
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { randomText } from "../../lib/random.ts";
import type { Hub } from "../hub.ts";

const COUNT = 10;
const LENGTH = 16;
/** Nothing that is taken for something else when it is read off paper. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const CODE = /^[a-z2-9]{16}$/;

const hashOf = (userId: string, code: string): string => hash("sha256", `${userId}:${code}`, "base64url");

/** As it is stored, of what was typed in; `null` for what can't be one. */
function readCode(typed: string): string | null {
  const code = typed.slice(0, 100).replace(/[\s-]/g, "").toLowerCase();
  return CODE.test(code) ? code : null;
}

/** New codes in the place of all that there were. @returns them as they are shown, with dashes. */
export async function makeRecoveryCodes(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock">,
  userId: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: COUNT }, () => randomText(LENGTH, ALPHABET));
  await removeRecoveryCodes(tx, userId);
  const now = seconds(hub.clock);
  await tx.query
    .insertInto("recovery_codes")
    .values(
      codes.map((code) => ({
        id: hub.ids(),
        user_id: userId,
        code_hash: hashOf(userId, code),
        created_at: now,
        used_at: null,
      })),
    )
    .execute();
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, "$1-"));
}

/** @returns whether it was one of the person's, and not yet spent. */
export async function spendRecoveryCode(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  typed: string,
): Promise<boolean> {
  const code = readCode(typed);
  if (code === null) return false;
  const { numUpdatedRows } = await tx.query
    .updateTable("recovery_codes")
    .set({ used_at: seconds(hub.clock) })
    .where("user_id", "=", userId)
    .where("code_hash", "=", hashOf(userId, code))
    .where("used_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How many are left. */
export async function countRecoveryCodes(reader: Reader, userId: string): Promise<number> {
  const rows = await reader.query
    .selectFrom("recovery_codes")
    .select("id")
    .where("user_id", "=", userId)
    .where("used_at", "is", null)
    .execute();
  return rows.length;
}

export async function removeRecoveryCodes(tx: Writer, userId: string): Promise<void> {
  await tx.query.deleteFrom("recovery_codes").where("user_id", "=", userId).execute();
}
