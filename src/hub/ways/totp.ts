/**
 * A person's authenticator application (RFC 6238). The secret is sealed; the last accepted step stands beside it and is moved
 * forward by one conditional write, so that each step counts once, also for two who type the same code at once. A secret that
 * is offered is kept nowhere: it travels sealed in the form, for this person and this browser, until a right code enables it.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { SealedAt } from "../../lib/seal.ts";
import { matchTotp, newTotpSecret } from "../../lib/totp.ts";
import type { Hub } from "../hub.ts";

/** Seconds that a person has for scanning what they are offered. */
const OFFER_SECONDS = 1800;

const placeOf = (userId: string): SealedAt => `totp_secrets:sealed_secret:${userId}`;
const offerPlace = (userId: string, browser: string): SealedAt => `totp_offers:${bearerHash(browser)}:${userId}`;

/** Since when the person's authenticator counts, in Unix seconds; `null` where there is none. */
export async function totpSince(reader: Reader, userId: string): Promise<number | null> {
  const row = await reader.query
    .selectFrom("totp_secrets")
    .select("created_at")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row?.created_at ?? null;
}

export interface TotpOffer {
  /** Base32, to be shown. */
  readonly secret: string;
  /** What the form carries. */
  readonly sealed: string;
}

export function offerTotp(hub: Pick<Hub, "vault" | "clock">, userId: string, browser: string): TotpOffer {
  const secret = newTotpSecret();
  const offer = JSON.stringify({ secret, until: seconds(hub.clock) + OFFER_SECONDS });
  return { secret, sealed: hub.vault.seal(offer, offerPlace(userId, browser)) };
}

/** @throws Refusal `flow_expired` for what was not offered to this person in this browser, or too long ago */
export function readTotpOffer(
  hub: Pick<Hub, "vault" | "clock">,
  userId: string,
  browser: string,
  sealed: string,
): TotpOffer {
  try {
    const offer = JSON.parse(hub.vault.open(sealed, offerPlace(userId, browser))) as { secret: string; until: number };
    if (offer.until > seconds(hub.clock)) return { secret: offer.secret, sealed };
  } catch (cause) {
    throw new Refusal("flow_expired", undefined, { cause });
  }
  throw new Refusal("flow_expired");
}

/**
 * Enables an authenticator, once a code shows that it has the secret. That code is spent by it.
 * @throws Refusal `otp_wrong`; `second_factor_set` where there is one
 */
export async function enableTotp(
  tx: Writer,
  hub: Pick<Hub, "vault" | "clock">,
  userId: string,
  secret: string,
  code: string,
): Promise<void> {
  const now = seconds(hub.clock);
  const step = matchTotp({ secret, code, now, lastStep: null });
  if (step === null) throw new Refusal("otp_wrong");
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("totp_secrets")
    .values({
      user_id: userId,
      sealed_secret: hub.vault.seal(secret, placeOf(userId)),
      last_step: step,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column("user_id").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new Refusal("second_factor_set");
}

/** Spends the step that a code belongs to. @returns whether it was right and not yet spent. */
export async function spendTotp(
  tx: Writer,
  hub: Pick<Hub, "vault" | "clock">,
  userId: string,
  code: string,
): Promise<boolean> {
  const row = await tx.query
    .selectFrom("totp_secrets")
    .select(["sealed_secret", "last_step"])
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (!row) return false;
  const secret = hub.vault.open(row.sealed_secret, placeOf(userId));
  const step = matchTotp({ secret, code, now: seconds(hub.clock), lastStep: row.last_step });
  if (step === null) return false;
  const { numUpdatedRows } = await tx.query
    .updateTable("totp_secrets")
    .set({ last_step: step })
    .where("user_id", "=", userId)
    .where("sealed_secret", "=", row.sealed_secret)
    .where("last_step", "<", step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** @returns whether there was one. */
export async function removeTotp(tx: Writer, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.query.deleteFrom("totp_secrets").where("user_id", "=", userId).executeTakeFirst();
  return numDeletedRows === 1n;
}
