/**
 * attempts: counters of tries, shared by every way in (API, pages, WebDAV). A try is reserved before its proof is checked, by one
 * atomic upsert, so that a thousand guesses sent at once are counted as a thousand. A success clears the counters of that
 * person, and never that of a network, which counts for everybody behind it.
 */
import { sql } from "kysely";
import type { Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import type { Files } from "../files.ts";

export interface Limit {
  /** What is counted, with everything that tells one counter from another. */
  readonly key: string;
  readonly most: number;
  /** Seconds from the first try. */
  readonly window: number;
}

/** Tries for one account from one network, for one account from everywhere, and from one network for all accounts. */
const PER_ACCOUNT_AND_NETWORK = { most: 10, window: 900 };
const PER_ACCOUNT = { most: 100, window: 3600 };
const PER_NETWORK = { most: 600, window: 900 };

const reserveOne = statement<{ key: string; now: number; until: number }>()((db, p) =>
  db
    .insertInto("files_attempts")
    .values({ key: p("key"), count: 1, expires_at: p("until") })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql<number>`case when files_attempts.expires_at <= ${p("now")} then 1 else files_attempts.count + 1 end`,
        expires_at: sql<number>`case when files_attempts.expires_at <= ${p("now")} then excluded.expires_at else files_attempts.expires_at end`,
      }),
    )
    .returning(["count", "expires_at"]),
);

/** Counts one try against each limit. @throws Refusal `too_many_attempts` with `retryAfter`; the try stays counted. */
export async function reserveAttempt(files: Pick<Files, "db" | "clock">, limits: readonly Limit[]): Promise<void> {
  const now = seconds(files.clock);
  const waits = await files.db.write(async (tx) => {
    const found: number[] = [];
    for (const { key, most, window } of limits) {
      const row = await tx.first(reserveOne, { key, now, until: now + window });
      if (row && row.count > most) found.push(row.expires_at - now);
    }
    return found;
  });
  if (waits.length > 0) throw new Refusal("too_many_attempts", undefined, { retryAfter: Math.max(1, ...waits) });
}

/** Counts something that may happen once. @returns whether this was it; it is so where the transaction is committed. */
export async function isFirst(
  tx: Writer,
  files: Pick<Files, "clock">,
  { key, window }: Pick<Limit, "key" | "window">,
): Promise<boolean> {
  const now = seconds(files.clock);
  const row = await tx.first(reserveOne, { key, now, until: now + window });
  return row?.count === 1;
}

/** Gives back a try that was none. */
export const returnAttempt = ({ db }: Pick<Files, "db">, { key }: Pick<Limit, "key">): Promise<unknown> =>
  db.write((tx) =>
    tx.query
      .updateTable("files_attempts")
      .set((row) => ({ count: row("count", "-", 1) }))
      .where("key", "=", key)
      .where("count", ">", 0)
      .execute(),
  );

/** Passwords of folders that one network may try, on pages and over the API. */
export const folderPasswordTries = (address: string): Limit => ({
  key: `folder:${networkOf(address)}`,
  most: 60,
  window: 900,
});

/** @param account `user:<id>`, or `name:<key>` of nobody. @param address The caller's. */
export const limitsOf = (account: string, address: string): readonly Limit[] => {
  const network = networkOf(address);
  return [
    { key: `${account}:${network}`, ...PER_ACCOUNT_AND_NETWORK },
    { key: account, ...PER_ACCOUNT },
    { key: `network:${network}`, ...PER_NETWORK },
  ];
};

/** After a proof that was right: the account's counters go, the network's stays. */
export async function clearAttempts(tx: Writer, account: string, address: string): Promise<void> {
  await tx.query
    .deleteFrom("files_attempts")
    .where("key", "in", [account, `${account}:${networkOf(address)}`])
    .execute();
}
