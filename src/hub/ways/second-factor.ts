/**
 * The check of a code at the second step, from the authenticator or from paper. Every try is counted before it is made, five in
 * five minutes for a person whatever they type; the code is spent in the transaction of what it buys.
 */
import type { Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub, Occasion } from "../hub.ts";
import { clearAttempts, reserveAttempt } from "../limits/attempts.ts";
import { countRecoveryCodes, removeRecoveryCodes, spendRecoveryCode } from "./recovery-codes.ts";
import { forgetDevices } from "./remembered-devices.ts";
import { findFactors } from "./required-factor.ts";
import { removeTotp, spendTotp } from "./totp.ts";

/** RFC 4226, 7.3; RFC 6238, 5.1. */
const TRIES = { most: 5, window: 300 };

const keyOf = (userId: string): string => `second-factor:user:${userId}`;

export const reserveSecondFactor = (hub: Pick<Hub, "db" | "clock">, userId: string): Promise<void> =>
  reserveAttempt(hub, [{ key: keyOf(userId), ...TRIES }]);

/** Forgets the failed tries, once somebody has shown that they have the factor. */
export const clearSecondFactor = (tx: Writer, userId: string): Promise<void> => clearAttempts(tx, keyOf(userId));

/** What a code was. */
export type CodeKind = "totp" | "recovery-code";

/**
 * Spends a code of the authenticator (six digits) or a recovery code, and forgets the failed tries.
 * @throws Refusal `otp_wrong`
 */
export async function spendCode(tx: Writer, hub: Hub, userId: string, typed: string): Promise<CodeKind> {
  const kind: CodeKind = /^\d{6}$/.test(typed.replace(/\s/g, "")) ? "totp" : "recovery-code";
  const right =
    kind === "totp" ? await spendTotp(tx, hub, userId, typed) : await spendRecoveryCode(tx, hub, userId, typed);
  if (!right) throw new Refusal("otp_wrong");
  await clearSecondFactor(tx, userId);
  return kind;
}

/** The row in the audit log of a second step that failed; in a transaction of its own, as the sign-in's has been undone. */
export const noteFailure = (hub: Hub, userId: string, occasion: Occasion, way: string): Promise<void> =>
  hub.db.write((tx) =>
    recordEvent(tx, hub, {
      action: "user.sign-in-failed",
      subject: { kind: "user", id: userId },
      occasion,
      detail: { way },
    }),
  );

/** Takes away the authenticator, and with it what stands in for it. @returns whether there was one. */
export async function removeSecondFactor(tx: Writer, userId: string): Promise<boolean> {
  const had = await removeTotp(tx, userId);
  await forgetDevices(tx, userId, "all");
  // Recovery codes stand in for a passkey too.
  if (!(await findFactors(tx, userId)).passkeys) await removeRecoveryCodes(tx, userId);
  return had;
}

/** Takes away everything that a person has besides their password and linked identities. */
export async function resetSecondFactors(
  tx: Writer,
  userId: string,
): Promise<{ readonly totp: boolean; readonly passkeys: number; readonly codes: number }> {
  const codes = await countRecoveryCodes(tx, userId);
  const totp = await removeTotp(tx, userId);
  const { numDeletedRows } = await tx.query.deleteFrom("passkeys").where("user_id", "=", userId).executeTakeFirst();
  await removeRecoveryCodes(tx, userId);
  await forgetDevices(tx, userId, "all");
  return { totp, passkeys: Number(numDeletedRows), codes };
}
