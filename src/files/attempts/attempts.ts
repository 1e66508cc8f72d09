/**
 * attempts: the file server's counters of tries (`db/attempts.ts`), shared by every way in (API, pages, WebDAV). A success clears
 * the counters of that person, and never that of a network, which counts for everybody behind it.
 */
import { attemptCounters, type Limit } from "../../db/attempts.ts";
import type { Writer } from "../../db/database.ts";
import { networkOf } from "../../lib/network.ts";
import type { Files } from "../files.ts";

/** Tries for one account from one network, for one account from everywhere, and from one network for all accounts. */
const PER_ACCOUNT_AND_NETWORK = { most: 10, window: 900 };
const PER_ACCOUNT = { most: 100, window: 3600 };
const PER_NETWORK = { most: 600, window: 900 };

/** One try against each limit, and what may happen once (`db/attempts.ts`). */
export const { reserve: reserveAttempt, isFirst } = attemptCounters("files_attempts");

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
