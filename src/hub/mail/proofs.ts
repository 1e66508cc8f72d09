/**
 * Proofs of an address: a code and a link, mailed together. Whoever brings one of them back in the browser that asked has the
 * mailbox; that is all it says, and for one purpose and one account. The row keeps the exact address, so that a change
 * of address meanwhile proves nothing for the new one.
 *
 *   asked ──code (five tries) or link──▶ proven ──▶ used
 *
 * The code counts in the browser that asked alone, so a code that somebody talks out of a person is of use only to whoever sits
 * there; a link opened elsewhere shows the code instead.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { bearerHash, newBearer, openedBy, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { randomText } from "../../lib/random.ts";
import type { Hub } from "../hub.ts";
import { dropInvitations } from "./invitations.ts";
import { dropWaitingProofs, type ProofLetter, queueProof } from "./outbox.ts";

/** Seconds that code and link are good for. */
export const PROOF_SECONDS = 900;
const TRIES = 5;
const CODE_DIGITS = 8;
/**
 * In the place of a code that nobody is sent: as long, and of what is taken out of whatever is typed. Letters are counted by
 * address, tries only by letter; a code without one could be guessed at from many networks without end.
 */
const NO_CODE = "-".repeat(CODE_DIGITS);

export interface Proof {
  readonly id: number;
  readonly purpose: ProofLetter;
  /** Null where nobody has the address yet. */
  readonly userId: string | null;
  readonly address: string;
  readonly sessionId: number | null;
  readonly clientRowId: string | null;
  readonly returnTo: string;
  readonly isProven: boolean;
}

type Row = Selectable<Schema["mail_proofs"]>;

const placeOf = (id: number): `mail_proofs:sealed_code:${number}` => `mail_proofs:sealed_code:${id}`;

const readProof = (row: Row): Proof => ({
  id: row.id,
  purpose: row.purpose,
  userId: row.user_id,
  address: row.address,
  sessionId: row.session_id,
  clientRowId: row.client_id,
  returnTo: row.return_to,
  isProven: row.proven_at !== null,
});

export interface ProofWish {
  readonly purpose: ProofLetter;
  readonly userId: string | null;
  readonly address: string;
  readonly language: string;
  /** This browser's value. */
  readonly browser: string;
  readonly sessionId?: number | null;
  readonly clientRowId?: string | null;
  readonly returnTo: string;
  /** False where nothing is to be sent; the same work is done. */
  readonly sent: boolean;
}

/** Stores a proof and queues its letter. @returns the handle for the browser that asked. */
export async function askProof(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock" | "vault">,
  wish: ProofWish,
): Promise<string> {
  const { purpose, userId, address, language, browser, sessionId = null, clientRowId = null, returnTo, sent } = wish;
  const id = hub.ids();
  const handle = newBearer(id);
  const link = newBearer(id);
  const code = sent ? randomText(CODE_DIGITS, "0123456789") : NO_CODE;
  const expiresAt = seconds(hub.clock) + PROOF_SECONDS;
  await tx.query
    .insertInto("mail_proofs")
    .values({
      id,
      value_hash: handle.hash,
      link_hash: link.hash,
      browser_hash: bearerHash(browser),
      purpose,
      user_id: userId,
      address,
      sealed_code: hub.vault.seal(code, placeOf(id)),
      session_id: sessionId,
      client_id: clientRowId,
      return_to: returnTo,
      tries: 0,
      expires_at: expiresAt,
      proven_at: null,
      used_at: null,
    })
    .execute();
  await queueProof(tx, hub, purpose, { userId, address, language, expiresAt }, { code, link: link.value }, sent);
  return handle.value;
}

async function findRow(reader: Reader, hub: Pick<Hub, "clock">, id: number): Promise<Row | undefined> {
  return reader.query
    .selectFrom("mail_proofs")
    .selectAll()
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("expires_at", ">", seconds(hub.clock))
    .executeTakeFirst();
}

async function requireRow(
  reader: Reader,
  hub: Pick<Hub, "clock">,
  handle: string | null | undefined,
  browser: string,
  purpose: ProofLetter,
): Promise<Row> {
  const row = await openedBy(handle, (id) => findRow(reader, hub, id));
  if (!row || !sameSecret(row.browser_hash, bearerHash(browser)) || row.purpose !== purpose)
    throw new Refusal("flow_expired");
  return row;
}

/** The living proof of that handle, in this browser. @throws Refusal `flow_expired` for anything else, without saying which */
export const requireProof = async (
  reader: Reader,
  hub: Pick<Hub, "clock">,
  handle: string | null | undefined,
  browser: string,
  purpose: ProofLetter,
): Promise<Proof> => readProof(await requireRow(reader, hub, handle, browser, purpose));

/**
 * A code, typed in the browser that asked. The try is counted before the code is compared, and stays counted.
 * @throws Refusal `flow_expired`, `mail_code_wrong`, `mail_code_spent` after five wrong ones
 */
export async function proveByCode(
  hub: Pick<Hub, "db" | "clock" | "vault">,
  handle: string,
  browser: string,
  purpose: ProofLetter,
  typed: string,
): Promise<Proof> {
  const row = await requireRow(hub.db, hub, handle, browser, purpose);
  const { numUpdatedRows } = await hub.db.write((tx) =>
    tx.query
      .updateTable("mail_proofs")
      .set((is) => ({ tries: is("tries", "+", 1) }))
      .where("id", "=", row.id)
      .where("tries", "<", TRIES)
      .where("proven_at", "is", null)
      .where("used_at", "is", null)
      .executeTakeFirst(),
  );
  if (numUpdatedRows !== 1n) throw new Refusal("mail_code_spent");
  const digits = typed.normalize("NFKC").replace(/[\s-]/g, "");
  if (!sameSecret(hub.vault.open(row.sealed_code, placeOf(row.id)), digits)) throw new Refusal("mail_code_wrong");
  return readProof(row);
}

export interface LinkedProof extends Proof {
  /** Whether this is the browser that asked. */
  readonly isHere: boolean;
  /** To be shown in another browser. */
  readonly code: string;
}

/** What a link stands for. @throws Refusal `flow_expired` */
export async function openLink(
  reader: Reader,
  hub: Pick<Hub, "clock" | "vault">,
  link: string | null | undefined,
  browser: string,
): Promise<LinkedProof> {
  const row = await openedBy(
    link,
    (id) => findRow(reader, hub, id),
    (each) => each.link_hash,
  );
  if (!row || row.proven_at !== null) throw new Refusal("flow_expired");
  return {
    ...readProof(row),
    isHere: sameSecret(row.browser_hash, bearerHash(browser)),
    code: hub.vault.open(row.sealed_code, placeOf(row.id)),
  };
}

/** A link, opened in the browser that asked. @throws Refusal `flow_expired` */
export async function proveByLink(
  hub: Pick<Hub, "db" | "clock" | "vault">,
  link: string,
  browser: string,
  purpose: ProofLetter,
): Promise<Proof> {
  const proof = await openLink(hub.db, hub, link, browser);
  if (!proof.isHere || proof.purpose !== purpose) throw new Refusal("flow_expired");
  return proof;
}

/** Spends a proof, in the transaction of what it buys. @throws Refusal `flow_expired` for everybody but the first */
export async function spendProof(tx: Writer, hub: Pick<Hub, "clock">, { id }: Proof): Promise<void> {
  const now = seconds(hub.clock);
  const { numUpdatedRows } = await tx.query
    .updateTable("mail_proofs")
    .set({ used_at: now, sealed_code: "" })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("flow_expired");
}

/**
 * Notes that code or link came back, where what it buys is bought by a later form. The handle changes: the one that waited for
 * the code is worth nothing there.
 * @returns the handle of the proof that is proven. @throws Refusal `flow_expired` for everybody but the first
 */
export async function noteProven(tx: Writer, hub: Pick<Hub, "clock">, { id }: Proof): Promise<string> {
  const now = seconds(hub.clock);
  const { value, hash } = newBearer(id);
  const { numUpdatedRows } = await tx.query
    .updateTable("mail_proofs")
    .set({ proven_at: now, value_hash: hash, sealed_code: "" })
    .where("id", "=", id)
    .where("proven_at", "is", null)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("flow_expired");
  return value;
}

/** Takes away every proof that waits for a person, and the letters that have not gone out yet. */
export async function dropProofs(tx: Writer, userId: string): Promise<void> {
  await tx.query.deleteFrom("mail_proofs").where("user_id", "=", userId).where("used_at", "is", null).execute();
  await dropInvitations(tx, userId);
  await dropWaitingProofs(tx, userId);
}
