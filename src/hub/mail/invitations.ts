/**
 * Invitations: a link that is mailed to somebody who has an account and no way into it yet. Nobody asked for it in a browser, so
 * it belongs to none until its button is pressed there; the browser that pressed last is the one that chooses the password.
 *
 *   mailed ──button──▶ claimed by a browser (again by another: the one before is out) ──password──▶ used
 *
 * Whoever has the letter has the mailbox: the password proves the address, as the code of any other letter does. The row keeps
 * the exact address, so that a change of address meanwhile ends it.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { bearerHash, newBearer, openedBy, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Hub } from "../hub.ts";
import { dropWaitingProofs, queueInvitation } from "./outbox.ts";

/** Seconds that an invitation is good for: three days. */
export const INVITATION_SECONDS = 259_200;
/** Seconds until the same person can be sent another. */
const PAUSE_SECONDS = 600;

export interface Invitation {
  readonly id: number;
  readonly userId: string;
  readonly address: string;
}

type Row = Selectable<Schema["invitations"]>;

const read = ({ id, user_id, address }: Row): Invitation => ({ id, userId: user_id, address });

/**
 * Stores an invitation and queues its letter; one that was sent before is worth nothing any more.
 * @throws Refusal `too_many_attempts` within ten minutes of the one before
 */
export async function sendInvitation(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock" | "vault">,
  to: { readonly userId: string; readonly address: string; readonly language: string },
): Promise<void> {
  const now = seconds(hub.clock);
  const latest = await tx.query
    .selectFrom("invitations")
    .select("id")
    .where("user_id", "=", to.userId)
    .where("expires_at", ">", now + INVITATION_SECONDS - PAUSE_SECONDS)
    .executeTakeFirst();
  if (latest) throw new Refusal("too_many_attempts");
  await dropInvitations(tx, to.userId);
  await dropWaitingProofs(tx, to.userId);
  const id = hub.ids();
  const link = newBearer(id);
  const expiresAt = now + INVITATION_SECONDS;
  await tx.query
    .insertInto("invitations")
    .values({
      id,
      user_id: to.userId,
      address: to.address,
      link_hash: link.hash,
      handle_hash: null,
      browser_hash: null,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  await queueInvitation(tx, hub, { ...to, expiresAt }, link.value);
}

/** The living one that a value opens: the letter's link, or a browser's handle. */
const findRow = (
  reader: Reader,
  hub: Pick<Hub, "clock">,
  value: string | null | undefined,
  kind: "link_hash" | "handle_hash",
): Promise<Row | undefined> =>
  openedBy(
    value,
    (id) =>
      reader.query
        .selectFrom("invitations")
        .selectAll()
        .where("id", "=", id)
        .where("used_at", "is", null)
        .where("expires_at", ">", seconds(hub.clock))
        .executeTakeFirst(),
    (row) => row[kind],
  );

/** What the link of a letter stands for. @throws Refusal `link_invalid` for anything else, without saying which */
export async function openInvitation(
  reader: Reader,
  hub: Pick<Hub, "clock">,
  link: string | null | undefined,
): Promise<Invitation> {
  const row = await findRow(reader, hub, link, "link_hash");
  if (!row) throw new Refusal("link_invalid");
  return read(row);
}

/** Makes an invitation this browser's. @returns the handle that it goes on with. @throws Refusal `link_invalid` */
export async function claimInvitation(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  { id }: Invitation,
  browser: string,
): Promise<string> {
  const handle = newBearer(id);
  const { numUpdatedRows } = await tx.query
    .updateTable("invitations")
    .set({ handle_hash: handle.hash, browser_hash: bearerHash(browser) })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("expires_at", ">", seconds(hub.clock))
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("link_invalid");
  return handle.value;
}

/** The invitation of that handle, in this browser. @throws Refusal `link_invalid` */
export async function requireInvitation(
  reader: Reader,
  hub: Pick<Hub, "clock">,
  handle: string | null | undefined,
  browser: string,
): Promise<Invitation> {
  const row = await findRow(reader, hub, handle, "handle_hash");
  if (!row || !sameSecret(row.browser_hash ?? "", bearerHash(browser))) throw new Refusal("link_invalid");
  return read(row);
}

/** Spends an invitation, in the transaction of what it buys. @throws Refusal `link_invalid` for everybody but the first */
export async function spendInvitation(tx: Writer, hub: Pick<Hub, "clock">, { id }: Invitation): Promise<void> {
  const now = seconds(hub.clock);
  const { numUpdatedRows } = await tx.query
    .updateTable("invitations")
    .set({ used_at: now })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("link_invalid");
}

/** Takes back what a person was invited by. */
export async function dropInvitations(tx: Writer, userId: string): Promise<void> {
  await tx.query.deleteFrom("invitations").where("user_id", "=", userId).where("used_at", "is", null).execute();
}
