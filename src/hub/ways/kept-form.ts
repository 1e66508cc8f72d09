/**
 * A form that somebody sent when their sign-in was no longer fresh: kept sealed for this person and this browser until they
 * have proven themselves again, and then shown to be sent once more. It is never sent for them: they look at it and press the
 * button, and every check of the form's own route is made again.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { bearerHash, newBearer, openedBy, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { SealedAt } from "../../lib/seal.ts";
import type { Hub } from "../hub.ts";

/** Seconds that a form is kept. */
export const KEPT_FORM_SECONDS = 1800;

/** What is typed as a proof is not kept: its form is filled in again. */
const PROOFS: ReadonlySet<string> = new Set(["password", "current_password", "new_password", "code", "credential"]);

export interface KeptForm {
  /** Where it goes, and the page that it stood on: own paths. */
  readonly path: string;
  readonly backTo: string;
  readonly fields: readonly (readonly [string, string])[];
}

const placeOf = (id: number): SealedAt => `kept_forms:sealed_fields:${id}`;

/** @returns the handle; `null` for a form that is not kept. */
export async function keepForm(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock" | "vault">,
  { path, backTo, fields }: KeptForm,
  userId: string,
  browser: string,
): Promise<string | null> {
  if (fields.some(([name]) => PROOFS.has(name))) return null;
  // One for a person: the latest is the one that they mean, and nobody fills the table.
  await tx.query.deleteFrom("kept_forms").where("user_id", "=", userId).execute();
  const { id, value, hash } = newBearer(hub.ids());
  const kept = JSON.stringify(fields.filter(([name]) => name !== "csrf"));
  await tx.query
    .insertInto("kept_forms")
    .values({
      id,
      value_hash: hash,
      browser_hash: bearerHash(browser),
      user_id: userId,
      path,
      back_to: backTo,
      sealed_fields: hub.vault.seal(kept, placeOf(id)),
      expires_at: seconds(hub.clock) + KEPT_FORM_SECONDS,
    })
    .execute();
  return value;
}

/**
 * The form of that handle, for this person in this browser.
 * @throws Refusal `not_found` for anything else, without saying which
 */
export async function requireKeptForm(
  reader: Reader,
  hub: Pick<Hub, "clock" | "vault">,
  handle: string | null,
  userId: string,
  browser: string,
): Promise<KeptForm> {
  const row = await openedBy(handle, (id) =>
    reader.query.selectFrom("kept_forms").selectAll().where("id", "=", id).executeTakeFirst(),
  );
  if (
    !row ||
    !sameSecret(row.browser_hash, bearerHash(browser)) ||
    row.user_id !== userId ||
    row.expires_at <= seconds(hub.clock)
  ) {
    throw new Refusal("not_found");
  }
  const fields = JSON.parse(hub.vault.open(row.sealed_fields, placeOf(row.id))) as [string, string][];
  return { path: row.path, backTo: row.back_to, fields };
}
