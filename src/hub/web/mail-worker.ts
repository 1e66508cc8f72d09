/**
 * Sends what the outbox of mail holds (`mail/outbox.ts`), beside the requests: nobody who asks for a code waits for a mail server.
 * Each hub looks every second; what it claims is its own to send. A hub that stops leaves what is under way to its claim's end, so a
 * letter is sent at least once; its `Message-ID` tells one that was sent twice.
 */
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { claimMails, closeMail, type Mail, openSecret, postponeMail, retryAfter } from "../mail/outbox.ts";
import { type MailSettings, readMailSettings } from "../mail/settings.ts";
import { type Sent, sendLetter } from "../mail/smtp.ts";
import { writeLetter } from "./letter.ts";

const LOOK_MILLISECONDS = 1000;
const CONCURRENCY = 8;
/** Milliseconds that a process which stops waits for the mail server. */
const GRACE_MILLISECONDS = 1000;

export interface MailWorker {
  /** Sends what is due now, and waits until nothing is under way any more. */
  sendDue(): Promise<void>;
  /** Call it while the database is still open. */
  close(): Promise<void>;
}

const anyDue = statement<{ now: number }>()((db, p) =>
  db.selectFrom("mails").select("id").where("done_at", "is", null).where("due_at", "<=", p("now")).limit(1),
);

export function startMailWorker(hub: Hub): MailWorker {
  const underWay = new Set<Promise<void>>();
  let looking: Promise<void> = Promise.resolve();
  let closed = false;

  const start = (mail: Mail, settings: MailSettings): void => {
    const sending = send(hub, mail, settings, () => closed)
      .catch((error: unknown) => {
        if (!closed) hub.log.error("mail.failed", { mail: mail.id, error });
      })
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  };

  const take = async (): Promise<void> => {
    while (!closed && underWay.size < CONCURRENCY) {
      if (!(await hub.db.first(anyDue, { now: seconds(hub.clock) }))) return;
      const settings = await readMailSettings(hub.db, hub);
      const mails = await hub.db.write((tx) => claimMails(tx, hub, CONCURRENCY - underWay.size));
      if (mails.length === 0) return;
      for (const mail of mails) start(mail, settings);
    }
  };

  /** One look at a time: the next begins where the last one has ended. */
  const look = (): Promise<void> => {
    const next = looking.then(take);
    looking = next.catch(() => undefined);
    return next;
  };

  let failing = false;
  const timer = setInterval(() => {
    look().then(
      () => {
        failing = false;
      },
      (error: unknown) => {
        // Said once, not every second while the database is away.
        if (!failing && !closed) hub.log.error("mail.look-failed", { error });
        failing = true;
      },
    );
  }, LOOK_MILLISECONDS);
  timer.unref();

  return {
    async sendDue() {
      await look();
      await Promise.all(underWay);
    },
    async close() {
      clearInterval(timer);
      await looking;
      const grace = new Promise<void>((resolve) => setTimeout(resolve, GRACE_MILLISECONDS).unref());
      if (underWay.size > 0) await Promise.race([Promise.all(underWay), grace]);
      closed = true;
    },
  };
}

async function send(hub: Hub, mail: Mail, settings: MailSettings, isClosed: () => boolean): Promise<void> {
  const now = seconds(hub.clock);
  const isWanted = mail.kind !== "new-browser" || settings.newBrowserNotices;
  if (settings.smtp === null || !isWanted) return hub.db.write((tx) => closeMail(tx, hub, mail, "void"));
  const letter = mail.expires_at > now ? writeLetter(mail, openSecret(hub, mail), hub.issuer) : null;
  if (letter === null) return hub.db.write((tx) => closeMail(tx, hub, mail, "dead"));
  const sent: Sent = await sendLetter(
    settings.smtp,
    { ...letter, to: mail.address, id: `mail-${mail.id}` },
    hub.issuer,
  );
  // The hub has stopped meanwhile, and its database with it; the letter is taken up again when its claim ends.
  if (isClosed()) return;
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
