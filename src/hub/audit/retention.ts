/**
 * How long the log is kept: for ever, unless an administrator says otherwise. Rows that are too old go by the hour, a thousand at a
 * time, and how many went stands in the log itself. It is never less than a month: messages to webhooks are made of its rows.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { Hub } from "../hub.ts";
import { type Actor, recordEvent } from "./audit.ts";

const KEY = "audit";
const DAY = 86_400;

/** Days. */
export const LEAST_RETENTION = 31;
export const MOST_RETENTION = 36_500;

/** @returns days; `null` for ever */
export async function readRetention(reader: Reader): Promise<number | null> {
  const row = await reader.query.selectFrom("settings").select("value").where("key", "=", KEY).executeTakeFirst();
  const { retentionDays } = (row ? JSON.parse(row.value) : {}) as { retentionDays?: unknown };
  return typeof retentionDays === "number" ? retentionDays : null;
}

/** @param days `null` for ever. Again is no change. @throws Refusal `field_invalid` with `fields`: `retention_days` */
export async function setRetention(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  actor: Actor,
  days: number | null,
): Promise<void> {
  if (days !== null && (!Number.isInteger(days) || days < LEAST_RETENTION || days > MOST_RETENTION))
    throw fieldRefusal({ retention_days: Number.isInteger(days) ? "out_of_range" : "invalid_number" });
  if ((await readRetention(tx)) === days) return;
  const row = { value: JSON.stringify({ retentionDays: days }), updated_at: seconds(hub.clock) };
  await tx.query
    .insertInto("settings")
    .values({ key: KEY, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
  await recordEvent(tx, hub, {
    action: "audit.retention-changed",
    actorId: actor.userId,
    occasion: actor.occasion,
    detail: { retention_days: days },
  });
}

/**
 * Cuts off what is too old, a batch at a time, and notes how much it was. A hub that is killed in the middle goes on at its next hour,
 * and notes what was left then.
 * @param batch Rows of one transaction. @returns how many rows went
 */
export async function pruneAudit(hub: Pick<Hub, "db" | "clock" | "ids">, batch: number): Promise<number> {
  const days = await readRetention(hub.db);
  if (days === null) return 0;
  const before = firstIdAt(seconds(hub.clock) - days * DAY);
  let total = 0;
  for (let gone = batch; gone >= batch; total += gone) gone = await hub.db.write((tx) => cutOff(tx, before, batch));
  if (total > 0)
    await hub.db.write((tx) =>
      recordEvent(tx, hub, { action: "audit.pruned", detail: { rows: total, retention_days: days } }),
    );
  return total;
}

async function cutOff(tx: Writer, before: number, most: number): Promise<number> {
  const oldest = tx.query.selectFrom("audit").select("id").where("id", "<", before).orderBy("id").limit(most);
  return Number((await tx.query.deleteFrom("audit").where("id", "in", oldest).executeTakeFirst()).numDeletedRows);
}
