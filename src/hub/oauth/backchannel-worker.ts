/**
 * Sends what the outbox of log-outs holds (`logout/messages.ts`). What is broken off when the hub stops is put back for the next
 * one: so a message is said at least once; a client sees by `jti` what is another one.
 */
import { recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import {
  claimMessages,
  closeMessage,
  type LogoutMessage,
  postponeMessage,
  retryAfter,
  returnMessage,
} from "../logout/messages.ts";
import { busy, type OutboxWorker, startOutboxWorker } from "../outbox/worker.ts";
import { type Delivery, deliverLogout } from "./backchannel-logout.ts";

/** Messages under way at once: in all, and to one client before its further ones wait. */
const CONCURRENCY = 64;
const PER_CLIENT = 8;

export const startLogoutWorker = (hub: Hub): OutboxWorker =>
  startOutboxWorker<LogoutMessage>(hub, {
    table: "logout_messages",
    name: "logout",
    room: CONCURRENCY,
    // A few at a time, so that no client gets all the room.
    claim: (underWay) =>
      hub.db.write((tx) =>
        claimMessages(
          tx,
          hub,
          PER_CLIENT,
          busy(underWay, PER_CLIENT, ({ client_id }) => client_id),
        ),
      ),
    send: (message, signal) => send(hub, message, signal),
    failed: (message, error) => hub.log.error("logout.message-failed", { message: message.id, error }),
  });

async function send(hub: Hub, message: LogoutMessage, signal: AbortSignal): Promise<void> {
  let delivery: Delivery;
  try {
    delivery = await deliverLogout(hub, message, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    await hub.db.write((tx) => returnMessage(tx, hub, message));
    return;
  }
  await hub.db.write(async (tx) => {
    if (!("why" in delivery)) {
      await closeMessage(tx, hub, message, delivery.end);
      return;
    }
    const wait = retryAfter(message);
    if (delivery.end === "later" && wait !== null) {
      await postponeMessage(tx, hub, message, wait);
      return;
    }
    const outcome = delivery.end === "refused" ? "refused" : "dead";
    if (!(await closeMessage(tx, hub, message, outcome))) return;
    await recordEvent(tx, hub, {
      action: "logout.undelivered",
      subject: { kind: "user", id: message.user_id },
      clientId: message.client_id,
      detail: { outcome, why: delivery.why, attempts: message.attempts },
    });
  });
}
