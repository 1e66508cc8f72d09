/**
 * Grants that are there already, so that a code flow can be measured beside them: made yesterday, alive, of people of
 * their own, ten each. They are written by the database itself, a hundred thousand at a time.
 */
import { sql } from "kysely";

type Database = import("../../dist/db/database.js").Database;

const BATCH = 100_000;
const PER_MILLISECOND = 4096;
const DAY = 86_400;

export async function storeGrants(db: Database, clientId: string, count: number): Promise<void> {
  if (count === 0) return;
  if (db.kind !== "sqlite") throw new Error("stored grants are measured on SQLite");
  const now = Math.floor(Date.now() / 1000);
  const firstId = (now - DAY) * 1000 * PER_MILLISECOND;
  for (let made = 0; made < count; made += BATCH) {
    const size = Math.min(BATCH, count - made);
    await db.write(async (tx) => {
      await sql`
        insert into grants (
          id, client_id, user_id, session_id, scope, nonce, authenticated_at, amr, created_at, expires_at,
          absolute_expires_at, refresh_salt, refresh_generation, rotated_at
        )
        with recursive
          people(number, id) as (
            select 0, lower(hex(randomblob(16)))
            union all select number + 1, lower(hex(randomblob(16))) from people where number + 1 < ${Math.ceil(size / 10)}
          ),
          ten(number) as (select 0 union all select number + 1 from ten where number < 9)
        select
          ${firstId + made * PER_MILLISECOND} + (people.number * 10 + ten.number) * 64, ${clientId}, people.id,
          ${firstId}, 'openid profile email', lower(hex(randomblob(11))), ${now - DAY}, 'pwd', ${now - DAY},
          ${now + 29 * DAY}, ${now + 364 * DAY}, lower(hex(randomblob(11))), 1, ${now - DAY}
        from people, ten
        limit ${size}
      `.execute(tx.query);
    });
  }
}
