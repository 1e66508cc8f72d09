/**
 * Who asks, over WebDAV (security: the same tries, the same refusals as at every way in). An app password is tried first: it
 * is random, so it needs no counting. Then the account's own password, counted and checked as at sign-in.
 *
 * An account with a second factor has more than its password to prove, and a program can't: it is told to use an app password,
 * once the password was right and not before.
 */
import type { Database } from "../../db/database.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { findAppPassword, isUseDue, noteAppPasswordUse } from "../app-passwords/store.ts";
import type { Actor } from "../fs/file-system.ts";
import type { User } from "../users/user.ts";
import { type BasicCredentials, basicCredentials } from "./basic-credentials.ts";
import type { RecentProofs } from "./recent-proofs.ts";
import { DavRefusal } from "./refused.ts";

/** The accounts, as far as a way in needs them. */
export interface Accounts {
  byId(id: number): Promise<User | null>;
  /** Whether this is how the person is called, as sign-in reads names. */
  isNamed(user: User, username: string): boolean;
  /** @throws Refusal `credentials_wrong`, `too_many_attempts`, `account_disabled`, `busy` */
  prove(username: string, password: string, address: string): Promise<User>;
}

export interface DoorServices {
  readonly db: Database;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly proofs: RecentProofs;
}

const CHALLENGE = { "www-authenticate": 'Basic realm="Alldoor files", charset="UTF-8"' } as const;

const challenge = (message: string, cause?: unknown): DavRefusal =>
  new DavRefusal(401, message, { headers: CHALLENGE, cause });

/**
 * @param address The caller's.
 * @throws DavRefusal 401; Refusal `too_many_attempts`, `account_disabled`, `busy`
 */
export async function authenticate(door: DoorServices, header: string | undefined, address: string): Promise<Actor> {
  const credentials = basicCredentials(header);
  if (credentials === null) throw challenge("Sign in with your username and an app password.");
  return (
    (await byAppPassword(door, credentials)) ?? { user: await byPassword(door, credentials, address), way: "webdav" }
  );
}

async function byAppPassword(
  { db, clock, accounts }: DoorServices,
  credentials: BasicCredentials,
): Promise<Actor | null> {
  const now = seconds(clock);
  const found = await findAppPassword(db, credentials.password, now);
  if (found === null) return null;
  const user = await accounts.byId(found.userId);
  if (user === null || !accounts.isNamed(user, credentials.username)) return null;
  if (user.disabledAt !== null) throw new Refusal("account_disabled");
  if (isUseDue(found, now)) await db.write((tx) => noteAppPasswordUse(tx, found.id, now));
  return { user, way: "webdav", bounds: { access: found.access, path: found.path } };
}

async function byPassword(
  { accounts, proofs }: DoorServices,
  credentials: BasicCredentials,
  address: string,
): Promise<User> {
  const recent = proofs.get(credentials);
  if (recent) {
    const user = await accounts.byId(recent.userId);
    if (user && mayUsePassword(user) && isSame(user, recent.passwordChangedAt, credentials, accounts)) return user;
    proofs.drop(credentials);
  }
  const user = await proven(accounts, credentials, address);
  if (!mayUsePassword(user))
    throw challenge(
      "This account signs in with a second step. Make an app password on your profile page and use it here.",
    );
  proofs.keep(credentials, { userId: user.id, passwordChangedAt: user.passwordChangedAt });
  return user;
}

const mayUsePassword = (user: User): boolean => !user.hasOtp && user.disabledAt === null;

const isSame = (user: User, passwordChangedAt: number, { username }: BasicCredentials, accounts: Accounts): boolean =>
  user.hasPassword && user.passwordChangedAt === passwordChangedAt && accounts.isNamed(user, username);

async function proven(accounts: Accounts, { username, password }: BasicCredentials, address: string): Promise<User> {
  try {
    return await accounts.prove(username, password, address);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "credentials_wrong")) throw error;
    throw challenge(
      "The username or the password is not right. People who sign in elsewhere use an app password here.",
      error,
    );
  }
}
