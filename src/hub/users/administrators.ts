/** The administrators who could sign in, held until the transaction is over: of two who take the last one's right at once, one waits. */
import { sql } from "kysely";
import type { Writer } from "../../db/database.ts";

/** @returns their ids */
export async function lockAdministrators(tx: Writer): Promise<ReadonlySet<string>> {
  const rows = await tx.query
    .updateTable("users")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    // Written out, as in the index that finds them among a million people.
    .where(sql<boolean>`is_admin = 1`)
    .where("disabled_at", "is", null)
    // Nobody of an organization that is switched off can sign in.
    .where("organization_id", "in", tx.query.selectFrom("organizations").select("id").where("disabled_at", "is", null))
    .returning("id")
    .execute();
  return new Set(rows.map(({ id }) => id));
}
