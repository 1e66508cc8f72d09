/**
 * How many letters with a code anybody can have sent, counted so that a stranger's wishes use up a stranger's share. What is
 * refused aloud is counted by the browser that asks; what is kept back in silence by where the letter would go and from which
 * network it was asked for. The browser that the owner of an address has signed in with has a share of its own, which
 * nobody else can spend; strangers together have one for each address, so that nobody's mailbox is filled either.
 */
import type { Reader } from "../../db/database.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import type { Hub, Occasion } from "../hub.ts";
import { type Limit, reserveAttempt } from "../limits/attempts.ts";
import { emailKey } from "../users/names.ts";

/** What one browser can ask for, by what is typed; what one network gets sent to one address; an owner's browser's own share. */
const PER_ASKER = { most: 3, window: 3600 };
/** What all strangers together get sent to one address. */
const PER_ADDRESS = { most: 12, window: 3600 };
/** What is asked for from one network, whatever is typed. */
const PER_NETWORK = { most: 60, window: 3600 };

/** Who asks. */
export interface Asker {
  /** This browser's value. */
  readonly browser: string;
  readonly occasion: Pick<Occasion, "address">;
}

type Deps = Pick<Hub, "db" | "clock">;

const textKey = (typed: string): string => emailKey(typed.trim()).slice(0, 254);

/**
 * Counts what somebody asks for, by what they typed, before anything is looked up: known and unknown are counted alike.
 * @throws Refusal `too_many_attempts`
 */
export const reserveLetter = (hub: Deps, typed: string, { browser, occasion }: Asker): Promise<void> =>
  reserveAttempt(hub, [
    { key: `mail:asked:${textKey(typed)}:${bearerHash(browser)}`, ...PER_ASKER },
    { key: `mail:network:${networkOf(occasion.address)}`, ...PER_NETWORK },
  ]);

/**
 * Counts a letter by where it would go, whichever way it was asked for. Where there is no room nothing is sent, and nobody is
 * told: that a username and an address share a counter would say that they belong together.
 * @param ownerId Whose proven address it is, if anybody's; an address that was only typed has no owner.
 */
export async function hasRoom(
  hub: Deps,
  address: string,
  { browser, occasion }: Asker,
  ownerId: string | null,
): Promise<boolean> {
  const key = `mail:sent:${textKey(address)}`;
  const hash = bearerHash(browser);
  // Asked of nobody too, so that a known address costs the same.
  if (await isSeen(hub.db, ownerId ?? "", hash)) return isCounted(hub, { key: `${key}:seen:${hash}`, ...PER_ASKER });
  // One after the other: what a network asks for beyond its own share is not taken from everybody's.
  return (
    (await isCounted(hub, { key: `${key}:${networkOf(occasion.address)}`, ...PER_ASKER })) &&
    (await isCounted(hub, { key, ...PER_ADDRESS }))
  );
}

async function isCounted(hub: Deps, limit: Limit): Promise<boolean> {
  try {
    await reserveAttempt(hub, [limit]);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === "too_many_attempts") return false;
    throw error;
  }
}

/** Whether the person has signed in with this browser before. */
async function isSeen(reader: Reader, userId: string, hash: string): Promise<boolean> {
  const row = await reader.query
    .selectFrom("seen_browsers")
    .select("last_at")
    .where("user_id", "=", userId)
    .where("browser_hash", "=", hash)
    .executeTakeFirst();
  return row !== undefined;
}
