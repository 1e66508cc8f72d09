/**
 * A backup is older than what happened after it: a refresh token that was rotated since, a sign-in that was ended, a letter's code
 * that was used would all count again, for whoever still holds them. So whatever can be spent or ended is over in a restored
 * database, in the very transaction that fills it, and people sign in anew. What proves a person stays: passwords, passkeys,
 * authenticators and their recovery codes, tokens of programs; of those nobody knows what has become since.
 */
import { sql } from "kysely";
import type { Writer } from "../database.ts";
import type { ProgramName } from "./archive.ts";

/** Of sign-ins, in whatever state. */
const DROPPED: Readonly<Record<ProgramName, readonly string[]>> = {
  hub: [
    "codes",
    "flows",
    "upstream_states",
    "device_codes",
    "pushed_requests",
    "pending_logins",
    "link_proofs",
    "mail_proofs",
    "invitations",
    "kept_forms",
    "remembered_devices",
    "registration_tokens",
  ],
  files: ["files_sessions", "files_pending", "files_handovers"],
};

/**
 * Ends it all.
 * @param tables Those that the version which wrote the backup had.
 * @param now Unix seconds.
 */
export async function endWhatMayBeSpent(
  tx: Writer,
  program: ProgramName,
  tables: ReadonlySet<string>,
  now: number,
): Promise<void> {
  for (const table of DROPPED[program]) {
    if (tables.has(table)) await sql`delete from ${sql.table(table)}`.execute(tx.query);
  }
  if (program === "files") return;
  await sql`update sessions set ended_at = ${now} where ended_at is null`.execute(tx.query);
  await sql`update grants set revoked_at = ${now}, revoked_reason = 'restored' where revoked_at is null`.execute(
    tx.query,
  );
  // They were sent since, or tell of what is over.
  if (tables.has("mails"))
    await sql`update mails set done_at = ${now}, outcome = 'void', sealed_secret = null where done_at is null`.execute(
      tx.query,
    );
}
