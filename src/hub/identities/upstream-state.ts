/**
 * A sign-in under way at a provider, kept on the server: single-use, bound to the browser, the provider and the purpose.
 * What came back to the callback is only ever compared with what is kept here (incident: checks were inferred from what
 * came back, and stripping them from the address switched them off).
 */
import type { Selectable } from "kysely";
import type { Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { bearerHash, newBearer, openedBy, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { PendingSignIn } from "../../providers/provider.ts";
import type { Hub } from "../hub.ts";

/** Seconds that a person has at the provider. */
export const STATE_SECONDS = 600;
/** Seconds that the way back may take after that: the calls to the provider. */
const WAY_BACK_SECONDS = 60;

export interface UpstreamState {
  readonly id: number;
  readonly providerId: string;
  readonly intent: "login" | "connect";
  readonly sessionId: number | null;
  readonly returnTo: string;
  readonly clientRowId: string | null;
  readonly pending: PendingSignIn;
  /** What a form of the provider's site brought (`keepPosted`); `null` where none has come. */
  readonly posted: URLSearchParams | null;
}

type Row = Selectable<Schema["upstream_states"]>;

const insert = statement<Row>()((db, p) =>
  db.insertInto("upstream_states").values({
    id: p("id"),
    value_hash: p("value_hash"),
    browser_hash: p("browser_hash"),
    provider_id: p("provider_id"),
    intent: p("intent"),
    session_id: p("session_id"),
    sealed_pending: p("sealed_pending"),
    sealed_callback: null,
    return_to: p("return_to"),
    client_id: p("client_id"),
    created_at: p("created_at"),
    expires_at: p("expires_at"),
    used_at: null,
  }),
);

/** A new state value for the provider to send back. */
export const newState = (hub: Pick<Hub, "ids">) => newBearer(hub.ids());

export async function storeState(
  tx: Writer,
  hub: Pick<Hub, "clock" | "vault">,
  state: { readonly id: number; readonly hash: string },
  kept: Omit<UpstreamState, "id" | "posted"> & { readonly browser: string },
): Promise<void> {
  const now = seconds(hub.clock);
  await tx.run(insert, {
    id: state.id,
    value_hash: state.hash,
    browser_hash: bearerHash(kept.browser),
    provider_id: kept.providerId,
    intent: kept.intent,
    session_id: kept.sessionId,
    sealed_pending: hub.vault.seal(JSON.stringify(kept.pending), `upstream_states:pending:${state.id}`),
    sealed_callback: null,
    return_to: kept.returnTo,
    client_id: kept.clientRowId,
    created_at: now,
    expires_at: now + STATE_SECONDS,
    used_at: null,
  });
}

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom("upstream_states").selectAll().where("id", "=", p("id")),
);
const spend = statement<{ id: number; now: number }>()((db, p) =>
  db
    .updateTable("upstream_states")
    .set({ used_at: p("now") })
    .where("id", "=", p("id"))
    .where("used_at", "is", null)
    .where("expires_at", ">", p("now")),
);

const keep = statement<{ id: number; now: number; callback: string }>()((db, p) =>
  db
    .updateTable("upstream_states")
    .set({ sealed_callback: p("callback") })
    .where("id", "=", p("id"))
    .where("sealed_callback", "is", null)
    .where("used_at", "is", null)
    .where("expires_at", ">", p("now")),
);

const callbackPlace = (id: number): `upstream_states:callback:${number}` => `upstream_states:callback:${id}`;

/** The row of a state at this provider, whoever brings it. @throws Refusal `flow_expired` */
async function requireRow(hub: Pick<Hub, "db">, value: string | null, providerId: string): Promise<Row> {
  const row = await openedBy(value, (id) => hub.db.first(byId, { id }));
  if (row?.provider_id !== providerId) throw new Refusal("flow_expired");
  return row;
}

/**
 * Keeps what a form of the provider's site brought, the first time that it comes. Browsers send no cookie of ours along with
 * such a form, so nothing is believed yet: the browser comes back for it by itself, with its cookie and the same state.
 * @throws Refusal `flow_expired` for a state that is unknown, used, too old or another provider's
 */
export async function keepPosted(
  hub: Hub,
  value: string | null,
  providerId: string,
  posted: URLSearchParams,
): Promise<void> {
  const row = await requireRow(hub, value, providerId);
  const callback = hub.vault.seal(posted.toString(), callbackPlace(row.id));
  const now = seconds(hub.clock);
  if (row.used_at !== null || row.expires_at <= now) throw new Refusal("flow_expired");
  await hub.db.write((tx) => tx.run(keep, { id: row.id, now, callback }));
}

/**
 * Takes the state that came back, once.
 * @param mustBePosted The provider answers by a form alone: without one the state is not spent.
 * @throws Refusal `flow_expired` for one that is unknown, used, too old, another browser's or another provider's
 */
export async function takeState(
  hub: Hub,
  value: string | null,
  browser: string,
  providerId: string,
  mustBePosted = false,
): Promise<UpstreamState> {
  const row = await requireRow(hub, value, providerId);
  if (!sameSecret(row.browser_hash, bearerHash(browser)) || (mustBePosted && row.sealed_callback === null))
    throw new Refusal("flow_expired");
  const now = seconds(hub.clock);
  const first = await hub.db.write(async (tx) => (await tx.run(spend, { id: row.id, now })) === 1);
  if (!first) throw new Refusal("flow_expired");
  return {
    id: row.id,
    providerId: row.provider_id,
    intent: row.intent,
    sessionId: row.session_id,
    returnTo: row.return_to,
    clientRowId: row.client_id,
    pending: JSON.parse(hub.vault.open(row.sealed_pending, `upstream_states:pending:${row.id}`)) as PendingSignIn,
    posted:
      row.sealed_callback === null
        ? null
        : new URLSearchParams(hub.vault.open(row.sealed_callback, callbackPlace(row.id))),
  };
}

/**
 * The last step of a linking, in the transaction that links: its state goes. A linking whose state has been taken away
 * meanwhile (`endLinking`) links nothing, however far it has come.
 * @throws Refusal `flow_expired`
 */
export async function finishLinking(tx: Writer, stateId: number): Promise<void> {
  const { numDeletedRows } = await tx.query.deleteFrom("upstream_states").where("id", "=", stateId).executeTakeFirst();
  if (numDeletedRows !== 1n) throw new Refusal("flow_expired");
}

/**
 * Ends every linking that a user has under way, those that are on their way back from the provider too.
 * @param which In all sessions, or in those that have ended.
 */
export async function endLinking(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  which: "all" | "ended",
): Promise<void> {
  let sessions = tx.query.selectFrom("sessions").select("id").where("user_id", "=", userId);
  if (which === "ended") sessions = sessions.where("ended_at", "is not", null);
  await tx.query
    .deleteFrom("upstream_states")
    .where("id", ">=", firstIdAt(seconds(hub.clock) - STATE_SECONDS - WAY_BACK_SECONDS))
    .where("intent", "=", "connect")
    .where("session_id", "in", sessions)
    .execute();
}
