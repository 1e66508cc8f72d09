/**
 * A sign-in whose first proof was given and whose second is missing. It is no session: it has a table of its own, opens nothing
 * but the page of the second step, answers to the browser that began it alone, and is spent in the transaction that signs in.
 *
 *   first proof ──▶ pending ──code, passkey or enrolment──▶ spent, and `completeLogin`
 */
import type { Reader, Writer } from "../../db/database.ts";
import { bearerHash, newBearer, openedBy, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Hub } from "../hub.ts";
import { findUser, holdUser, type User } from "../users/store.ts";
import { passwordMark } from "./remembered-devices.ts";

/** Seconds that a person has for the second step. */
export const PENDING_SECONDS = 600;

export interface PendingLogin {
  readonly id: number;
  readonly user: User;
  readonly amr: readonly string[];
  readonly way: string;
  /** The client's row. */
  readonly clientId: string | null;
  readonly flowId: number | null;
  /** An own path. */
  readonly returnTo: string;
  readonly confirming: boolean;
}

/** @returns the handle. */
export async function keepPendingLogin(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock">,
  pending: Omit<PendingLogin, "id"> & { readonly browser: string },
): Promise<string> {
  const { id, value, hash } = newBearer(hub.ids());
  await tx.query
    .insertInto("pending_logins")
    .values({
      id,
      value_hash: hash,
      browser_hash: bearerHash(pending.browser),
      user_id: pending.user.id,
      amr: pending.amr.join(" "),
      way: pending.way,
      password_mark: passwordMark(pending.user),
      client_id: pending.clientId,
      flow_id: pending.flowId,
      return_to: pending.returnTo,
      confirming: pending.confirming ? 1 : 0,
      expires_at: seconds(hub.clock) + PENDING_SECONDS,
      used_at: null,
    })
    .execute();
  return value;
}

/**
 * The sign-in of that handle, in this browser, still waiting, of somebody whose password is the same as then.
 * @throws Refusal `flow_expired` for anything else, without saying which
 */
export async function requirePendingLogin(
  reader: Reader,
  hub: Pick<Hub, "clock">,
  handle: string | null | undefined,
  browser: string,
): Promise<PendingLogin> {
  const row = await openedBy(handle, (id) =>
    reader.query.selectFrom("pending_logins").selectAll().where("id", "=", id).executeTakeFirst(),
  );
  if (
    !row ||
    !sameSecret(row.browser_hash, bearerHash(browser)) ||
    row.used_at !== null ||
    row.expires_at <= seconds(hub.clock)
  ) {
    throw new Refusal("flow_expired");
  }
  const user = await findUser(reader, row.user_id);
  if (!user || row.password_mark !== passwordMark(user)) throw new Refusal("flow_expired");
  return {
    id: row.id,
    user,
    amr: row.amr.split(" "),
    way: row.way,
    clientId: row.client_id,
    flowId: row.flow_id,
    returnTo: row.return_to,
    confirming: row.confirming === 1,
  };
}

/** Spends it, in the transaction that signs in. @throws Refusal `flow_expired` */
export async function spendPendingLogin(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  { id, user }: PendingLogin,
): Promise<void> {
  const now = seconds(hub.clock);
  // Held: a password that is changed at this moment waits, or has ended this sign-in with the others.
  const known = await holdUser(tx, user.id);
  if (!known || passwordMark(known) !== passwordMark(user)) throw new Refusal("flow_expired");
  const { numUpdatedRows } = await tx.query
    .updateTable("pending_logins")
    .set({ used_at: now })
    .where("id", "=", id)
    .where("password_mark", "=", passwordMark(user))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("flow_expired");
}
