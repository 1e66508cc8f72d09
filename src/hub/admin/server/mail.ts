/** Mail as an administrator looks after it: the server, a test letter, what became of the latest ones. Used by the console and the command line. */
import type { Reader, Writer } from "../../../db/database.ts";
import { fieldRefusal, Refusal } from "../../../lib/errors.ts";
import { type Actor, recordEvent } from "../../audit/audit.ts";
import type { Hub } from "../../hub.ts";
import { reserveAttempt } from "../../limits/attempts.ts";
import { type MailWish, readMailSettings, saveMailSettings } from "../../mail/settings.ts";
import { type Sent, sendLetter } from "../../mail/smtp.ts";
import { readEmail } from "../../users/names.ts";
import { writeTestLetter } from "../../web/letter.ts";

/** Test letters in an hour, of everybody together. */
const TESTS = { most: 20, window: 3600 };

/** @throws Refusal `field_invalid` */
export async function changeMailSettings(tx: Writer, hub: Hub, actor: Actor, wish: MailWish): Promise<void> {
  await saveMailSettings(tx, hub, wish);
  await recordEvent(tx, hub, {
    action: "mail.settings-changed",
    actorId: actor.userId,
    occasion: actor.occasion,
    detail: {
      server: wish.url !== "" ? "set" : wish.keepServer ? "kept" : "removed",
      newBrowsers: wish.newBrowserNotices,
    },
  });
}

/**
 * Sends one letter now and waits for what the server says: seconds, where it is slow.
 * @throws Refusal `field_invalid`, `mail_off`, `too_many_attempts`
 */
export async function testMail(hub: Hub, actor: Actor, typed: string, language: string): Promise<Sent> {
  const to = readEmail(typed);
  if (to === null) throw fieldRefusal({ test_to: typed.trim() === "" ? "required" : "invalid_email" });
  const { smtp } = await readMailSettings(hub.db, hub);
  if (smtp === null) throw new Refusal("mail_off");
  await reserveAttempt(hub, [{ key: "mail:test", ...TESTS }]);
  const sent = await sendLetter(
    smtp,
    { ...writeTestLetter(language, hub.issuer), to, id: `test-${hub.ids()}` },
    hub.issuer,
  );
  await hub.db.write((tx) =>
    recordEvent(tx, hub, {
      action: "mail.tested",
      actorId: actor.userId,
      occasion: actor.occasion,
      detail: { end: sent.end, ...("why" in sent ? { why: sent.why } : {}) },
    }),
  );
  return sent;
}

export interface ListedMail {
  readonly id: string;
  readonly kind: string;
  readonly dueAt: number;
  readonly doneAt: number | null;
  readonly attempts: number;
  readonly outcome: "delivered" | "refused" | "dead" | "void" | null;
}

/** The latest letters, newest first; whom they were to is not told, and neither what they said. */
export async function listMails(reader: Reader, most = 20): Promise<ListedMail[]> {
  const rows = await reader.query
    .selectFrom("mails")
    .select(["id", "kind", "due_at", "done_at", "attempts", "outcome"])
    .where((is) => is.or([is("outcome", "is", null), is("outcome", "!=", "void")]))
    .orderBy("id", "desc")
    .limit(most)
    .execute();
  return rows.map((row) => ({
    id: String(row.id),
    kind: row.kind,
    dueAt: row.due_at,
    doneAt: row.done_at,
    attempts: row.attempts,
    outcome: row.outcome,
  }));
}
