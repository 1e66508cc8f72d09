/**
 * What the checks of imported password hashes cost, as decoys (`lib/legacy-passwords.ts`) that stand for them: noted with each
 * account that is made with one, so that whoever checks a password knows how long any account's check may take (`even-time.ts`). They stay after the
 * last imported hash has been replaced; looking for one that is left would read every account.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { decoyOf, workOf } from "../../lib/legacy-passwords.ts";
import type { Hub } from "../hub.ts";

const KEY = "imported-password-costs";

const byKey = statement<{ key: string }>()((db, p) =>
  db.selectFrom("settings").select("value").where("key", "=", p("key")),
);

/** Decoys: of each kind of hash that was ever imported the costliest, for a site that is old enough has had twenty costs of one kind. */
export async function importedCosts(reader: Reader): Promise<readonly string[]> {
  const row = await reader.first(byKey, { key: KEY });
  return row ? (JSON.parse(row.value) as string[]) : [];
}

/** To be called with every hash that an account begins with; one of our own costs nothing more. */
export async function noteImportedCost(tx: Writer, hub: Pick<Hub, "clock">, stored: string): Promise<void> {
  const decoy = decoyOf(stored);
  if (decoy === null) return;
  const known = await importedCosts(tx);
  const { kind, work } = workOf(decoy);
  const ofItsKind = known.filter((each) => workOf(each).kind === kind);
  if (ofItsKind.some((each) => workOf(each).work >= work)) return;
  const others = known.filter((each) => !ofItsKind.includes(each));
  const row = { value: JSON.stringify([...others, decoy]), updated_at: seconds(hub.clock) };
  await tx.query
    .insertInto("settings")
    .values({ key: KEY, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}
