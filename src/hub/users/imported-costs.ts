/**
 * What the checks of imported password hashes cost, as decoys (`lib/legacy-passwords.ts`) that stand for them: noted with each
 * import, so that whoever checks a password knows how long any account's check may take (`even-time.ts`). They stay after the
 * last imported hash has been replaced; looking for one that is left would read every account.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { decoyOf } from "../../lib/legacy-passwords.ts";
import type { Hub } from "../hub.ts";

const KEY = "imported-password-costs";

/** Kinds that are kept apart; a source has one or two. */
const MOST = 16;

const byKey = statement<{ key: string }>()((db, p) =>
  db.selectFrom("settings").select("value").where("key", "=", p("key")),
);

/** Decoys, one for each kind of hash that was ever imported; their order stays. */
export async function importedCosts(reader: Reader): Promise<readonly string[]> {
  const row = await reader.first(byKey, { key: KEY });
  return row ? (JSON.parse(row.value) as string[]) : [];
}

/** To be called with every hash that is stored as it was made elsewhere; one of our own costs nothing more. */
export async function noteImportedCost(tx: Writer, hub: Pick<Hub, "clock">, stored: string): Promise<void> {
  const decoy = decoyOf(stored);
  if (decoy === null) return;
  const known = await importedCosts(tx);
  if (known.includes(decoy) || known.length >= MOST) return;
  const row = { value: JSON.stringify([...known, decoy]), updated_at: seconds(hub.clock) };
  await tx.query
    .insertInto("settings")
    .values({ key: KEY, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}
