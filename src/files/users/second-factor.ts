/**
 * The second factor: codes of an authenticator application (RFC 6238). The secret is made here, shown once, kept sealed, and
 * counts only when a code has proven that it arrived; AList's API lets the client send the secret back, which is compared and
 * never stored. A step counts once, by one conditional write.
 */
import type { Writer } from "../../db/database.ts";
import { sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { SealedAt } from "../../lib/seal.ts";
import { matchTotp, newTotpSecret } from "../../lib/totp.ts";
import type { Files } from "../files.ts";
import { updateUser, userRow } from "./store.ts";
import type { User } from "./user.ts";

/** Seconds that a shown secret waits for its first code. */
const OFFER_SECONDS = 900;

const secretAt = (id: number): SealedAt => `files_users:sealed_otp_secret:${id}`;
const offerAt = (id: number): SealedAt => `files_users:sealed_otp_offer:${id}`;

const wrong = (): Refusal => new Refusal("otp_wrong");

/**
 * A new secret for somebody to put into their application, and who has none yet: the one that they have is taken away first, with a
 * proof or by an administrator.
 * @throws Refusal `forbidden`
 */
export async function offerSecret(
  files: Pick<Files, "db" | "vault" | "clock">,
  user: Pick<User, "id" | "hasOtp">,
): Promise<string> {
  if (user.hasOtp) throw new Refusal("forbidden", "2FA is already enabled");
  const secret = newTotpSecret();
  const offer = `${secret}.${seconds(files.clock) + OFFER_SECONDS}`;
  await files.db.write((tx) =>
    updateUser(tx, files, user.id, { sealed_otp_offer: files.vault.seal(offer, offerAt(user.id)) }),
  );
  return secret;
}

/**
 * Turns the offered secret on.
 * @param sent The secret as the client has it.
 * @throws Refusal `otp_wrong`, also where a secret is on already
 */
export async function acceptSecret(
  files: Pick<Files, "db" | "vault" | "clock">,
  user: Pick<User, "id">,
  code: string,
  sent: string,
): Promise<void> {
  const now = seconds(files.clock);
  await files.db.write(async (tx) => {
    const row = await userRow(tx, user.id);
    if (row && row.sealed_otp_secret !== null) throw wrong();
    if (!row?.sealed_otp_offer) throw wrong();
    const [secret = "", until = "0"] = files.vault.open(row.sealed_otp_offer, offerAt(user.id)).split(".");
    if (Number(until) <= now || !sameSecret(secret, sent)) throw wrong();
    const step = matchTotp({ secret, code, now, lastStep: null });
    if (step === null) throw wrong();
    await updateUser(tx, files, user.id, {
      sealed_otp_secret: files.vault.seal(secret, secretAt(user.id)),
      sealed_otp_offer: null,
      otp_step: step,
    });
  });
}

/** Takes it away: an administrator's work, for somebody who has lost it. */
export const cancelSecondFactor = (tx: Writer, files: Pick<Files, "clock">, id: number): Promise<void> =>
  updateUser(tx, files, id, { sealed_otp_secret: null, sealed_otp_offer: null });

/**
 * Asks for the code of whoever has a second factor, and spends its step.
 * @throws Refusal `otp_wrong`
 */
export async function proveSecondFactor(
  files: Pick<Files, "db" | "vault" | "clock">,
  user: Pick<User, "id">,
  code: string,
): Promise<void> {
  await files.db.write(async (tx) => {
    const row = await userRow(tx, user.id);
    if (!row) throw wrong();
    if (row.sealed_otp_secret === null) return;
    const secret = files.vault.open(row.sealed_otp_secret, secretAt(user.id));
    const step = matchTotp({ secret, code, now: seconds(files.clock), lastStep: row.otp_step });
    if (step === null) throw wrong();
    const { numUpdatedRows } = await tx.query
      .updateTable("files_users")
      .set({ otp_step: step })
      .where("id", "=", user.id)
      .where("otp_step", "<", step)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw wrong();
  });
}
