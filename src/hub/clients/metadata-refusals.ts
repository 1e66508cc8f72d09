/**
 * Addresses of documents that made no client a moment ago, so that whoever names one again and again does not have us call it
 * again and again: each is left alone for half a minute. Kept in memory and bounded, since anybody may name addresses; a hub
 * that forgets one calls it once more, which the count of each network bounds too.
 */
import type { Database } from "../../db/database.ts";
import { type Clock, seconds } from "../../lib/clock.ts";

/** Seconds for which an address is left alone. */
const REFUSAL_SECONDS = 30;
/** Addresses that are remembered at once; the oldest goes. */
export const MOST_REFUSALS = 1000;

/** `refused`: by the address itself or for what the document says. `unreachable`: nobody knows. */
export type RefusalKind = "refused" | "unreachable";

interface Remembered {
  readonly is: RefusalKind;
  /** Unix seconds. */
  readonly at: number;
}

/** The parts of the hub that it is remembered by. */
interface Services {
  readonly db: Database;
  readonly clock: Clock;
}

const byDatabase = new WeakMap<Database, Map<string, Remembered>>();

/** What became of the address within the last half minute. */
export function recentRefusal({ db, clock }: Services, clientId: string): RefusalKind | undefined {
  const known = byDatabase.get(db)?.get(clientId);
  // A clock that was set back must not make it last.
  return known && Math.abs(seconds(clock) - known.at) < REFUSAL_SECONDS ? known.is : undefined;
}

export function rememberRefusal({ db, clock }: Services, clientId: string, is: RefusalKind): void {
  const refusals = byDatabase.get(db) ?? new Map<string, Remembered>();
  byDatabase.set(db, refusals);
  // In the order of their time, so that the first is the oldest.
  refusals.delete(clientId);
  refusals.set(clientId, { is, at: seconds(clock) });
  const oldest = refusals.keys().next();
  if (refusals.size > MOST_REFUSALS && !oldest.done) refusals.delete(oldest.value);
}
