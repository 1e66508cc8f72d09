/**
 * What an administrator does with other people's accounts, whether by the console, the command line or an API: each is one
 * function in the caller's transaction, with its row in the audit log.
 *
 * Nobody changes their own standing, and there is always an administrator left who can sign in. Both are decided after
 * the administrators' rows are locked, so that two who take each other's right away at once don't both succeed.
 */
import type { Writer } from "../../../db/database.ts";
import { seconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../lib/errors.ts";
import { dropWhatPredates } from "../../addresses/prove-address.ts";
import { type Actor, type AuditAction, type AuditEvent, recordEvent } from "../../audit/audit.ts";
import { revokeGrantsOf } from "../../grants/grants.ts";
import type { Hub } from "../../hub.ts";
import { revokePersonalTokensOf } from "../../permissions/personal-tokens.ts";
import { endSessions } from "../../sessions/store.ts";
import { lockAdministrators } from "../../users/administrators.ts";
import { deleteUser } from "../../users/delete-user.ts";
import { emailKey } from "../../users/names.ts";
import { findUser, findUserByEmail, holdUser, type User, updateUser } from "../../users/store.ts";

type Deps = Pick<Hub, "clock" | "ids">;

const note = (tx: Writer, hub: Deps, actor: Actor, action: AuditAction, user: User, detail: AuditEvent["detail"]) =>
  recordEvent(tx, hub, {
    action,
    actorId: actor.userId,
    subject: { kind: "user", id: user.id },
    occasion: actor.occasion,
    detail: { name: user.name, ...detail },
  });

/**
 * The person whose standing is about to change.
 * @param loses Whether the person can't administer afterwards.
 * @throws Refusal `not_found`, `forbidden` for somebody who is no administrator any more, `own_standing`, `last_administrator`
 */
async function lockPerson(tx: Writer, actor: Actor, userId: string, loses: boolean): Promise<User> {
  const administrators = await lockAdministrators(tx);
  if (actor.userId !== undefined && !administrators.has(actor.userId)) throw new Refusal("forbidden");
  if (actor.userId === userId) throw new Refusal("own_standing");
  const user = await findUser(tx, userId);
  if (!user) throw new Refusal("not_found");
  if (loses && administrators.has(userId) && administrators.size === 1) throw new Refusal("last_administrator");
  return user;
}

/** Switches an account off: its sessions end and everything that applications hold for it stops. Again is no change. */
export async function disableUser(tx: Writer, hub: Deps, actor: Actor, userId: string): Promise<void> {
  const user = await lockPerson(tx, actor, userId, true);
  if (user.disabledAt !== null) return;
  await updateUser(tx, hub, userId, { disabled_at: seconds(hub.clock) });
  await note(tx, hub, actor, "user.disabled", user, await endEverything(tx, hub, userId));
}

async function endEverything(tx: Writer, hub: Deps, userId: string): Promise<{ sessions: number; grants: number }> {
  const sessions = await endSessions(tx, hub, userId, "all");
  const grants = await revokeGrantsOf(tx, { userId }, seconds(hub.clock), "user-disabled");
  await revokePersonalTokensOf(tx, hub, userId);
  return { sessions, grants };
}

/** Switches an account on again; what ended when it was switched off stays ended. */
export async function enableUser(tx: Writer, hub: Deps, actor: Actor, userId: string): Promise<void> {
  const user = await lockPerson(tx, actor, userId, false);
  if (user.disabledAt === null) return;
  // A sign-in that was under way when the account was switched off may have left a session, dead until now.
  await endEverything(tx, hub, userId);
  await updateUser(tx, hub, userId, { disabled_at: null });
  await note(tx, hub, actor, "user.enabled", user, {});
}

/** Gives or takes the right to administer. */
export async function setAdministrator(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  userId: string,
  administrator: boolean,
): Promise<void> {
  const user = await lockPerson(tx, actor, userId, !administrator);
  if (user.isAdmin === administrator) return;
  await updateUser(tx, hub, userId, { is_admin: administrator ? 1 : 0 });
  await note(tx, hub, actor, "user.admin-changed", user, { administrator });
}

/** Signs a person out everywhere. What applications hold on their own goes on. @returns how many sessions ended */
export async function endSessionsOf(tx: Writer, hub: Deps, actor: Actor, userId: string): Promise<number> {
  const user = await findUser(tx, userId);
  if (!user) throw new Refusal("not_found");
  const sessions = await endSessions(tx, hub, userId, "all");
  if (sessions > 0) await note(tx, hub, actor, "session.ended", user, { sessions });
  return sessions;
}

/**
 * Deletes somebody's account, with everything that is theirs (`users/delete-user.ts`).
 * @throws Refusal `not_found`, `forbidden`, `own_standing`, `last_administrator`
 */
export async function removeUser(tx: Writer, hub: Deps, actor: Actor, userId: string): Promise<void> {
  await lockPerson(tx, actor, userId, true);
  await deleteUser(tx, hub, actor, userId);
}

/**
 * Makes the address of an account a proven one, on the word of an administrator. What was there before goes, as at any first proof.
 * Not for other administrators: an address is a way to them.
 * @param seen The address that the administrator was shown: its person can write another one there at any moment.
 * @throws Refusal `not_found`; `forbidden` for an administrator, `email_taken`, `precondition_failed` for another address than was seen
 */
export async function vouchForAddress(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  userId: string,
  seen?: string,
): Promise<void> {
  const user = await holdUser(tx, userId);
  if (!user || user.email === null) throw new Refusal("not_found");
  if (seen !== undefined && user.email !== seen) throw new Refusal("precondition_failed");
  if (user.isAdmin) throw new Refusal("forbidden");
  if (user.emailVerified) return;
  const owner = await findUserByEmail(tx, user.organizationId, user.email);
  if (owner) throw new Refusal("email_taken");
  await updateUser(tx, hub, user.id, { verified_email_key: emailKey(user.email) });
  const dropped = await dropWhatPredates(tx, hub, user.id, "all");
  await note(tx, hub, actor, "user.email-verified", user, { vouched: true, ...dropped });
}
