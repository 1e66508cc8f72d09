/** Takes away rows that are of no use any more, hourly and a thousand at a time, so that no request waits for it. */
import type { Writer } from "../db/database.ts";
import { seconds } from "../lib/clock.ts";
import type { Files } from "./files.ts";

const BATCH = 1000;
const HOUR = 3600;

const BY_ID = ["files_sessions", "files_pending", "files_handovers"] as const;

type Step = (tx: Writer) => Promise<bigint>;

const steps = (now: number): readonly Step[] => [
  ...BY_ID.map(
    (table): Step =>
      async (tx) => {
        const dead = tx.query.selectFrom(table).select("id").where("expires_at", "<", now).limit(BATCH);
        return (await tx.query.deleteFrom(table).where("id", "in", dead).executeTakeFirst()).numDeletedRows;
      },
  ),
  async (tx) => {
    const dead = tx.query.selectFrom("files_attempts").select("key").where("expires_at", "<", now).limit(BATCH);
    return (await tx.query.deleteFrom("files_attempts").where("key", "in", dead).executeTakeFirst()).numDeletedRows;
  },
  async (tx) => {
    const dead = tx.query.selectFrom("files_locks").select("token").where("expires_at", "<", now).limit(BATCH);
    return (await tx.query.deleteFrom("files_locks").where("token", "in", dead).executeTakeFirst()).numDeletedRows;
  },
];

/** Prunes everything once. @returns how many rows went. */
export async function prune(files: Pick<Files, "db" | "clock">): Promise<number> {
  let total = 0;
  for (const step of steps(seconds(files.clock))) {
    for (;;) {
      const gone = Number(await files.db.write(step));
      total += gone;
      if (gone < BATCH) break;
    }
  }
  return total;
}

/** @returns what stops it. */
export function pruneHourly(files: Files): () => void {
  const timer = setInterval(() => {
    prune(files).catch((error: unknown) => files.log.error("prune.failed", { error }));
  }, HOUR * 1000);
  timer.unref();
  return () => clearInterval(timer);
}
