/**
 * Sends what the outbox of webhooks holds. What is broken off when the hub stops is put back for the next one: so a message is sent
 * at least once, and knows itself again by its id. One that hangs holds up none but its own webhook.
 */
import type { Hub } from "../hub.ts";
import { busy, type OutboxWorker, startOutboxWorker } from "../outbox/worker.ts";
import { deliverWebhook, type WebhookDelivery } from "./deliver.ts";
import {
  claimWebhookMessages,
  closeWebhookMessage,
  postponeWebhookMessage,
  returnWebhookMessage,
  type WebhookMessage,
} from "./messages.ts";
import { noteOutcome, readWebhook } from "./store.ts";

/** Messages under way at once: in all, and to one webhook before its further ones wait. */
const CONCURRENCY = 32;
const PER_WEBHOOK = 4;

export const startWebhookWorker = (hub: Hub): OutboxWorker =>
  startOutboxWorker<WebhookMessage>(hub, {
    table: "webhook_messages",
    name: "webhook",
    room: CONCURRENCY,
    claim: (underWay) =>
      hub.db.write((tx) =>
        claimWebhookMessages(
          tx,
          hub,
          PER_WEBHOOK,
          busy(underWay, PER_WEBHOOK, ({ webhook_id }) => webhook_id),
        ),
      ),
    send: (message, signal) => send(hub, message, signal),
    failed: (message, error) => hub.log.error("webhook.message-failed", { message: message.id, error }),
  });

async function send(hub: Hub, message: WebhookMessage, signal: AbortSignal): Promise<void> {
  const [webhook, event] = await Promise.all([
    hub.db.query.selectFrom("webhooks").selectAll().where("id", "=", message.webhook_id).executeTakeFirst(),
    hub.db.query.selectFrom("audit").selectAll().where("id", "=", message.audit_id).executeTakeFirst(),
  ]);
  if (!webhook || !event || webhook.disabled_at !== null) {
    await hub.db.write((tx) => closeWebhookMessage(tx, hub, message, "void", null));
    return;
  }
  let delivery: WebhookDelivery;
  try {
    delivery = await deliverWebhook(hub, readWebhook(webhook), message, event, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    await hub.db.write((tx) => returnWebhookMessage(tx, hub, message));
    return;
  }
  const { outcome, answer } = delivery;
  await hub.db.write(async (tx) => {
    const isOurs =
      outcome === "delivered"
        ? await closeWebhookMessage(tx, hub, message, "delivered", answer)
        : outcome === "gone"
          ? await closeWebhookMessage(tx, hub, message, "dead", answer)
          : await postponeWebhookMessage(tx, hub, message, answer);
    if (isOurs) await noteOutcome(tx, hub, message.webhook_id, outcome);
  });
}
