/**
 * Consents: which scopes a person allowed a client, remembered. A consent is widened by the next, never narrowed by it,
 * and taken back whole.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";

const byPair = statement<{ userId: string; clientId: string }>()((db, p) =>
  db.selectFrom("consents").select("scope").where("user_id", "=", p("userId")).where("client_id", "=", p("clientId")),
);

const scopesOf = (text: string): string[] => (text === "" ? [] : text.split(" "));

/** The scopes that the person allowed the client; `null` where they never did. */
export async function findConsent(reader: Reader, userId: string, clientId: string): Promise<string[] | null> {
  const row = await reader.first(byPair, { userId, clientId });
  return row ? scopesOf(row.scope) : null;
}

/** @param clientId The client's row id. */
export async function rememberConsent(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  clientId: string,
  scopes: readonly string[],
): Promise<void> {
  const known = (await findConsent(tx, userId, clientId)) ?? [];
  const scope = [...new Set([...known, ...scopes])].sort().join(" ");
  const now = seconds(hub.clock);
  await tx.query
    .insertInto("consents")
    .values({ user_id: userId, client_id: clientId, scope, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.columns(["user_id", "client_id"]).doUpdateSet({ scope, updated_at: now }))
    .execute();
}

/** @returns whether there was one. */
export async function forgetConsent(tx: Writer, userId: string, clientId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("consents")
    .where("user_id", "=", userId)
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
