/**
 * logout: what applications are told when a session ends. Owns the table `logout_messages`, an outbox: a row for each client
 * that listens is written in the very transaction in which the session ends, so that no end is ever lost or told too early,
 * and sent afterwards (`oauth/backchannel-worker.ts`). A session's end never waits for anybody.
 *
 *   announced ──claim──▶ being sent ──▶ delivered │ refused │ void (nobody is left to be told)
 *       ▲                    │
 *       └──due later─────────┴── the fifth time ──▶ dead
 *
 * A claim is one conditional update that moves `due_at` past the time that sending may take: two hubs on one database never
 * send the same message, and one that dies while sending leaves it to be taken up again.
 */
import type { Selectable } from "kysely";
import type { Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { claimDue } from "../outbox/claim.ts";

export type LogoutMessage = Selectable<Schema["logout_messages"]>;
type Deps = Pick<Hub, "clock" | "ids">;

/** Seconds between the tries: five of them in about an hour. */
export const RETRY_SECONDS = [60, 300, 900, 2400] as const;
/** Seconds for which a claimed message is its claimer's: far longer than a call out may last. */
const CLAIM_SECONDS = 60;
/** Sessions looked up, and rows stored, in one statement. */
const BATCH = 500;

/** An ended session. */
export interface EndedSession {
  readonly id: number;
  readonly userId: string;
}

/** Notes for every client of these sessions that it is to be told. Called where a session ends, in that transaction. */
export async function announceEnd(tx: Writer, hub: Deps, sessions: readonly EndedSession[]): Promise<void> {
  const now = seconds(hub.clock);
  for (let at = 0; at < sessions.length; at += BATCH) {
    const userIds = new Map(sessions.slice(at, at + BATCH).map(({ id, userId }) => [id, userId]));
    const listening = await tx.query
      .selectFrom("session_clients")
      .innerJoin("clients", "clients.id", "session_clients.client_id")
      .select(["session_clients.session_id", "session_clients.client_id"])
      .where("session_clients.session_id", "in", [...userIds.keys()])
      .where("clients.backchannel_logout_uri", "is not", null)
      .orderBy("session_clients.session_id")
      .orderBy("session_clients.first_at")
      .execute();
    const rows = listening.map(({ session_id, client_id }) => ({
      id: hub.ids(),
      session_id,
      user_id: userIds.get(session_id) ?? "",
      client_id,
      attempts: 0,
      due_at: now,
      done_at: null,
      outcome: null,
    }));
    for (let from = 0; from < rows.length; from += BATCH) {
      await tx.query
        .insertInto("logout_messages")
        .values(rows.slice(from, from + BATCH))
        .execute();
    }
  }
}

/**
 * Takes messages that are due, the longest waiting first.
 * @param ids Rows of clients that have enough under way.
 * @returns those that are now the caller's to send, until `CLAIM_SECONDS` are over.
 */
export async function claimMessages(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  most: number,
  ids: readonly string[] = [],
): Promise<LogoutMessage[]> {
  const now = seconds(hub.clock);
  const except = { column: "client_id", ids };
  return claimDue(tx, "logout_messages", { now, until: now + CLAIM_SECONDS, most, except });
}

const claimed = (tx: Writer, { id, attempts }: LogoutMessage) =>
  tx.query
    .updateTable("logout_messages")
    .where("id", "=", id)
    // Nobody else has taken it up meanwhile.
    .where("attempts", "=", attempts)
    .where("done_at", "is", null);

/** Closes a message. @returns whether it was still the caller's. */
export async function closeMessage(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  message: LogoutMessage,
  outcome: NonNullable<LogoutMessage["outcome"]>,
): Promise<boolean> {
  const { numUpdatedRows } = await claimed(tx, message)
    .set({ done_at: seconds(hub.clock), outcome })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** When a message that failed is tried again, as a number of seconds from now; `null` once it was the last try. */
export const retryAfter = ({ attempts }: LogoutMessage): number | null => RETRY_SECONDS[attempts - 1] ?? null;

/** Puts a message back that failed. */
export async function postponeMessage(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  message: LogoutMessage,
  wait: number,
): Promise<void> {
  await claimed(tx, message)
    .set({ due_at: seconds(hub.clock) + wait })
    .execute();
}

/** Puts a message back that was not sent, as if it had not been claimed: the hub stops. */
export async function returnMessage(tx: Writer, hub: Pick<Hub, "clock">, message: LogoutMessage): Promise<void> {
  await claimed(tx, message)
    .set({ attempts: message.attempts - 1, due_at: seconds(hub.clock) })
    .execute();
}
