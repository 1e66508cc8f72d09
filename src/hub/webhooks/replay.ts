/** A message sent once more because an administrator wants it, with its row in the audit log. */
import type { Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { messageName } from "./deliver.ts";
import { replayWebhookMessage } from "./messages.ts";

/**
 * One that still waits is left alone.
 * @param webhookId The webhook that it has to be of; `null` for any.
 * @throws Refusal `not_found`
 */
export async function sendAgain(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  actor: Actor,
  webhookId: string | null,
  messageId: number,
): Promise<void> {
  const row = await tx.query
    .selectFrom("webhook_messages")
    .select(["id", "webhook_id"])
    .where("id", "=", messageId)
    .executeTakeFirst();
  if (!row || (webhookId !== null && row.webhook_id !== webhookId)) throw new Refusal("not_found");
  if (!(await replayWebhookMessage(tx, hub, row.id))) return;
  await recordEvent(tx, hub, {
    action: "webhook.message-replayed",
    actorId: actor.userId,
    subject: { kind: "webhook", id: row.webhook_id },
    occasion: actor.occasion,
    detail: { message: messageName(row) },
  });
}
