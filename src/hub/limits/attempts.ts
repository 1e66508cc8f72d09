/**
 * limits: the hub's counters of tries (`db/attempts.ts`). Success clears the counters of that person and factor, and never that
 * of a network, which counts for everybody behind it.
 */
import { attemptCounters } from "../../db/attempts.ts";
import type { Writer } from "../../db/database.ts";

export type { Limit } from "../../db/attempts.ts";

/** Counts one try against each limit. @throws Refusal `too_many_attempts` with `retryAfter`; the try stays counted. */
export const { reserve: reserveAttempt } = attemptCounters("attempts");

/** Forgets the tries of one counter. */
export async function clearAttempts(tx: Writer, key: string): Promise<void> {
  await tx.query.deleteFrom("attempts").where("key", "=", key).execute();
}
