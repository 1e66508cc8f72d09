/**
 * Sends what the outbox of webhooks holds, beside the requests. Each hub looks every second; what it claims is its own to send. When
 * it stops, it gives what is under way a moment, then breaks it off and puts it back for the next hub: so a message is sent at
 * least once, and knows itself again by its id. One that hangs holds up none but its own webhook.
 */
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { deliverWebhook, type WebhookDelivery } from "./deliver.ts";
import {
  claimWebhookMessages,
  closeWebhookMessage,
  postponeWebhookMessage,
  returnWebhookMessage,
  type WebhookMessage,
} from "./messages.ts";
import { noteOutcome, readWebhook } from "./store.ts";

const LOOK_MILLISECONDS = 1000;
/** Messages under way at once: in all, and to one webhook before its further ones wait. */
const CONCURRENCY = 32;
const PER_WEBHOOK = 4;
/** Milliseconds that a process which stops waits for answers. */
const GRACE_MILLISECONDS = 1000;

export interface WebhookWorker {
  /** Sends what is due now, as far as there is room, and waits until nothing is under way any more. */
  sendDue(): Promise<void>;
  /** Breaks off what takes longer than a moment and puts it back. Call it while the database is still open. */
  close(): Promise<void>;
}

const anyDue = statement<{ now: number }>()((db, p) =>
  db.selectFrom("webhook_messages").select("id").where("done_at", "is", null).where("due_at", "<=", p("now")).limit(1),
);

export function startWebhookWorker(hub: Hub): WebhookWorker {
  const underWay = new Map<Promise<void>, WebhookMessage>();
  const stop = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  let closed = false;
  let failing = false;

  const busy = (): string[] => {
    const counts = Map.groupBy(underWay.values(), (message) => message.webhook_id);
    return [...counts].filter(([, messages]) => messages.length >= PER_WEBHOOK).map(([id]) => id);
  };

  const start = (message: WebhookMessage): void => {
    const sending = send(hub, message, stop.signal)
      .catch((error: unknown) => hub.log.error("webhook.message-failed", { message: message.id, error }))
      .finally(() => underWay.delete(sending));
    underWay.set(sending, message);
  };

  const take = async (): Promise<void> => {
    while (!closed && underWay.size < CONCURRENCY) {
      if (!(await hub.db.first(anyDue, { now: seconds(hub.clock) }))) return;
      const messages = await hub.db.write((tx) => claimWebhookMessages(tx, hub, PER_WEBHOOK, busy()));
      if (messages.length === 0) return;
      messages.forEach(start);
    }
  };

  /** One look at a time: the next begins where the last one has ended. */
  const look = (): Promise<void> => {
    const next = looking.then(take);
    looking = next.catch(() => undefined);
    return next;
  };

  const timer = setInterval(() => {
    look().then(
      () => {
        failing = false;
      },
      (error: unknown) => {
        // Said once, not every second while the database is away.
        if (!failing) hub.log.error("webhook.look-failed", { error });
        failing = true;
      },
    );
  }, LOOK_MILLISECONDS);
  timer.unref();

  return {
    async sendDue() {
      await look();
      await Promise.all(underWay.keys());
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      const grace = setTimeout(() => stop.abort(new Error("the hub stops")), GRACE_MILLISECONDS);
      await Promise.all(underWay.keys());
      clearTimeout(grace);
    },
  };
}

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
