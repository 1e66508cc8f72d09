/**
 * One-time codes that stand in an address in place of a token, as compatibility mode needs one: good for a minute, for the browser
 * that signed in, and once.
 */
import { z } from "zod";
import type { Writer } from "../../db/database.ts";
import { bearerHash, newBearer, openedBy, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Files } from "../files.ts";
import { beginSession, type EndedOrigin, type Occasion, type Origin, type Session } from "../sessions/store.ts";
import { findUser } from "../users/store.ts";
import type { User } from "../users/user.ts";

/** Seconds: the browser comes at once. */
const HANDOVER_SECONDS = 60;

const kept = z.object({
  platform: z.string(),
  issuer: z.string(),
  subject: z.string(),
  sid: z.string().nullable(),
  /** The password's age when the person signed in: another one now ends what would begin. */
  passwordChangedAt: z.number(),
});

/** @param browser This browser's value. @returns the code, given away once. */
export async function keepHandover(
  tx: Writer,
  files: Pick<Files, "ids" | "clock">,
  browser: string,
  user: Pick<User, "id" | "passwordChangedAt">,
  origin: Origin,
): Promise<string> {
  const { id, value, hash } = newBearer(files.ids());
  await tx.query
    .insertInto("files_handovers")
    .values({
      id,
      value_hash: hash,
      browser_hash: bearerHash(browser),
      user_id: user.id,
      origin: JSON.stringify({ ...origin, passwordChangedAt: user.passwordChangedAt } satisfies z.infer<typeof kept>),
      expires_at: seconds(files.clock) + HANDOVER_SECONDS,
      used_at: null,
    })
    .execute();
  return value;
}

/**
 * Takes back the codes of sign-ins that a platform has ended, which would begin sessions after it. To be called before the sessions
 * themselves are ended: a code that is being redeemed is waited for, and its session is there to be ended then.
 */
export async function endHandoversFrom(
  tx: Writer,
  files: Pick<Files, "clock">,
  { platform, issuer, subject, sid }: EndedOrigin,
): Promise<void> {
  if (subject === undefined && (sid === undefined || sid === null)) return;
  const living = await tx.query
    .selectFrom("files_handovers")
    .select(["id", "origin"])
    .where("expires_at", ">", seconds(files.clock))
    .execute();
  const ended = living.filter((row) => {
    const origin = kept.parse(JSON.parse(row.origin));
    return (
      origin.platform === platform &&
      origin.issuer === issuer &&
      (subject === undefined || origin.subject === subject) &&
      (sid === undefined || sid === null || origin.sid === sid)
    );
  });
  for (const { id } of ended) await tx.query.deleteFrom("files_handovers").where("id", "=", id).execute();
}

const invalid = (): Refusal => new Refusal("bad_request", "incorrect or expired code");

/**
 * Takes a code and begins what it stands for.
 * @returns the value for cookie or token, given away once.
 * @throws Refusal `bad_request`, `account_disabled`
 */
export function redeemHandover(
  files: Files,
  browser: string | undefined,
  code: string | null,
  kind: Session["kind"],
  occasion: Occasion,
): Promise<string> {
  return files.db.write(async (tx) => {
    if (browser === undefined) throw invalid();
    const now = seconds(files.clock);
    const row = await openedBy(code, (id) =>
      tx.query.selectFrom("files_handovers").selectAll().where("id", "=", id).executeTakeFirst(),
    );
    if (!row || !sameSecret(row.browser_hash, bearerHash(browser))) throw invalid();
    const { numUpdatedRows } = await tx.query
      .updateTable("files_handovers")
      .set({ used_at: now })
      .where("id", "=", row.id)
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .executeTakeFirst();
    const user = await findUser(tx, row.user_id);
    if (numUpdatedRows !== 1n || !user) throw invalid();
    if (user.disabledAt !== null) throw new Refusal("account_disabled");
    const { passwordChangedAt, ...origin } = kept.parse(JSON.parse(row.origin));
    return beginSession(tx, files, { id: user.id, passwordChangedAt }, kind, occasion, origin);
  });
}
