/**
 * Where people are signed in, what applications hold for them, and who they are elsewhere, taken back by an administrator: by the
 * console, the command line or the API. Each has its row in the audit log, in the transaction of what it says.
 */
import type { Writer } from "../../../db/database.ts";
import { seconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../lib/errors.ts";
import { type Actor, recordEvent } from "../../audit/audit.ts";
import { findClientByRowId } from "../../clients/store.ts";
import { dropUnredeemed, revokeGrant, revokeOldGrants } from "../../grants/grants.ts";
import { livingGrants } from "../../grants/list.ts";
import type { Hub } from "../../hub.ts";
import { unlinkIdentity } from "../../identities/store.ts";
import { livingSessions } from "../../sessions/list.ts";
import { endSessions } from "../../sessions/store.ts";
import { findUser } from "../../users/store.ts";

type Deps = Pick<Hub, "clock" | "ids">;

/** Signs somebody out in one browser; applications are told. @throws Refusal `not_found` for a session that is over */
export async function endSession(tx: Writer, hub: Deps, actor: Actor, sessionId: number): Promise<void> {
  const row = await livingSessions(tx, hub.clock).where("sessions.id", "=", sessionId).executeTakeFirst();
  if (!row) throw new Refusal("not_found");
  const sessions = await endSessions(tx, hub, row.user_id, { only: row.id });
  await recordEvent(tx, hub, {
    action: "session.ended",
    actorId: actor.userId,
    subject: { kind: "user", id: row.user_id },
    occasion: actor.occasion,
    detail: { name: row.username, sessions },
  });
}

/** Takes one grant back; its tokens, and what they were exchanged for, end at once. @throws Refusal `not_found` */
export async function takeGrantBack(tx: Writer, hub: Deps, actor: Actor, grantId: number): Promise<void> {
  const row = await livingGrants(tx, hub.clock).where("grants.id", "=", grantId).executeTakeFirst();
  if (!row) throw new Refusal("not_found");
  await revokeGrant(tx, row.id, seconds(hub.clock), "revoked-by-administrator");
  await recordEvent(tx, hub, {
    action: "grant.revoked",
    actorId: actor.userId,
    subject: { kind: "user", id: row.user_id },
    clientId: row.client_id,
    occasion: actor.occasion,
    detail: { grant: row.id },
  });
}

/** How far taking back everything has come. */
export interface TakenBack {
  /** How many grants ended. */
  readonly revoked: number;
  /** Where to go on; `null` where nothing is left. */
  readonly last: number | null;
}

/**
 * Takes back the next thousands of what an application holds for people; the codes that wait, too, at the first call.
 * @param after Where the call before stopped. @throws Refusal `not_found`
 */
export async function takeNextGrantsBack(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  clientId: string,
  { after = 0, newest = Number.MAX_SAFE_INTEGER }: { readonly after?: number; readonly newest?: number } = {},
): Promise<TakenBack> {
  if ((await findClientByRowId(tx, clientId)) === undefined) throw new Refusal("not_found");
  const now = seconds(hub.clock);
  if (after === 0) await dropUnredeemed(tx, { clientId }, now);
  const batch = await revokeOldGrants(tx, { clientId, after, newest }, now, "revoked-by-administrator");
  if (batch.revoked > 0) {
    await recordEvent(tx, hub, {
      action: "grant.revoked",
      actorId: actor.userId,
      clientId,
      occasion: actor.occasion,
      detail: { all: true, grants: batch.revoked },
    });
  }
  return batch;
}

/**
 * Takes back everything that an application holds for people, thousands at a time, so that nobody waits for a transaction of
 * millions; each of these has its own row in the log. What it is given meanwhile it keeps: to stop it, switch it off first.
 * @returns how many grants ended. @throws Refusal `not_found`
 */
export async function takeAllGrantsBack(
  hub: Pick<Hub, "db" | "clock" | "ids">,
  actor: Actor,
  clientId: string,
): Promise<number> {
  const newest = hub.ids();
  let total = 0;
  let after: number | null = 0;
  while (after !== null) {
    const from: number = after;
    const batch: TakenBack = await hub.db.write((tx) =>
      takeNextGrantsBack(tx, hub, actor, clientId, { after: from, newest }),
    );
    total += batch.revoked;
    after = batch.last;
  }
  return total;
}

/**
 * Unlinks somebody's identity at a provider. They are told by mail.
 * @throws Refusal `not_found`; `identity_last` where it is their only way in; `identity_kept` where an application needs it
 */
export async function unlinkFrom(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  userId: string,
  identityId: string,
): Promise<void> {
  const user = await findUser(tx, userId);
  if (!user) throw new Refusal("not_found");
  const { identity, provider } = await unlinkIdentity(tx, hub, userId, identityId);
  await recordEvent(tx, hub, {
    action: "identity.unlinked",
    actorId: actor.userId,
    // The person, not the identity: it is they who are to hear of it.
    subject: { kind: "user", id: userId },
    occasion: actor.occasion,
    detail: { provider: provider.slug, name: provider.displayName, subject: identity.subject },
  });
}
