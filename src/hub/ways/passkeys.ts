/**
 * A person's passkeys: kept with their public key alone, used under the person's id and no other, taken away unless one is the
 * last way in. A challenge is bound to its purpose, browser and person, and is used once (`used_proofs`) in the transaction of
 * what it buys; so is the counter moved forward there, and an answer that is behind it is refused as a copy's.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import {
  CHALLENGE_SECONDS,
  type ChallengeCheck,
  isChallenge,
  type NewPasskey,
  newChallenge,
  type RelyingParty,
  relyingParty,
} from "../../lib/webauthn.ts";
import type { Hub } from "../hub.ts";

/** As many as a person may have. */
const MOST = 20;
const LONGEST_NAME = 60;

export interface Passkey {
  readonly id: string;
  readonly userId: string;
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly synced: boolean;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

const readPasskey = (row: Selectable<Schema["passkeys"]>): Passkey => ({
  id: row.id,
  userId: row.user_id,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: row.counter,
  transports: JSON.parse(row.transports) as string[],
  synced: row.synced === 1,
  name: row.name,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

export const partyOf = ({ issuer }: Pick<Hub, "issuer">): RelyingParty => relyingParty(issuer, "Alldoor");

/** What a challenge is for. */
export interface ChallengeFor {
  readonly purpose: "register" | "sign-in" | "second-step";
  readonly browser: string;
  /** The person, where it is known who they are. */
  readonly userId: string | null;
}

const boundTo = ({ purpose, browser, userId }: ChallengeFor): string =>
  JSON.stringify([purpose, bearerHash(browser), userId]);

export const challengeFor = (hub: Pick<Hub, "vault" | "clock">, what: ChallengeFor): string =>
  newChallenge(hub.vault.derive("passkey-challenge"), boundTo(what), seconds(hub.clock));

export const checkFor =
  (hub: Pick<Hub, "vault" | "clock">, what: ChallengeFor): ChallengeCheck =>
  (challenge) =>
    isChallenge(hub.vault.derive("passkey-challenge"), boundTo(what), seconds(hub.clock), challenge);

/** @throws Refusal `passkey_refused` where the challenge was used before */
export async function spendChallenge(tx: Writer, hub: Pick<Hub, "clock">, challenge: string): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("used_proofs")
    .values({ key: `passkey:${bearerHash(challenge)}`, expires_at: seconds(hub.clock) + CHALLENGE_SECONDS })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new Refusal("passkey_refused");
}

export async function listPasskeys(reader: Reader, userId: string): Promise<Passkey[]> {
  const rows = await reader.query
    .selectFrom("passkeys")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(readPasskey);
}

export async function findPasskey(reader: Reader, credentialId: string): Promise<Passkey | undefined> {
  const row = await reader.query
    .selectFrom("passkeys")
    .selectAll()
    .where("credential_id", "=", credentialId)
    .executeTakeFirst();
  return row && readPasskey(row);
}

/** A name as it is kept: one line, bounded. */
const tidyName = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_NAME);

/** @throws Refusal `passkey_known`; `passkey_refused` for more than a person may have */
export async function addPasskey(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  made: NewPasskey,
  name: string,
): Promise<Passkey> {
  await lockPerson(tx, userId);
  if ((await listPasskeys(tx, userId)).length >= MOST) throw new Refusal("passkey_refused");
  const row = {
    id: newUuid(),
    user_id: userId,
    credential_id: made.credentialId,
    public_key: made.publicKey,
    counter: made.counter,
    transports: JSON.stringify(made.transports),
    aaguid: made.aaguid,
    synced: made.synced ? (1 as const) : (0 as const),
    name: tidyName(name) || "Passkey",
    created_at: seconds(hub.clock),
    last_used_at: null,
  };
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("passkeys")
    .values(row)
    .onConflict((conflict) => conflict.column("credential_id").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new Refusal("passkey_known");
  return readPasskey(row);
}

/**
 * Notes a use, whose signature was verified.
 * @returns whether the counter went on, or the passkey counts nothing (6.1.1); a copy's answer is behind.
 */
export async function usePasskey(tx: Writer, now: number, { id }: Passkey, counter: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable("passkeys")
    .set({ counter, last_used_at: now })
    .where("id", "=", id)
    .where((is) => (counter === 0 ? is("counter", "=", 0) : is("counter", "<", counter)))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** @returns the name as it is kept; `null` where there is no such passkey of the person's, or no name. */
export async function renamePasskey(tx: Writer, userId: string, id: string, name: string): Promise<string | null> {
  const tidy = tidyName(name);
  if (tidy === "") return null;
  const { numUpdatedRows } = await tx.query
    .updateTable("passkeys")
    .set({ name: tidy })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? tidy : null;
}

/** The person's row is locked, so that two changes at once can't each count on what the other takes away. */
async function lockPerson(tx: Writer, userId: string): Promise<boolean> {
  const user = await tx.query
    .updateTable("users")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", userId)
    .returning("password_hash")
    .executeTakeFirst();
  return typeof user?.password_hash === "string";
}

/**
 * @returns the passkey that is gone.
 * @throws Refusal `not_found`; `identity_last` where it is the person's last way in
 */
export async function removePasskey(tx: Writer, userId: string, id: string): Promise<Passkey> {
  const hasPassword = await lockPerson(tx, userId);
  const passkeys = await listPasskeys(tx, userId);
  const passkey = passkeys.find((each) => each.id === id);
  if (!passkey) throw new Refusal("not_found");
  if (!hasPassword && passkeys.length === 1 && !(await hasOpenIdentity(tx, userId))) throw new Refusal("identity_last");
  await tx.query.deleteFrom("passkeys").where("id", "=", id).execute();
  return passkey;
}

async function hasOpenIdentity(tx: Writer, userId: string): Promise<boolean> {
  const row = await tx.query
    .selectFrom("identities")
    .innerJoin("providers", "providers.id", "identities.provider_id")
    .select("identities.id")
    .where("identities.user_id", "=", userId)
    .where("providers.disabled_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}
