/**
 * The check of a password: at sign-in over the API and on pages, for WebDAV, and before ways in are changed. Every try is
 * counted before it is made, whatever name was typed; known and unknown people cost the same work and get the same answer.
 */
import { Refusal } from "../../lib/errors.ts";
import { isLegacyHash } from "../../lib/legacy-passwords.ts";
import { clearAttempts, limitsOf, reserveAttempt } from "../attempts/attempts.ts";
import type { Files } from "../files.ts";
import { usernameKey } from "./names.ts";
import { isStaticHash, staticHash } from "./static-hash.ts";
import { readUser, userRowByName } from "./store.ts";
import type { User } from "./user.ts";

/** A password as typed, or AList's static hash of it. */
export type Proof = { readonly password: string } | { readonly staticHash: string };

const accountOf = ({ id }: Pick<User, "id">): string => `user:${id}`;

/** What is counted against whom: names that nobody has are counted like names that somebody has. */
export const triesFor = (user: Pick<User, "id"> | undefined, username: string): string =>
  user ? accountOf(user) : `name:${usernameKey(username).slice(0, 100)}`;

/**
 * Whose password it is. The second factor is the caller's to ask for; until then nobody is signed in, and the tries stay counted
 * until `proven`.
 * @param address The caller's.
 * @throws Refusal `credentials_wrong`, `too_many_attempts`, `busy`; `account_disabled`, for whoever has the password alone
 */
export async function provePassword(files: Files, username: string, proof: Proof, address: string): Promise<User> {
  const row = await userRowByName(files.db, username);
  await reserveAttempt(files, limitsOf(triesFor(row, username), address));
  const given = "password" in proof ? staticHash(proof.password) : proof.staticHash;
  const stored = row && row.role !== 1 ? row.password_hash : null;
  const right = await files.passwords.verify(stored, isStaticHash(given) ? given : "");
  const isEmpty = "password" in proof && proof.password === "";
  if (!row || !right || isEmpty) throw new Refusal("credentials_wrong");
  if (row.disabled_at !== null) throw new Refusal("account_disabled");
  if (row.password_hash !== null && isLegacyHash(row.password_hash)) await hashHere(files, row, given);
  return readUser(row);
}

/** Everything that was asked for was right: the account's tries are forgotten. */
export const proven = (files: Pick<Files, "db">, user: Pick<User, "id">, address: string): Promise<void> =>
  files.db.write((tx) => clearAttempts(tx, accountOf(user), address));

/** A password that was hashed elsewhere (`alldoor import`) gets a hash of our own in its place; sessions go on. */
async function hashHere(
  files: Files,
  { id, password_hash }: { readonly id: number; readonly password_hash: string | null },
  given: string,
): Promise<void> {
  const hash = await files.passwords.hash(given);
  await files.db.write((tx) =>
    tx.query
      .updateTable("files_users")
      .set({ password_hash: hash })
      .where("id", "=", id)
      .where("password_hash", "=", password_hash)
      .execute(),
  );
}
