/**
 * webhooks: telling other servers what happens here. Owns the webhooks and their outbox: a row for each webhook that listens is
 * written in the very transaction of the audit row that it tells of, and sent afterwards (`worker.ts`), so that nothing is told
 * that did not happen, and nothing that happened is lost.
 *
 *   announced ──claim──▶ being sent ──▶ delivered │ void (its webhook is off or gone)
 *       ▲                    │
 *       └──due later─────────┴── the tenth time ──▶ dead ──replay──▶ announced
 *
 * This file: the outbox. What a message says is made of its audit row when it is sent: those never change.
 */
import type { Selectable } from "kysely";
import type { Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { claimDue } from "../outbox/claim.ts";

export type WebhookMessage = Selectable<Schema["webhook_messages"]>;

/** Seconds between the tries: ten of them in three days. */
export const RETRY_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 64_800, 86_400] as const;
/** Seconds for which a claimed message is its claimer's: far longer than a call out may last. */
const CLAIM_SECONDS = 60;

/** Stands for every action in a webhook's list. */
export const EVERY_ACTION = "*";

const listening = statement<Record<never, never>>()((db) =>
  db.selectFrom("webhooks").select(["id", "actions"]).where("disabled_at", "is", null),
);

/** Notes for every webhook that listens that it is to be told. Called with each audit row, in its transaction. */
export async function announceEvent(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  auditId: number,
  action: string,
): Promise<void> {
  const now = seconds(hub.clock);
  for (const { id, actions } of await tx.all(listening, {})) {
    const wanted = JSON.parse(actions) as string[];
    if (!wanted.includes(EVERY_ACTION) && !wanted.includes(action)) continue;
    await tx.query
      .insertInto("webhook_messages")
      .values({
        id: hub.ids(),
        webhook_id: id,
        audit_id: auditId,
        attempts: 0,
        due_at: now,
        done_at: null,
        outcome: null,
        last_answer: null,
      })
      .execute();
  }
}

/**
 * Takes messages that are due, the longest waiting first.
 * @param ids Webhooks that have enough under way.
 * @returns those that are now the caller's to send, until `CLAIM_SECONDS` are over.
 */
export async function claimWebhookMessages(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  most: number,
  ids: readonly string[],
): Promise<WebhookMessage[]> {
  const now = seconds(hub.clock);
  const except = { column: "webhook_id", ids };
  return claimDue(tx, "webhook_messages", { now, until: now + CLAIM_SECONDS, most, except });
}

const claimed = (tx: Writer, { id, attempts }: WebhookMessage) =>
  tx.query
    .updateTable("webhook_messages")
    .where("id", "=", id)
    // Nobody else has taken it up meanwhile.
    .where("attempts", "=", attempts)
    .where("done_at", "is", null);

/** Closes a message. @returns whether it was still the caller's. */
export async function closeWebhookMessage(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  message: WebhookMessage,
  outcome: NonNullable<WebhookMessage["outcome"]>,
  answer: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await claimed(tx, message)
    .set({ done_at: seconds(hub.clock), outcome, last_answer: answer })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Puts a message back that failed; after the last try it is dead. @returns whether it was still the caller's. */
export async function postponeWebhookMessage(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  message: WebhookMessage,
  answer: string,
): Promise<boolean> {
  const wait = RETRY_SECONDS[message.attempts - 1];
  if (wait === undefined) return closeWebhookMessage(tx, hub, message, "dead", answer);
  const { numUpdatedRows } = await claimed(tx, message)
    .set({ due_at: seconds(hub.clock) + wait, last_answer: answer })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Puts a message back that was not sent, as if it had not been claimed: the hub stops. */
export async function returnWebhookMessage(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  message: WebhookMessage,
): Promise<void> {
  await claimed(tx, message)
    .set({ attempts: message.attempts - 1, due_at: seconds(hub.clock) })
    .execute();
}

/** Sends a message that is done once more, under the same id: who has had it knows it again. @returns whether it was done. */
export async function replayWebhookMessage(tx: Writer, hub: Pick<Hub, "clock">, id: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable("webhook_messages")
    .set({ attempts: 0, due_at: seconds(hub.clock), done_at: null, outcome: null })
    .where("id", "=", id)
    .where("done_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What waits for a webhook that is off is not sent any more. */
export async function voidWebhookMessages(tx: Writer, hub: Pick<Hub, "clock">, webhookId: string): Promise<void> {
  await tx.query
    .updateTable("webhook_messages")
    .set({ done_at: seconds(hub.clock), outcome: "void" })
    .where("webhook_id", "=", webhookId)
    .where("done_at", "is", null)
    .execute();
}
