/**
 * addresses: whose an e-mail address is. Owns no table; the address stands with its user, proofs of it are `mail`'s.
 *
 * What happens where somebody has shown that an address is theirs. At the first proof of an address, whatever could have been
 * laid out for its owner before by somebody else goes (account pre-hijacking, Sudhodanan and Paverd, USENIX Security 2022): other
 * sessions, what applications hold, access tokens, browsers that are remembered, links and changes of address that wait. It
 * counts in the session that asked alone, so nobody is brought to prove their address for an account that a stranger has laid out.
 */
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { recordEvent } from "../audit/audit.ts";
import { type RevocationReason, revokeGrantsOf } from "../grants/grants.ts";
import type { Hub, Occasion } from "../hub.ts";
import { dropLinkProofs } from "../identities/link-proof.ts";
import { tellAddress } from "../mail/notices.ts";
import { dropProofs } from "../mail/proofs.ts";
import { revokePersonalTokensOf } from "../permissions/personal-tokens.ts";
import { endSessions } from "../sessions/store.ts";
import { emailKey } from "../users/names.ts";
import { findUserByEmail, type User, updateUser } from "../users/store.ts";

/** Whether the proof of this address is the first one that this account has had of it. */
export const isFirstProof = (user: User, address: string): boolean =>
  !user.emailVerified || user.email === null || emailKey(user.email) !== emailKey(address);

/**
 * Makes an address the account's own, proven one; the one before is told.
 * @param session The session that asked and proved; it goes on.
 * @throws Refusal `email_taken` where another account of the organization has proven it
 */
export async function proveAddress(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  user: User,
  address: string,
  session: number,
  occasion: Occasion,
): Promise<void> {
  if (!isFirstProof(user, address)) return;
  const owner = await findUserByEmail(tx, user.organizationId, address);
  if (owner && owner.id !== user.id) throw new Refusal("email_taken");
  const isChange = user.email !== null && emailKey(user.email) !== emailKey(address);
  if (isChange && user.emailVerified && user.email !== null) {
    const old = { userId: user.id, address: user.email, language: user.locale };
    await tellAddress(tx, hub, "email-changed", old, occasion);
  }
  await updateUser(tx, hub, user.id, { email: address, verified_email_key: emailKey(address) });
  const dropped = await dropWhatPredates(tx, hub, user.id, { except: session });
  await recordEvent(tx, hub, {
    action: "user.email-verified",
    actorId: user.id,
    subject: { kind: "user", id: user.id },
    occasion,
    detail: { changed: isChange, ...dropped },
  });
}

/** @returns how much ended, for the audit log. */
export async function dropWhatPredates(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  userId: string,
  sessionsThatEnd: { readonly except: number } | "all",
): Promise<{ readonly sessions: number; readonly grants: number }> {
  const sessions = await endSessions(tx, hub, userId, sessionsThatEnd);
  const now = seconds(hub.clock);
  const grants =
    sessionsThatEnd === "all"
      ? await revokeGrantsOf(tx, { userId }, now, "password-changed")
      : await revokeGrantsElsewhere(tx, userId, sessionsThatEnd.except, now);
  await dropLinkProofs(tx, userId);
  await dropProofs(tx, userId);
  await revokePersonalTokensOf(tx, hub, userId);
  await tx.query.deleteFrom("remembered_devices").where("user_id", "=", userId).execute();
  return { sessions, grants };
}

/** What applications hold by any other session than this one; its own were given to whoever has just proven the address. */
async function revokeGrantsElsewhere(tx: Writer, userId: string, session: number, now: number): Promise<number> {
  const { numUpdatedRows } = await tx.query
    .updateTable("grants")
    .set({ revoked_at: now, revoked_reason: "address-proven" satisfies RevocationReason })
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .where((is) => is.or([is("session_id", "is", null), is("session_id", "!=", session)]))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
