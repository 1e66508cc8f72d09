/**
 * mail: letters to people, and the proofs of addresses that they carry. Owns the tables `mails` (the outbox), `mail_proofs` and
 * `seen_browsers`, and the settings of the mail server; knows no page and no HTTP. How a letter reads is `web/letter.tsx`'s.
 *
 * A letter is a row, written in the very transaction of what it tells of, and sent afterwards by the worker: nobody waits for a
 * mail server, and nothing is told that did not happen.
 *
 *   queued ──claim──▶ being sent ──▶ delivered │ refused │ void (not to be sent: nobody's, or no mail is set up)
 *      ▲                  │
 *      └──due later───────┴── too late, or the last try ──▶ dead
 *
 * A claim is one conditional update that moves `due_at` past the time that sending may take, so two hubs on one database never
 * send the same letter, and one that dies while sending leaves it to be taken up again.
 */
import type { Selectable } from "kysely";
import type { Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { claimDue } from "../outbox/claim.ts";

/** Letters that carry a code and a link, and those that only tell. */
export const PROOF_LETTERS = ["sign-in", "recover", "verify"] as const;
export const NOTICES = [
  "password-changed",
  "identity-linked",
  "identity-unlinked",
  "second-factor-changed",
  "new-browser",
  "email-changed",
  "looked-at",
  "account-deleted",
  "data-exported",
] as const;
/** The letter that asks somebody to choose a password: a link, and no code. */
export const INVITATION = "invitation";
export type ProofLetter = (typeof PROOF_LETTERS)[number];
export type NoticeKind = (typeof NOTICES)[number];

export type Mail = Selectable<Schema["mails"]>;
export interface LetterSecret {
  /** Empty in an invitation. */
  readonly code: string;
  /** The value of the link, not its address. */
  readonly link: string;
}

/** Seconds between the tries. */
export const RETRY_SECONDS = [5, 30, 120, 600, 1800] as const;
/** Seconds for which a claimed letter is its claimer's: longer than sending may last. */
const CLAIM_SECONDS = 120;
/** Seconds after which a notice is old news. */
const NOTICE_SECONDS = 86_400;

const placeOf = (id: number): `mails:sealed_secret:${number}` => `mails:sealed_secret:${id}`;

export interface NewLetter {
  readonly userId: string | null;
  /** The very address that it goes to, as it is stored; never one that was typed where another is stored. */
  readonly address: string;
  readonly language: string;
  readonly expiresAt: number;
}

type Deps = Pick<Hub, "clock" | "ids">;

const rowOf = (hub: Deps, kind: string, { userId, address, language, expiresAt }: NewLetter) => ({
  id: hub.ids(),
  kind,
  user_id: userId,
  address,
  language,
  detail: "{}",
  sealed_secret: null as string | null,
  attempts: 0,
  due_at: seconds(hub.clock),
  expires_at: expiresAt,
  done_at: null as number | null,
  outcome: null as Mail["outcome"],
});

/** A letter that only tells. @param detail Facts; never a secret. */
export async function queueNotice(
  tx: Writer,
  hub: Deps,
  kind: NoticeKind,
  letter: Omit<NewLetter, "expiresAt">,
  detail: Readonly<Record<string, string>>,
): Promise<number> {
  const row = rowOf(hub, kind, { ...letter, expiresAt: seconds(hub.clock) + NOTICE_SECONDS });
  await tx.query
    .insertInto("mails")
    .values({ ...row, detail: JSON.stringify(detail) })
    .execute();
  return row.id;
}

/**
 * A letter with a code and a link.
 * @param sent False where there is nobody to send it to: the same work is done, and the row says nothing.
 */
export async function queueProof(
  tx: Writer,
  hub: Deps & Pick<Hub, "vault">,
  kind: ProofLetter,
  letter: NewLetter,
  secret: LetterSecret,
  sent: boolean,
): Promise<void> {
  const row = rowOf(hub, kind, letter);
  const sealed = hub.vault.seal(JSON.stringify(secret), placeOf(row.id));
  await tx.query
    .insertInto("mails")
    .values(
      sent
        ? { ...row, sealed_secret: sealed }
        : { ...row, user_id: null, address: "", done_at: seconds(hub.clock), outcome: "void" },
    )
    .execute();
}

/** A letter with a link alone, to somebody who did not ask for it. @param link The value of the link, not its address. */
export async function queueInvitation(
  tx: Writer,
  hub: Deps & Pick<Hub, "vault">,
  letter: NewLetter,
  link: string,
): Promise<void> {
  const row = rowOf(hub, INVITATION, letter);
  const secret: LetterSecret = { code: "", link };
  await tx.query
    .insertInto("mails")
    .values({ ...row, sealed_secret: hub.vault.seal(JSON.stringify(secret), placeOf(row.id)) })
    .execute();
}

export const openSecret = ({ vault }: Pick<Hub, "vault">, { id, sealed_secret }: Mail): LetterSecret | null =>
  sealed_secret === null ? null : (JSON.parse(vault.open(sealed_secret, placeOf(id))) as LetterSecret);

/** Takes letters that are due, the longest waiting first. */
export async function claimMails(tx: Writer, hub: Pick<Hub, "clock">, most: number): Promise<Mail[]> {
  const now = seconds(hub.clock);
  return claimDue(tx, "mails", { now, until: now + CLAIM_SECONDS, most });
}

const claimed = (tx: Writer, { id, attempts }: Mail) =>
  tx.query.updateTable("mails").where("id", "=", id).where("attempts", "=", attempts).where("done_at", "is", null);

/** Closes a letter; code and link go, whatever became of it. */
export async function closeMail(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  mail: Mail,
  outcome: NonNullable<Mail["outcome"]>,
): Promise<void> {
  await claimed(tx, mail)
    .set({ done_at: seconds(hub.clock), outcome, sealed_secret: null })
    .execute();
}

/** When a letter that failed is tried again, in seconds from now; `null` where that would be too late or too often. */
export function retryAfter(mail: Mail, now: number): number | null {
  const wait = RETRY_SECONDS[mail.attempts - 1];
  return wait === undefined || now + wait >= mail.expires_at ? null : wait;
}

export async function postponeMail(tx: Writer, hub: Pick<Hub, "clock">, mail: Mail, wait: number): Promise<void> {
  await claimed(tx, mail)
    .set({ due_at: seconds(hub.clock) + wait })
    .execute();
}

/** Takes back what waits for a person to be sent with a code: their ways in have just been changed. */
export async function dropWaitingProofs(tx: Writer, userId: string): Promise<void> {
  await tx.query
    .deleteFrom("mails")
    .where("user_id", "=", userId)
    .where("done_at", "is", null)
    .where("sealed_secret", "is not", null)
    .execute();
}
