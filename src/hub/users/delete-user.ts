/**
 * The end of an account, whoever asks for it: the person, an administrator, a program. It is one function in one transaction,
 * for a deletion that leaves something behind leaves a way in.
 *
 * Everything that is the person's goes: sessions and what hangs on them (applications hear of their end as of any other), what
 * applications hold, links, passkeys, second factors, tokens, letters that wait, and the person's own row, so that name and
 * address are free again. The audit log stays as it was written, under an id that is nobody's from here on and that is
 * never given again; its last row for it says no name. One letter to the proven address says that it is over. Whether the
 * caller may do it, and how freshly that was proven, is the caller's to decide.
 */
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { firstIdAt } from "../../lib/ids.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import { revokeGrantsOf } from "../grants/grants.ts";
import type { Hub } from "../hub.ts";
import { endLinking } from "../identities/upstream-state.ts";
import { tellAddress } from "../mail/notices.ts";
import { endSessions } from "../sessions/store.ts";
import { lockAdministrators } from "./administrators.ts";

/** Seconds: no row of those tables that are found by time alone lives longer. */
const SHORT_LIVED_SECONDS = 2 * 3600;

/** Tables with an index that finds a person's rows. */
export const KEPT_LONG = [
  "personal_tokens",
  "totp_secrets",
  "recovery_codes",
  "passkeys",
  "remembered_devices",
  "mail_proofs",
  "invitations",
  "mails",
  "seen_browsers",
  "declined_links",
  "consents",
  "resource_consents",
  "avatars",
  "group_members",
  "role_members",
  "identities",
] as const;

/** Tables whose rows live for minutes: a person's are found among the latest. */
export const SHORT_LIVED = ["pending_logins", "kept_forms", "link_proofs", "device_codes"] as const;

/** What ended with an account. */
export interface Deletion {
  readonly sessions: number;
  readonly grants: number;
}

/**
 * Deletes a person, with the audit row `user.deleted`.
 * @param actor Who does it: the person themselves, or somebody else whose right has been looked at.
 * @throws Refusal `not_found`; `last_administrator` for the only one who can still sign in
 */
export async function deleteUser(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  actor: Actor,
  userId: string,
): Promise<Deletion> {
  const administrators = await lockAdministrators(tx);
  if (administrators.has(userId) && administrators.size === 1) throw new Refusal("last_administrator");
  const now = seconds(hub.clock);
  const proven = await tx.query
    .selectFrom("users")
    .select("verified_email_key")
    .where("id", "=", userId)
    .where("verified_email_key", "is not", null)
    .executeTakeFirst();
  // A change of a unique column: a sign-in that is under way waits for it, where a lesser lock would let it add its session.
  const row = await tx.query
    .updateTable("users")
    .set({ name_key: `deleted ${userId}`, verified_email_key: null, disabled_at: now })
    .where("id", "=", userId)
    .returning(["email", "locale"])
    .executeTakeFirst();
  if (!row) throw new Refusal("not_found");

  const sessions = await endSessions(tx, hub, userId, "all");
  await endLinking(tx, hub, userId, "all");
  const grants = await revokeGrantsOf(tx, { userId }, now, "user-deleted");
  await forget(tx, userId, now);
  if (proven !== undefined && row.email !== null) {
    const to = { userId: null, address: row.email, language: row.locale };
    // From where somebody else did it is theirs alone.
    await tellAddress(tx, hub, "account-deleted", to, actor.userId === userId ? actor.occasion : undefined);
  }

  await recordEvent(tx, hub, {
    action: "user.deleted",
    actorId: actor.userId,
    subject: { kind: "user", id: userId },
    occasion: actor.occasion,
    detail: { sessions, grants },
  });
  return { sessions, grants };
}

/** Takes away every row of a person, the one that others refer to last. */
async function forget(tx: Writer, userId: string, now: number): Promise<void> {
  for (const table of KEPT_LONG) await tx.query.deleteFrom(table).where("user_id", "=", userId).execute();
  for (const table of SHORT_LIVED) {
    await tx.query
      .deleteFrom(table)
      .where("id", ">=", firstIdAt(now - SHORT_LIVED_SECONDS))
      .where("user_id", "=", userId)
      .execute();
  }
  const grants = tx.query.selectFrom("grants").select("id").where("user_id", "=", userId);
  await tx.query.deleteFrom("grants").where("parent_id", "in", grants).execute();
  await tx.query.deleteFrom("grants").where("user_id", "=", userId).execute();
  await tx.query.deleteFrom("sessions").where("user_id", "=", userId).execute();
  await tx.query.deleteFrom("users").where("id", "=", userId).execute();
}
