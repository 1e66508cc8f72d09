/**
 * The check of a password, at sign-in and before a password is changed. Every try is counted before it is made, against the
 * account and against the network, whatever name was typed; known and unknown people cost the same work and get the same answer.
 */
import type { Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { isLegacyHash } from "../../lib/legacy-passwords.ts";
import { networkOf } from "../../lib/network.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub, Occasion } from "../hub.ts";
import { clearAttempts, reserveAttempt } from "../limits/attempts.ts";
import { inEvenTime } from "./even-time.ts";
import { nameKey } from "./names.ts";
import { findUser, findUserByLogin, holdUser, type User } from "./store.ts";

/** Tries for one account from one network, for one account from everywhere, and from one network for all accounts. */
const PER_ACCOUNT_AND_NETWORK = { most: 10, window: 900 };
const PER_ACCOUNT = { most: 100, window: 3600 };
const PER_NETWORK = { most: 600, window: 900 };

interface Try {
  /** What the tries are counted under. */
  readonly account: string;
  readonly user: User | undefined;
  readonly password: string;
  readonly occasion: Occasion;
  /** For the audit log. */
  readonly way: string;
}

/**
 * Whose password it is, at sign-in.
 * @throws Refusal `credentials_wrong`, `too_many_attempts`, `account_disabled`, `busy`
 */
export async function provePassword(
  hub: Hub,
  organizationId: string,
  login: string,
  password: string,
  occasion: Occasion,
): Promise<User> {
  const user = await findUserByLogin(hub.db, organizationId, login);
  // Folded as the look-up folds it: an unknown name must not have more counters than a known one.
  const account = user ? accountOf(user) : `name:${nameKey(login.trim()).slice(0, 100)}`;
  return hashedHere(hub, await prove(hub, { account, user, password, occasion, way: "password" }), password);
}

/** Who has just shown a password that was hashed elsewhere (`alldoor import`) gets a hash of our own in its place. */
async function hashedHere(hub: Hub, user: User, password: string): Promise<User> {
  const before = user.passwordHash;
  if (before === null || !isLegacyHash(before)) return user;
  const passwordHash = await hub.passwords.hash(password);
  const replaced = await hub.db.write((tx) =>
    tx.query
      .updateTable("users")
      .set({ password_hash: passwordHash })
      .where("id", "=", user.id)
      .where("password_hash", "=", before)
      .executeTakeFirst(),
  );
  if (replaced.numUpdatedRows === 1n) return { ...user, passwordHash };
  // Another sign-in was faster, or the password is another one by now.
  const now = await findUser(hub.db, user.id);
  if (!now || !(await hub.passwords.verify(now.passwordHash, password))) throw new Refusal("credentials_wrong");
  return now;
}

/**
 * Whether the password that was proven is the account's still, until this transaction ends: checking one takes long enough for it
 * to be changed meanwhile, and whoever changes it ends every session but those that are not there yet.
 * @param user As `provePassword` gave them.
 */
export const isSamePassword = async (tx: Writer, user: User): Promise<boolean> =>
  (await holdUser(tx, user.id))?.passwordHash === user.passwordHash;

/**
 * That somebody who is signed in knows the account's password. Counted together with the tries of sign-in, so that a
 * session that was left open is no second place to guess at.
 * @throws Refusal `credentials_wrong`, `too_many_attempts`, `account_disabled`, `busy`
 */
export async function proveOwnPassword(hub: Hub, user: User, password: string, occasion: Occasion): Promise<void> {
  await prove(hub, { account: accountOf(user), user, password, occasion, way: "password-change" });
}

const accountOf = (user: User): string => `user:${user.id}`;

async function prove(hub: Hub, { account, user, password, occasion, way }: Try): Promise<User> {
  const network = networkOf(occasion.address);
  const own = `password:${account}:${network}`;
  await reserveAttempt(hub, [
    { key: own, ...PER_ACCOUNT_AND_NETWORK },
    { key: `password:${account}`, ...PER_ACCOUNT },
    { key: `password:network:${network}`, ...PER_NETWORK },
  ]);
  const right = await inEvenTime(hub, () => hub.passwords.verify(user?.passwordHash ?? null, password));
  const enters = user !== undefined && right && user.disabledAt === null;
  if (!enters) {
    await hub.db.write((tx) =>
      recordEvent(tx, hub, {
        action: "user.sign-in-failed",
        ...(user ? { subject: { kind: "user", id: user.id } } : {}),
        occasion,
        detail: { way },
      }),
    );
    // Only whoever has the password is told that the account is disabled.
    throw new Refusal(right ? "account_disabled" : "credentials_wrong");
  }
  await hub.db.write(async (tx) => {
    await clearAttempts(tx, own);
    await clearAttempts(tx, `password:${account}`);
  });
  return user;
}
