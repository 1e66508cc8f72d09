/**
 * A new password. Whoever knew the old one, or had a session, is out: all other sessions end, and everything that
 * applications hold for this person stops, and so do access tokens. The session in which it happens goes on under a new value.
 */
import type { Writer } from "../../db/database.ts";
import { readBearer } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { type FieldFault, fieldRefusal, Refusal } from "../../lib/errors.ts";
import { passwordFault } from "../../lib/passwords.ts";
import { recordEvent } from "../audit/audit.ts";
import { revokeGrantsOf } from "../grants/grants.ts";
import type { Hub, Occasion } from "../hub.ts";
import { revokePersonalTokensOf } from "../permissions/personal-tokens.ts";
import { completeLogin } from "../sessions/complete-login.ts";
import { endSessions, type SignedIn } from "../sessions/store.ts";
import type { User } from "../users/store.ts";
import { isStrong } from "../ways/required-factor.ts";

/** What forbids this new password for this person. */
export const newPasswordFault = (user: User, password: string): FieldFault | null =>
  passwordFault(password, [user.name, user.displayName, user.email?.split("@", 1)[0] ?? ""]);

export interface PasswordChange {
  readonly signedIn: SignedIn;
  /** The session cookie's value. */
  readonly sessionValue: string | undefined;
  /** Of the new password; hashing takes longer than a transaction should be open. */
  readonly passwordHash: string;
  readonly occasion: Occasion;
}

/**
 * Stores a new password in the place of the one that was proven, or as the first one.
 * @returns the session cookie's new value.
 * @throws Refusal `field_invalid` where the password that was proven is not the present one any more; `account_disabled`,
 * `sign_in_required`
 */
export async function changePassword(tx: Writer, hub: Hub, change: PasswordChange): Promise<string> {
  const { signedIn, sessionValue, passwordHash, occasion } = change;
  const { user, session } = signedIn;
  const now = seconds(hub.clock);
  const { numUpdatedRows } = await tx.query
    .updateTable("users")
    .set({ password_hash: passwordHash, updated_at: now })
    .where("id", "=", user.id)
    .where("password_hash", user.passwordHash === null ? "is" : "=", user.passwordHash)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw fieldRefusal({ current_password: "wrong_password" });
  const sessions = await endSessions(tx, hub, user.id, { except: session.id });
  const grants = await revokeGrantsOf(tx, { userId: user.id }, now, "password-changed");
  await revokePersonalTokensOf(tx, hub, user.id);
  await recordEvent(tx, hub, {
    action: "user.password-changed",
    actorId: user.id,
    subject: { kind: "user", id: user.id },
    occasion,
    detail: { first: user.passwordHash === null, sessions, grants },
  });
  // A session with a second factor keeps it, and its way and age: the password alone proves less.
  const kept = user.passwordHash === null || isStrong(session.amr);
  const { amr, way, authenticatedAt } = session;
  const proven = kept ? { amr, way, authenticatedAt } : { amr: ["pwd"], way: "password-change" };
  const login = { userId: user.id, ...proven, previousSession: sessionValue, occasion };
  const value = await completeLogin(tx, hub, login);
  // A session that was ended at this very moment is not to come back as a new one.
  if (readBearer(value)?.id !== session.id) throw new Refusal("sign_in_required");
  return value;
}
