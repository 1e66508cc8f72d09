/**
 * Consents: which scopes a person allowed a client, remembered; for tokens that are meant for a resource (RFC 8707) by that
 * resource, so that what was allowed at one service opens no other. A consent is widened by the next, never narrowed by
 * it, and taken back whole.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";

const byPair = statement<{ userId: string; clientId: string }>()((db, p) =>
  db.selectFrom("consents").select("scope").where("user_id", "=", p("userId")).where("client_id", "=", p("clientId")),
);

const scopesOf = (text: string): string[] => (text === "" ? [] : text.split(" "));

/**
 * The scopes that the person allowed the client, for all of these resources alike.
 * @param resources What the token is meant for; none for one that is the client's own.
 * @returns `null` where they never did.
 */
export async function findConsent(
  reader: Reader,
  userId: string,
  clientId: string,
  resources: readonly string[] = [],
): Promise<string[] | null> {
  if (resources.length === 0) {
    const row = await reader.first(byPair, { userId, clientId });
    return row ? scopesOf(row.scope) : null;
  }
  const rows = await reader.query
    .selectFrom("resource_consents")
    .select("scope")
    .where("user_id", "=", userId)
    .where("client_id", "=", clientId)
    .where("resource", "in", resources)
    .execute();
  const [first, ...others] = rows.map(({ scope }) => scopesOf(scope));
  if (first === undefined || rows.length < new Set(resources).size) return null;
  return first.filter((scope) => others.every((allowed) => allowed.includes(scope)));
}

/**
 * @param clientId The client's row id.
 * @param resources What the tokens are meant for.
 */
export async function rememberConsent(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  clientId: string,
  scopes: readonly string[],
  resources: readonly string[] = [],
): Promise<void> {
  // A consent for resources alone is a consent of no scope besides: whoever asks which clients were let in finds it.
  await widen(tx, hub, userId, clientId, resources.length === 0 ? scopes : []);
  for (const resource of new Set(resources)) await widenAt(tx, hub, userId, clientId, resource, scopes);
}

const joined = (known: readonly string[] | null, more: readonly string[]): string =>
  [...new Set([...(known ?? []), ...more])].sort().join(" ");

async function widenAt(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  clientId: string,
  resource: string,
  scopes: readonly string[],
): Promise<void> {
  const scope = joined(await findConsent(tx, userId, clientId, [resource]), scopes);
  const now = seconds(hub.clock);
  await tx.query
    .insertInto("resource_consents")
    .values({ user_id: userId, client_id: clientId, resource, scope, created_at: now, updated_at: now })
    .onConflict((conflict) =>
      conflict.columns(["user_id", "client_id", "resource"]).doUpdateSet({ scope, updated_at: now }),
    )
    .execute();
}

async function widen(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  clientId: string,
  scopes: readonly string[],
): Promise<void> {
  const scope = joined(await findConsent(tx, userId, clientId), scopes);
  const now = seconds(hub.clock);
  await tx.query
    .insertInto("consents")
    .values({ user_id: userId, client_id: clientId, scope, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.columns(["user_id", "client_id"]).doUpdateSet({ scope, updated_at: now }))
    .execute();
}

/** @returns whether there was one. */
export async function forgetConsent(tx: Writer, userId: string, clientId: string): Promise<boolean> {
  await tx.query
    .deleteFrom("resource_consents")
    .where("user_id", "=", userId)
    .where("client_id", "=", clientId)
    .execute();
  const { numDeletedRows } = await tx.query
    .deleteFrom("consents")
    .where("user_id", "=", userId)
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
