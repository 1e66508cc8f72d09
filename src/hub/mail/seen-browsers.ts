/**
 * The browsers that a person has signed in with, known by the cookie that outlives sign-in. A sign-in with another one is told
 * of by mail; the very first one of an account is not.
 */
import type { Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { Hub, Occasion } from "../hub.ts";
import { tellUser } from "./notices.ts";

/** Seconds for which a browser is remembered without being used. */
export const SEEN_SECONDS = 400 * 86_400;

const touch = statement<{ userId: string; hash: string; now: number }>()((db, p) =>
  db
    .updateTable("seen_browsers")
    .set({ last_at: p("now") })
    .where("user_id", "=", p("userId"))
    .where("browser_hash", "=", p("hash")),
);

const another = statement<{ userId: string }>()((db, p) =>
  db.selectFrom("seen_browsers").select("last_at").where("user_id", "=", p("userId")).limit(1),
);

const insert = statement<{ userId: string; hash: string; now: number }>()((db, p) =>
  db
    .insertInto("seen_browsers")
    .values({ user_id: p("userId"), browser_hash: p("hash"), last_at: p("now") })
    .onConflict((conflict) => conflict.doNothing()),
);

/** Whoever has the password can come with a new browser each time; letters of it stop after a few. */
const MOST_AN_HOUR = 3;

const lately = statement<{ userId: string; since: number }>()((db, p) =>
  db
    .selectFrom("mails")
    .select("id")
    .where("id", ">", p("since"))
    .where("user_id", "=", p("userId"))
    .where("kind", "=", "new-browser")
    .limit(MOST_AN_HOUR),
);

/** Called in the transaction of each sign-in at a browser. */
export async function noteBrowser(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  userId: string,
  browser: string,
  occasion: Occasion,
): Promise<void> {
  const seen = { userId, hash: bearerHash(browser), now: seconds(hub.clock) };
  if ((await tx.run(touch, seen)) > 0) return;
  const isFirst = (await tx.first(another, { userId })) === undefined;
  if ((await tx.run(insert, seen)) !== 1 || isFirst) return;
  const told = await tx.all(lately, { userId, since: firstIdAt(seen.now - 3600) });
  if (told.length < MOST_AN_HOUR) await tellUser(tx, hub, "new-browser", userId, occasion);
}
