/**
 * The addresses of people's pictures are whole, as applications are told them; so they move when the hub's own address does:
 * asked at each start, done only when it has changed.
 */
import { sql } from "kysely";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";

const KEY = "avatars.issuer";

export async function keepAvatarsAtHome({ db, clock, issuer }: Pick<Hub, "db" | "clock" | "issuer">): Promise<void> {
  const value = JSON.stringify(issuer);
  const known = await db.query.selectFrom("settings").select("value").where("key", "=", KEY).executeTakeFirst();
  if (known?.value === value) return;
  await db.write(async (tx) => {
    await tx.query
      .updateTable("users")
      .set({
        picture: sql<string>`(select ${`${issuer}/avatars/`} || avatars.id || '?v=' || avatars.hash from avatars where avatars.user_id = users.id)`,
      })
      .where("id", "in", tx.query.selectFrom("avatars").select("user_id"))
      .execute();
    const now = seconds(clock);
    await tx.query
      .insertInto("settings")
      .values({ key: KEY, value, updated_at: now })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value, updated_at: now }))
      .execute();
  });
}
