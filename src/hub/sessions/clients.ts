/**
 * Which clients a session signed its person in to (`session_clients`): those are told when it ends. A row is written where a
 * code or a token is issued in a session, in that transaction; it costs one insert that changes nothing the second time.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import type { Client } from "../clients/store.ts";
import { readClient } from "../clients/store.ts";

const insert = statement<{ sessionId: number; clientId: string; now: number }>()((db, p) =>
  db
    .insertInto("session_clients")
    .values({ session_id: p("sessionId"), client_id: p("clientId"), first_at: p("now") })
    .onConflict((conflict) => conflict.columns(["session_id", "client_id"]).doNothing()),
);

/** @param clientId The client's row. @param now Unix seconds. */
export const noteClient = (tx: Writer, sessionId: number, clientId: string, now: number): Promise<number> =>
  tx.run(insert, { sessionId, clientId, now });

/** As many frames as a page may reasonably load. */
const MOST_FRAMES = 50;

/** The clients of a session that log out by a frame in the browser, in the order in which it met them. */
export async function frontChannelClients(reader: Reader, sessionId: number): Promise<Client[]> {
  const rows = await reader.query
    .selectFrom("session_clients")
    .innerJoin("clients", "clients.id", "session_clients.client_id")
    .selectAll("clients")
    .where("session_clients.session_id", "=", sessionId)
    .where("clients.frontchannel_logout_uri", "is not", null)
    .orderBy("session_clients.first_at")
    .orderBy("clients.id")
    .limit(MOST_FRAMES)
    .execute();
  return rows.map(readClient);
}
