/**
 * Sends what the outbox of log-outs holds (`logout/messages.ts`), beside the requests: nobody who signs out waits for an
 * application, and an application that hangs holds up neither the others nor the end of the process.
 *
 * Each hub looks every second; what it claims is its own to send. When it stops, it gives what is under way a moment, then breaks
 * it off and puts it back for the next hub. So a message is said at least once; a client sees by `jti` what is another one.
 */
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
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
import { type Delivery, deliverLogout } from "./backchannel-logout.ts";

const LOOK_MILLISECONDS = 1000;
/** Messages under way at once: in all, and to one client before its further ones wait. */
const CONCURRENCY = 64;
const PER_CLIENT = 8;
/** Milliseconds that a process which stops waits for answers. */
const GRACE_MILLISECONDS = 1000;

export interface LogoutWorker {
  /** Sends what is due now, as far as there is room, and waits until nothing is under way any more. */
  sendDue(): Promise<void>;
  /** Breaks off what takes longer than a moment and puts it back. Call it while the database is still open. */
  close(): Promise<void>;
}

const anyDue = statement<{ now: number }>()((db, p) =>
  db.selectFrom("logout_messages").select("id").where("done_at", "is", null).where("due_at", "<=", p("now")).limit(1),
);

export function startLogoutWorker(hub: Hub): LogoutWorker {
  const underWay = new Map<Promise<void>, LogoutMessage>();
  const stop = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  let closed = false;

  const busyClients = (): string[] => {
    const counts = Map.groupBy(underWay.values(), (message) => message.client_id);
    return [...counts].filter(([, messages]) => messages.length >= PER_CLIENT).map(([clientId]) => clientId);
  };

  const start = (message: LogoutMessage): void => {
    const sending = send(hub, message, stop.signal)
      .catch((error: unknown) => hub.log.error("logout.message-failed", { message: message.id, error }))
      .finally(() => underWay.delete(sending));
    underWay.set(sending, message);
  };

  /** Claims a few at a time, so that no client gets all the room. */
  const take = async (): Promise<void> => {
    while (!closed && underWay.size < CONCURRENCY) {
      if (!(await hub.db.first(anyDue, { now: seconds(hub.clock) }))) return;
      const messages = await hub.db.write((tx) => claimMessages(tx, hub, PER_CLIENT, busyClients()));
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

  let failing = false;
  const timer = setInterval(() => {
    look().then(
      () => {
        failing = false;
      },
      (error: unknown) => {
        // Said once, not every second while the database is away.
        if (!failing) hub.log.error("logout.look-failed", { error });
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
