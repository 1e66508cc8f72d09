/**
 * Browsers that a person has asked to be remembered: for thirty days such a browser is not asked for the second factor again.
 * It stands in for that factor at sign-in alone; it is no proof of strength (`amr`, `acr`) and never enough where a fresh
 * sign-in is asked for. It hangs on the password it was remembered under: with another one it counts no more, whoever set it.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { bearerHash, newBearer, openedBy } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { idSeconds } from "../../lib/ids.ts";
import type { Hub, Occasion } from "../hub.ts";
import type { User } from "../users/store.ts";

/** Seconds that a browser is remembered. */
export const REMEMBERED_SECONDS = 30 * 86_400;

export interface RememberedDevice {
  readonly id: number;
  readonly userAgent: string;
  readonly address: string;
  readonly rememberedAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
}

/** Tells one password of a person from another, without telling anything of either. */
export const passwordMark = ({ passwordHash }: Pick<User, "passwordHash">): string => bearerHash(passwordHash ?? "");

/** @returns the value of the browser's cookie. */
export async function rememberDevice(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock">,
  user: Pick<User, "id" | "passwordHash">,
  occasion: Occasion,
): Promise<string> {
  const now = seconds(hub.clock);
  const { id, value, hash } = newBearer(hub.ids());
  await tx.query
    .insertInto("remembered_devices")
    .values({
      id,
      value_hash: hash,
      user_id: user.id,
      password_mark: passwordMark(user),
      user_agent: occasion.userAgent.slice(0, 300),
      address: occasion.address,
      last_used_at: now,
      expires_at: now + REMEMBERED_SECONDS,
    })
    .execute();
  return value;
}

/** Whether this cookie's value is a browser that this person asked to be remembered; notes that it was of use. */
export async function useDevice(
  tx: Writer,
  now: number,
  user: Pick<User, "id" | "passwordHash">,
  value: string | undefined,
): Promise<boolean> {
  const row = await openedBy(value, (id) =>
    tx.query
      .selectFrom("remembered_devices")
      .select(["id", "value_hash", "password_mark"])
      .where("id", "=", id)
      .where("user_id", "=", user.id)
      .where("expires_at", ">", now)
      .executeTakeFirst(),
  );
  if (!row || row.password_mark !== passwordMark(user)) return false;
  const { numUpdatedRows } = await tx.query
    .updateTable("remembered_devices")
    .set({ last_used_at: now })
    .where("id", "=", row.id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The browsers that still count, the latest first. */
export async function listDevices(
  reader: Reader,
  now: number,
  user: Pick<User, "id" | "passwordHash">,
): Promise<RememberedDevice[]> {
  const rows = await reader.query
    .selectFrom("remembered_devices")
    .selectAll()
    .where("user_id", "=", user.id)
    .where("password_mark", "=", passwordMark(user))
    .where("expires_at", ">", now)
    .orderBy("id", "desc")
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.user_agent,
    address: row.address,
    rememberedAt: idSeconds(row.id),
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  }));
}

/** @param which One of the person's browsers, or all of them. @returns how many were forgotten. */
export async function forgetDevices(tx: Writer, userId: string, which: { readonly only: number } | "all") {
  const own = tx.query.deleteFrom("remembered_devices").where("user_id", "=", userId);
  const { numDeletedRows } = await (which === "all" ? own : own.where("id", "=", which.only)).executeTakeFirst();
  return Number(numDeletedRows);
}
