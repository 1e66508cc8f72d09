/**
 * keys: the keys that sign our tokens. Owns their table and their life: published, then signing, then only published,
 * then withdrawn. Private keys are sealed in the database and never leave the process.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { calculateJwkThumbprint, type JWK } from "jose";
import type { Reader, Writer } from "../../db/database.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import type { Vault } from "../../lib/seal.ts";
import type { SigningAlg } from "../clients/settings.ts";

/** Seconds that a verifier may keep our JWKS: a key is published at least this long before it signs. */
export const JWKS_CACHE_SECONDS = 300;
/** Seconds from publishing to signing: twice the cache time, so that no verifier meets an unknown key. */
const LEAD_SECONDS = 2 * JWKS_CACHE_SECONDS;
/** Seconds a key stays published after the last token that it can have signed: the longest token (900) and its cache. */
const TAIL_SECONDS = 900 + 2 * JWKS_CACHE_SECONDS;

/** What keys need of the hub. */
export interface KeyServices {
  readonly clock: Clock;
  readonly vault: Vault;
}

export interface SigningKey {
  readonly kid: string;
  readonly alg: SigningAlg;
  readonly publicJwk: JWK;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly createdAt: number;
  readonly activeAt: number;
  readonly withdrawnAt: number | null;
}

const generate = promisify(generateKeyPair);

async function makeKeyPair(alg: SigningAlg): Promise<KeyObject> {
  if (alg === "ES256") return (await generate("ec", { namedCurve: "P-256" })).privateKey;
  if (alg === "RS256") return (await generate("rsa", { modulusLength: 2048 })).privateKey;
  return (await generate("ed25519")).privateKey;
}

/** A new key and its row, not stored yet: making an RSA key takes longer than a transaction should be open. */
export interface FreshKey {
  readonly kid: string;
  readonly alg: SigningAlg;
  readonly publicJwk: string;
  readonly privateJwk: string;
}

export async function makeKey(alg: SigningAlg): Promise<FreshKey> {
  const privateKey = await makeKeyPair(alg);
  const publicJwk = createPublicKey(privateKey).export({ format: "jwk" }) as JWK;
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    kid,
    alg,
    publicJwk: JSON.stringify({ ...publicJwk, kid, alg, use: "sig" }),
    privateJwk: JSON.stringify(privateKey.export({ format: "jwk" })),
  };
}

export async function storeKey(tx: Writer, hub: KeyServices, key: FreshKey, activeAt: number): Promise<void> {
  await tx.query
    .insertInto("signing_keys")
    .values({
      kid: key.kid,
      alg: key.alg,
      public_jwk: key.publicJwk,
      sealed_private_jwk: hub.vault.seal(key.privateJwk, `signing_keys:private_jwk:${key.kid}`),
      created_at: seconds(hub.clock),
      active_at: activeAt,
      withdrawn_at: null,
    })
    .execute();
}

/**
 * Puts a new key in the place of an algorithm's present one. The new key is published now and signs after the lead; the
 * old ones stay published until no token of theirs is left.
 * @param atOnce For a key that may be known to others: the new one signs now and the old ones are withdrawn now, so that
 * everything they signed stops being valid.
 */
export async function replaceKey(tx: Writer, hub: KeyServices, key: FreshKey, atOnce: boolean): Promise<void> {
  const now = seconds(hub.clock);
  const activeAt = atOnce ? now : now + LEAD_SECONDS;
  const withdrawAt = atOnce ? now : activeAt + TAIL_SECONDS;
  await tx.query
    .updateTable("signing_keys")
    .set({ withdrawn_at: withdrawAt })
    .where("alg", "=", key.alg)
    .where((is) => is.or([is("withdrawn_at", "is", null), is("withdrawn_at", ">", withdrawAt)]))
    .execute();
  await storeKey(tx, hub, key, activeAt);
}

/** All keys that are not withdrawn. @throws Refusal `encryption_key_wrong` */
export async function loadKeys(reader: Reader, hub: KeyServices): Promise<SigningKey[]> {
  const rows = await reader.query
    .selectFrom("signing_keys")
    .selectAll()
    .where((is) => is.or([is("withdrawn_at", "is", null), is("withdrawn_at", ">", seconds(hub.clock))]))
    .orderBy("created_at")
    .execute();
  return rows.map((row) => {
    const privateKey = createPrivateKey({
      key: JSON.parse(hub.vault.open(row.sealed_private_jwk, `signing_keys:private_jwk:${row.kid}`)),
      format: "jwk",
    });
    return {
      kid: row.kid,
      alg: row.alg,
      publicJwk: JSON.parse(row.public_jwk) as JWK,
      privateKey,
      publicKey: createPublicKey(privateKey),
      createdAt: row.created_at,
      activeAt: row.active_at,
      withdrawnAt: row.withdrawn_at,
    };
  });
}
