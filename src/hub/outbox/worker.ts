/**
 * Sends what an outbox holds, beside the requests: nobody waits for whoever is told, and one who hangs holds up neither the others
 * nor the end of the process. Each hub looks every second; what it claims is its own to send. When it stops, it gives what is under
 * way a moment and then breaks it off.
 */
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { isAnyDue, type OutboxTable } from "./claim.ts";

const LOOK_MILLISECONDS = 1000;
/** Milliseconds that a process which stops waits for answers. */
const GRACE_MILLISECONDS = 1000;

export interface Outbox<M> {
  readonly table: OutboxTable;
  /** Begins the names of log lines. */
  readonly name: string;
  /** Messages under way at once. */
  readonly room: number;
  /** Takes some that are due. @param underWay What is being sent: whoever has enough of that is passed over. */
  claim(underWay: readonly M[]): Promise<readonly M[]>;
  /** @param signal Breaks off; a message that is broken off ends here, and is put back or left to its claim's end. */
  send(message: M, signal: AbortSignal): Promise<void>;
  /** Says in the log that one could not be sent for a fault of ours. */
  failed(message: M, error: unknown): void;
}

export interface OutboxWorker {
  /** Sends what is due now, as far as there is room, and waits until nothing is under way any more. */
  sendDue(): Promise<void>;
  /** Breaks off what takes longer than a moment. Call it while the database is still open. */
  close(): Promise<void>;
}

/** To one receiver at most so many at once: those that have them under way already. */
export function busy<M>(underWay: readonly M[], most: number, receiver: (message: M) => string): string[] {
  const counts = Map.groupBy(underWay, receiver);
  return [...counts].filter(([, messages]) => messages.length >= most).map(([id]) => id);
}

export function startOutboxWorker<M>(hub: Pick<Hub, "db" | "clock" | "log">, outbox: Outbox<M>): OutboxWorker {
  const underWay = new Map<Promise<void>, M>();
  const stop = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  let closed = false;
  let failing = false;

  const start = (message: M): void => {
    const sending = outbox
      .send(message, stop.signal)
      .catch((error: unknown) => outbox.failed(message, error))
      .finally(() => underWay.delete(sending));
    underWay.set(sending, message);
  };

  const take = async (): Promise<void> => {
    while (!closed && underWay.size < outbox.room) {
      if (!(await isAnyDue(hub.db, outbox.table, seconds(hub.clock)))) return;
      const messages = await outbox.claim([...underWay.values()]);
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
        if (!failing) hub.log.error(`${outbox.name}.look-failed`, { error });
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
