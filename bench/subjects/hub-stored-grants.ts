/**
 * Grants that are there already, so that a code flow can be measured beside them: made over the day before yesterday,
 * alive, of people of their own, ten each. They are written by the database itself, a hundred thousand at a time.
 */
import { sql } from "kysely";

type Database = import("../../dist/db/database.js").Database;

const BATCH = 100_000;
const DAY = 86_400;

/**
 * @param clientId The client's row.
 * @param firstIdAt The hub's own: the first row id of a Unix second.
 */
export async function storeGrants(
  db: Database,
  clientId: string,
  count: number,
  firstIdAt: (seconds: number) => number,
): Promise<void> {
  if (count === 0) return;
  if (db.kind !== "sqlite") throw new Error("stored grants are measured on SQLite");
  const now = Math.floor(Date.now() / 1000);
  const made = now - 2 * DAY;
  const step = Math.floor((firstIdAt(made + DAY) - firstIdAt(made)) / count);
  for (let done = 0; done < count; done += BATCH) {
    const size = Math.min(BATCH, count - done);
    const people = Math.ceil(size / 10);
    await db.write(async (tx) => {
      await sql`
        insert into grants (
          id, client_id, user_id, session_id, scope, nonce, authenticated_at, amr, created_at, expires_at,
          absolute_expires_at, refresh_salt, refresh_generation, rotated_at
        )
        with recursive
          people(number, id) as (
            select 0, lower(hex(randomblob(16)))
            union all select number + 1, lower(hex(randomblob(16))) from people where number + 1 < ${people}
          ),
          ten(number) as (select 0 union all select number + 1 from ten where number < 9)
        select
          ${firstIdAt(made)} + (${done} + people.number * 10 + ten.number) * ${step}, ${clientId}, people.id,
          ${firstIdAt(made)}, 'openid profile email', lower(hex(randomblob(11))), ${made}, 'pwd', ${made},
          ${now + 28 * DAY}, ${now + 363 * DAY}, lower(hex(randomblob(11))), 1, ${made}
        from people, ten
        limit ${size}
      `.execute(tx.query);
    });
  }
}
