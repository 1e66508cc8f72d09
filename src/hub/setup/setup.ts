/**
 * setup: the latch behind which the first administrator is made. A new link is made at each start until it has been used;
 * the row then says `done` for ever, whatever happens to the administrator (incident: set-up opened again when the
 * first account was deleted). Two who hold the link at once: one conditional update decides.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { randomToken } from "../../lib/random.ts";
import type { Hub } from "../hub.ts";

const KEY = "setup";
const DONE = JSON.stringify({ done: true });
const waiting = (token: string): string => JSON.stringify({ hash: bearerHash(token) });

export async function isSetUp(reader: Reader): Promise<boolean> {
  const row = await reader.query.selectFrom("settings").select("value").where("key", "=", KEY).executeTakeFirst();
  return row?.value === DONE;
}

/** Makes a new set-up link's token, ending the one before; `null` once set-up is done. */
export function makeSetUpToken(hub: Pick<Hub, "db" | "clock">): Promise<string | null> {
  return hub.db.write(async (tx) => {
    if (await isSetUp(tx)) return null;
    const token = randomToken(32);
    const row = { value: waiting(token), updated_at: seconds(hub.clock) };
    await tx.query
      .insertInto("settings")
      .values({ key: KEY, ...row })
      .onConflict((conflict) => conflict.column("key").doUpdateSet(row).where("settings.value", "!=", DONE))
      .execute();
    return token;
  });
}

/** @throws Refusal `set_up_done` for a token that is not the living one */
export async function checkSetUpToken(reader: Reader, token: string): Promise<void> {
  const row = await reader.query
    .selectFrom("settings")
    .select("key")
    .where("key", "=", KEY)
    .where("value", "=", waiting(token))
    .executeTakeFirst();
  if (!row) throw new Refusal("set_up_done");
}

/** Closes the latch for the holder of the token. @throws Refusal `set_up_done` for everybody but the first */
export async function spendSetUpToken(tx: Writer, hub: Pick<Hub, "clock">, token: string): Promise<void> {
  const { numUpdatedRows } = await tx.query
    .updateTable("settings")
    .set({ value: DONE, updated_at: seconds(hub.clock) })
    .where("key", "=", KEY)
    .where("value", "=", waiting(token))
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("set_up_done");
}

/** Closes the latch for somebody who has the data directory: the command line. */
export async function closeSetUp(tx: Writer, hub: Pick<Hub, "clock">): Promise<void> {
  const row = { value: DONE, updated_at: seconds(hub.clock) };
  await tx.query
    .insertInto("settings")
    .values({ key: KEY, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}
