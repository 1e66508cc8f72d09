/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a write that is sent again with the same key is not done again,
 * and answered as the first time, for a day. The key is taken in the very transaction of the write, so that of two sent at
 * once one waits for the other. Answers may hold a secret that is shown once, so they are sealed, and given again only to
 * whoever might ask for it now: a token of less scope, or a right that was taken away since, gets nothing by an old key.
 */
import { hash } from "node:crypto";
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Hub } from "../hub.ts";

/** Seconds for which an answer is given again. */
const ANSWER_SECONDS = 86_400;

/** RFC 8941, 3.3.3, without its quotes, or with them. */
const KEY = /^"?([\x21\x23-\x5b\x5d-\x7e]{1,255})"?$/;

export interface OnceKey {
  readonly keyHash: string;
  readonly requestHash: string;
}

/** @param parts What tells this request from others. @throws Refusal `field_invalid` */
export function onceKey(
  header: string | undefined,
  callerKey: string,
  parts: { readonly method: string; readonly path: string; readonly body: string },
): OnceKey | null {
  if (header === undefined) return null;
  const [, key] = KEY.exec(header.trim()) ?? [];
  if (key === undefined) throw new Refusal("field_invalid", undefined, { fields: { "Idempotency-Key": "invalid" } });
  return {
    keyHash: hash("sha256", JSON.stringify([callerKey, key])),
    requestHash: hash("sha256", JSON.stringify([parts.method, parts.path, parts.body])),
  };
}

export interface OnceWork {
  readonly work: () => Promise<unknown>;
  /** @throws what the caller is answered in place of the old answer */
  readonly mayRepeat: (answer: unknown) => Promise<void>;
}

/**
 * Does the work unless it was done under this key.
 * @returns what is answered, and whether it is an old answer.
 * @throws Refusal `idempotency_key_reused` for another request under the same key; what `work` and `mayRepeat` throw
 */
export async function once(
  tx: Writer,
  hub: Pick<Hub, "clock" | "vault">,
  key: OnceKey | null,
  { work, mayRepeat }: OnceWork,
): Promise<{ readonly value: unknown; readonly again: boolean }> {
  if (key === null) return { value: await work(), again: false };
  const now = seconds(hub.clock);
  const place = `idempotent_answers:sealed_answer:${key.keyHash}` as const;
  await tx.query
    .deleteFrom("idempotent_answers")
    .where("key_hash", "=", key.keyHash)
    .where("expires_at", "<=", now)
    .execute();
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("idempotent_answers")
    .values({
      key_hash: key.keyHash,
      request_hash: key.requestHash,
      sealed_answer: null,
      expires_at: now + ANSWER_SECONDS,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) {
    const value = await work();
    const sealed_answer = hub.vault.seal(JSON.stringify(value ?? null), place);
    await tx.query
      .updateTable("idempotent_answers")
      .set({ sealed_answer })
      .where("key_hash", "=", key.keyHash)
      .execute();
    return { value, again: false };
  }
  const row = await tx.query
    .selectFrom("idempotent_answers")
    .selectAll()
    .where("key_hash", "=", key.keyHash)
    .executeTakeFirst();
  if (!row || row.sealed_answer === null) throw new Refusal("busy", undefined, { retryAfter: 1 });
  if (row.request_hash !== key.requestHash) throw new Refusal("idempotency_key_reused");
  const value: unknown = JSON.parse(hub.vault.open(row.sealed_answer, place));
  await mayRepeat(value);
  return { value, again: true };
}
