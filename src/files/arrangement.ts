/**
 * How the tree is arranged, its rules and its mounts, is held in memory by every file server, and each change of it is counted in
 * the database. File servers that share one look at the count every few seconds and read again what another has changed, be
 * it another machine or the command line; until then they go by what they know.
 */
import type { Reader, Writer } from "../db/database.ts";
import { statement } from "../db/statement.ts";
import { nextNumber } from "./counter.ts";
import type { Files } from "./files.ts";

/** Milliseconds between two looks: how long a rule that was made elsewhere may not count yet. */
const LOOK_MILLISECONDS = 2000;

const NAME = "arrangement";

const counted = statement<{ name: string }>()((db, p) =>
  db.selectFrom("files_counters").select("last").where("name", "=", p("name")),
);

/** To be called first in the transaction of every change, so that of two at once the second sees what the first has done. */
export const countChange = (tx: Writer): Promise<number> => nextNumber(tx, NAME);

export const changesSoFar = async (reader: Reader): Promise<number> =>
  Number((await reader.first(counted, { name: NAME }))?.last ?? 0);

export interface Follower {
  /** Reads rules and mounts again if anybody has changed them since the last look. @returns whether somebody had */
  look(): Promise<boolean>;
}

/** @param known `changesSoFar` before rules and mounts were read. */
export function createFollower(
  { db, metas, storages }: Pick<Files, "db" | "metas" | "storages">,
  known: number,
): Follower {
  let seen = known;
  return {
    async look() {
      const now = await changesSoFar(db);
      if (now === seen) return false;
      await Promise.all([metas.reload(), storages.reload()]);
      // What was changed while it was read is looked at next time.
      seen = now;
      return true;
    },
  };
}

/** @returns what stops it. */
export function followChanges({ log }: Pick<Files, "log">, follower: Follower): () => void {
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    follower
      .look()
      .catch((error: unknown) => log.warn("arrangement.look-failed", { error }))
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
