/**
 * The check of a username and a password. Every try is counted before it is made, against the account and against the
 * network, whatever name was typed; known and unknown people cost the same work and get the same answer.
 */
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub, Occasion } from "../hub.ts";
import { clearAttempts, reserveAttempt } from "../limits/attempts.ts";
import { nameKey } from "../users/names.ts";
import { findUserByLogin, type User } from "../users/store.ts";

/** Tries for one account from one network, for one account from everywhere, and from one network for all accounts. */
const PER_ACCOUNT_AND_NETWORK = { most: 10, window: 900 };
const PER_ACCOUNT = { most: 100, window: 3600 };
const PER_NETWORK = { most: 200, window: 900 };

/**
 * @returns the user whose password it is.
 * @throws Refusal `credentials_wrong`, `too_many_attempts`, `account_disabled`, `busy`
 */
export async function provePassword(hub: Hub, organizationId: string, login: string, password: string, occasion: Occasion): Promise<User> {
  const user = await findUserByLogin(hub.db, organizationId, login);
  const account = user ? `user:${user.id}` : `name:${nameKey(login).slice(0, 100)}`;
  const network = networkOf(occasion.address);
  const own = `password:${account}:${network}`;
  await reserveAttempt(hub, [
    { key: own, ...PER_ACCOUNT_AND_NETWORK },
    { key: `password:${account}`, ...PER_ACCOUNT },
    { key: `password:network:${network}`, ...PER_NETWORK },
  ]);
  const right = await hub.passwords.verify(user?.passwordHash ?? null, password);
  if (!user || !right) {
    await hub.db.write((tx) =>
      recordEvent(tx, hub, {
        action: "user.sign-in-failed",
        ...(user ? { subject: { kind: "user", id: user.id } } : {}),
        occasion,
        detail: { way: "password", at: seconds(hub.clock) },
      }),
    );
    throw new Refusal("credentials_wrong");
  }
  if (user.disabledAt !== null) throw new Refusal("account_disabled");
  await hub.db.write(async (tx) => {
    await clearAttempts(tx, own);
    await clearAttempts(tx, `password:${account}`);
  });
  return user;
}
