/**
 * counters: how much happens, by the hour. Counted in memory where it happens, and added to the database beside the requests every
 * few seconds; so several hubs on one database add up, and no request waits. What was counted since the last writing is lost where
 * a hub is killed, and an event is counted whose transaction fails in the end: these are numbers to look at, not to bill by. What
 * must be exact is in the audit log.
 */
import type { Database } from "../../db/database.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { addCounts, type Count, type CountKind, HOUR } from "./store.ts";

const FLUSH_MILLISECONDS = 5000;
/** Different counts that wait; names come from closed lists and from providers' slugs, so that this is far away. */
const MOST_WAITING = 5000;

export interface Counters {
  /** An event of the audit log; of a sign-in also by which way. */
  event(action: string, way?: string): void;
  /** Tokens that were given by a grant. */
  issued(grantType: string): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Writes what waits and stops. Call it while the database is still open. */
  close(): Promise<void>;
}

export function createCounters({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Counters {
  let waiting = new Map<string, Count>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const add = (kind: CountKind, name: string, hour: number, count: number): void => {
    const key = `${hour} ${kind} ${name}`;
    const known = waiting.get(key);
    if (known) known.count += count;
    else if (waiting.size < MOST_WAITING) waiting.set(key, { hour, kind, name, count });
  };

  const note = (kind: CountKind, name: string): void => {
    const now = seconds(clock);
    add(kind, name, now - (now % HOUR), 1);
    timer ??= setTimeout(flush, FLUSH_MILLISECONDS).unref();
  };

  const write = async (counts: readonly Count[]): Promise<void> => {
    try {
      await db.write((tx) => addCounts(tx, counts));
    } catch (error) {
      log.warn("counters.not-written", { counts: counts.length, error });
      // They are written with the next ones, where there are any.
      for (const { kind, name, hour, count } of counts) add(kind, name, hour, count);
    }
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const counts = [...waiting.values()];
    waiting = new Map();
    if (counts.length > 0) writing = writing.then(() => write(counts));
    return writing;
  };

  return {
    event(action, way) {
      note("event", action);
      if (way !== undefined) note("way", way);
    },
    issued: (grantType) => note("grant", grantType),
    flush,
    close: flush,
  };
}
