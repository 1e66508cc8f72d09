/**
 * Sign-ins under way at a platform: a row for each, known by the state that the platform brings back. It is for one browser, one
 * method, one platform and one callback address, and it is taken once, before anything that came back is looked at.
 */
import type { Writer } from "../../db/database.ts";
import { bearerHash, newBearer, openedBy, readBearer, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import type { SealedAt } from "../../lib/seal.ts";
import type { PendingSignIn } from "../../providers/provider.ts";
import type { Files } from "../files.ts";
import type { Method } from "../platforms/addresses.ts";

/** How the answer goes back: to our own page, to the window that opened this one, or with a code in an address. */
export type Delivery = "page" | "window" | "address";

/** Seconds that a person has at the platform. */
export const PENDING_SECONDS = 600;

/** A sign-in under way, as it was begun. */
export interface Pending {
  readonly platform: string;
  readonly method: Method;
  readonly delivery: Delivery;
  /** For `get_sso_id`: the session that began it. */
  readonly sessionId: number | null;
  /** Our own path to go to afterwards. */
  readonly next: string | null;
  /** What the platform was told to send the browser back to. */
  readonly redirectUri: string;
  readonly signIn: PendingSignIn;
}

interface Sealed {
  readonly redirectUri: string;
  readonly signIn: PendingSignIn;
}

const sealedAt = (id: number): SealedAt => `files_pending:sealed_pending:${id}`;

/** A state for a sign-in that is to be kept; `keepPending` keeps it. */
export const newState = (files: Pick<Files, "ids">): string => newBearer(files.ids()).value;

/** @param browser This browser's value. */
export async function keepPending(
  tx: Writer,
  files: Pick<Files, "vault" | "clock">,
  browser: string,
  { redirectUri, signIn, ...pending }: Pending,
): Promise<void> {
  const bearer = readBearer(signIn.state);
  if (!bearer) throw new Error("a sign-in under way needs a state of newState");
  const sealed: Sealed = { redirectUri, signIn };
  await tx.query
    .insertInto("files_pending")
    .values({
      id: bearer.id,
      value_hash: bearer.hash,
      browser_hash: bearerHash(browser),
      platform: pending.platform,
      method: pending.method,
      delivery: pending.delivery,
      session_id: pending.sessionId,
      sealed_pending: files.vault.seal(JSON.stringify(sealed), sealedAt(bearer.id)),
      next: pending.next,
      expires_at: seconds(files.clock) + PENDING_SECONDS,
      used_at: null,
    })
    .execute();
}

/**
 * Takes the sign-in of this state, if it is this browser's and nobody has taken it. What does not fit takes nothing, so that
 * another site can't spoil a sign-in by calling the callback.
 */
export async function takePending(
  tx: Writer,
  files: Pick<Files, "vault" | "clock">,
  state: string | null,
  browser: string | undefined,
): Promise<Pending | null> {
  if (browser === undefined) return null;
  const now = seconds(files.clock);
  const row = await openedBy(state, (id) =>
    tx.query.selectFrom("files_pending").selectAll().where("id", "=", id).executeTakeFirst(),
  );
  if (!row || !sameSecret(row.browser_hash, bearerHash(browser))) return null;
  const { numUpdatedRows } = await tx.query
    .updateTable("files_pending")
    .set({ used_at: now })
    .where("id", "=", row.id)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return null;
  const { redirectUri, signIn } = JSON.parse(files.vault.open(row.sealed_pending, sealedAt(row.id))) as Sealed;
  return {
    platform: row.platform,
    method: row.method,
    delivery: row.delivery,
    sessionId: row.session_id,
    next: row.next,
    redirectUri,
    signIn,
  };
}
