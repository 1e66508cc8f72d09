/**
 * Sends what the outbox of mail holds (`mail/outbox.ts`): nobody who asks for a code waits for a mail server. A conversation with one
 * can't be broken off cleanly, so a hub that stops leaves what is under way to its claim's end: a letter is sent at least once; its
 * `Message-ID` tells one that was sent twice.
 */
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { claimMails, closeMail, type Mail, openSecret, postponeMail, retryAfter } from "../mail/outbox.ts";
import { type MailSettings, readMailSettings } from "../mail/settings.ts";
import { type Sent, sendLetter } from "../mail/smtp.ts";
import { type OutboxWorker, startOutboxWorker } from "../outbox/worker.ts";
import { writeLetter } from "./letter.ts";

const CONCURRENCY = 8;

interface Claimed {
  readonly mail: Mail;
  /** As they were when it was claimed. */
  readonly settings: MailSettings;
}

export const startMailWorker = (hub: Hub): OutboxWorker =>
  startOutboxWorker<Claimed>(hub, {
    table: "mails",
    name: "mail",
    room: CONCURRENCY,
    async claim(underWay) {
      const settings = await readMailSettings(hub.db, hub);
      const mails = await hub.db.write((tx) => claimMails(tx, hub, CONCURRENCY - underWay.length));
      return mails.map((mail) => ({ mail, settings }));
    },
    send: (claimed, signal) => send(hub, claimed, signal),
    failed: ({ mail }, error) => hub.log.error("mail.failed", { mail: mail.id, error }),
  });

/** @returns `null` where nobody waits for it any more. */
async function untilBrokenOff(sending: Promise<Sent>, signal: AbortSignal): Promise<Sent | null> {
  const listening = new AbortController();
  const brokenOff = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener("abort", () => resolve(null), { once: true, signal: listening.signal });
  });
  try {
    return await Promise.race([sending, brokenOff]);
  } finally {
    // The signal outlives every letter.
    listening.abort();
  }
}

async function send(hub: Hub, { mail, settings }: Claimed, signal: AbortSignal): Promise<void> {
  const now = seconds(hub.clock);
  const isWanted = mail.kind !== "new-browser" || settings.newBrowserNotices;
  if (settings.smtp === null || !isWanted) return hub.db.write((tx) => closeMail(tx, hub, mail, "void"));
  const letter = mail.expires_at > now ? writeLetter(mail, openSecret(hub, mail), hub.issuer) : null;
  if (letter === null) return hub.db.write((tx) => closeMail(tx, hub, mail, "dead"));
  const sent = await untilBrokenOff(
    sendLetter(settings.smtp, { ...letter, to: mail.address, id: `mail-${mail.id}` }, hub.issuer),
    signal,
  );
  // The hub stops, and its database with it; the letter is taken up again when its claim ends.
  if (sent === null) return;
  if (sent.end === "delivered") return hub.db.write((tx) => closeMail(tx, hub, mail, "delivered"));
  const wait = sent.end === "later" ? retryAfter(mail, seconds(hub.clock)) : null;
  hub.log.warn("mail.not-sent", {
    mail: mail.id,
    kind: mail.kind,
    why: sent.why,
    attempts: mail.attempts,
    again: wait,
  });
  await hub.db.write((tx) =>
    wait === null
      ? closeMail(tx, hub, mail, sent.end === "refused" ? "refused" : "dead")
      : postponeMail(tx, hub, mail, wait),
  );
}
