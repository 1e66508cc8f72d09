/**
 * The browsers that a person has signed in with, known by the cookie that outlives sign-in. A sign-in with another one is told
 * of by mail; the very first one of an account is not.
 */
import type { Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
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
  if ((await tx.run(insert, seen)) === 1 && !isFirst) await tellUser(tx, hub, "new-browser", userId, occasion);
}
