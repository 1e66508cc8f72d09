/**
 * sessions: a browser in which somebody has proven who they are. Owns the table, the lifetimes, the one function that
 * begins a session (`complete-login.ts`) and the one that ends sessions. A session's id is never reused and never moves to
 * another user.
 */
import type { Selectable, UpdateQueryBuilder, UpdateResult } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { type Bearer, openedBy } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { Hub } from "../hub.ts";
import { endLinking } from "../identities/upstream-state.ts";
import { announceEnd } from "../logout/messages.ts";
import { readUser, type User } from "../users/store.ts";

/** Seconds: how long a session lives at most, how long without use, and how often its use is noted. */
export const SESSION_SECONDS = 30 * 86_400;
export const SESSION_IDLE_SECONDS = 7 * 86_400;
const NOTE_SECONDS = 300;

export interface Session {
  readonly id: number;
  readonly userId: string;
  /** `auth_time`. */
  readonly authenticatedAt: number;
  readonly amr: readonly string[];
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly userAgent: string;
  readonly address: string;
  /** By which way its person last came in; empty for a session older than that column. */
  readonly way: string;
}

/** A living session with its user, who is enabled. */
export interface SignedIn {
  readonly session: Session;
  readonly user: User;
}

type SessionColumns =
  | "id"
  | "user_id"
  | "authenticated_at"
  | "amr"
  | "created_at"
  | "last_seen_at"
  | "expires_at"
  | "user_agent"
  | "address"
  | "way";

export const readSession = (row: Pick<Selectable<Schema["sessions"]>, SessionColumns>): Session => ({
  id: row.id,
  userId: row.user_id,
  authenticatedAt: row.authenticated_at,
  amr: row.amr === "" ? [] : row.amr.split(" "),
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  expiresAt: row.expires_at,
  userAgent: row.user_agent,
  address: row.address,
  way: row.way,
});

const withUser = statement<{ id: number }>()((db, p) =>
  db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .innerJoin("organizations", "organizations.id", "users.organization_id")
    .selectAll("users")
    .select([
      "sessions.id as session_id",
      "sessions.value_hash",
      "sessions.user_id",
      "sessions.authenticated_at",
      "sessions.amr",
      "sessions.created_at as session_created_at",
      "sessions.last_seen_at",
      "sessions.expires_at",
      "sessions.user_agent",
      "sessions.address as session_address",
      "sessions.way",
      "sessions.ended_at",
    ])
    .where("sessions.id", "=", p("id"))
    .where("sessions.ended_at", "is", null)
    // Nobody is signed in where an administrator only looks.
    .where("sessions.impersonator_id", "is", null)
    .where("users.disabled_at", "is", null)
    .where("organizations.disabled_at", "is", null),
);

const note = statement<{ id: number; now: number }>()((db, p) =>
  db
    .updateTable("sessions")
    .set({ last_seen_at: p("now") })
    .where("id", "=", p("id"))
    .where("ended_at", "is", null),
);

/** Whom a session cookie's value stands for, now. `null` for anything but a living session of an enabled user. */
export async function findSignedIn(
  hub: Pick<Hub, "db" | "clock">,
  value: string | undefined,
): Promise<SignedIn | null> {
  const row = await openedBy(value, (id) => hub.db.first(withUser, { id }));
  if (!row) return null;
  const now = seconds(hub.clock);
  if (row.expires_at <= now || row.last_seen_at + SESSION_IDLE_SECONDS <= now) return null;
  if (row.last_seen_at + NOTE_SECONDS <= now) {
    await hub.db.write((tx) => tx.run(note, { id: row.session_id, now }));
  }
  return {
    // Named one by one: a row of thirty columns takes microseconds to spread.
    session: readSession({
      id: row.session_id,
      user_id: row.user_id,
      authenticated_at: row.authenticated_at,
      amr: row.amr,
      created_at: row.session_created_at,
      last_seen_at: row.last_seen_at,
      expires_at: row.expires_at,
      user_agent: row.user_agent,
      address: row.session_address,
      way: row.way,
    }),
    user: readUser(row),
  };
}

/** The living sessions of a user, the latest first. */
export async function listSessions(reader: Reader, clock: Hub["clock"], userId: string): Promise<Session[]> {
  const now = seconds(clock);
  const rows = await reader.query
    .selectFrom("sessions")
    .selectAll()
    .where("user_id", "=", userId)
    .where("ended_at", "is", null)
    .where("expires_at", ">", now)
    .where("last_seen_at", ">", now - SESSION_IDLE_SECONDS)
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  return rows.map(readSession);
}

/** How many sessions live, counted no further than `most`. */
export async function countSessions(reader: Reader, clock: Hub["clock"], most: number): Promise<number> {
  const now = seconds(clock);
  const living = reader.query
    .selectFrom("sessions")
    .select("id")
    .where("ended_at", "is", null)
    .where("expires_at", ">", now)
    .where("last_seen_at", ">", now - SESSION_IDLE_SECONDS)
    .orderBy("id", "desc")
    .limit(most)
    .as("living");
  const row = await reader.query
    .selectFrom(living)
    .select((is) => is.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Ends sessions, and has the clients told that it signed somebody in to: every way in which one ends comes through here. */
async function end(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  narrow: (living: UpdateQueryBuilder<Schema, "sessions", "sessions", UpdateResult>) => typeof living,
): Promise<number> {
  const living = tx.query.updateTable("sessions").where("ended_at", "is", null);
  const ended = await narrow(living.set({ ended_at: seconds(hub.clock) }))
    .returning(["id", "user_id as userId"])
    .execute();
  if (ended.length > 0) await announceEnd(tx, hub, ended);
  return ended.length;
}

/**
 * Holds a session that is alive until the transaction is over: what gives its person another way in is done before the session
 * ends, and then goes with it, or not at all. To be called first.
 * @throws Refusal `sign_in_required`
 */
export async function holdSession(tx: Writer, id: number): Promise<void> {
  const { numUpdatedRows } = await tx.query
    .updateTable("sessions")
    .set((is) => ({ last_seen_at: is.ref("last_seen_at") }))
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("sign_in_required");
}

/** Ends the session of this cookie's value, whoever's it is. */
export const endSessionOf = (
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  { id, hash }: Pick<Bearer, "id" | "hash">,
): Promise<number> => end(tx, hub, (living) => living.where("id", "=", id).where("value_hash", "=", hash));

/** Ends sessions whose time is over, so that their end is told as any other. @param most At most so many. @returns how many. */
export function endExpired(tx: Writer, hub: Pick<Hub, "clock" | "ids">, most: number): Promise<number> {
  const now = seconds(hub.clock);
  const over = tx.query
    .selectFrom("sessions")
    .select("id")
    .where("ended_at", "is", null)
    .where("expires_at", "<=", now)
    .orderBy("expires_at")
    .limit(most);
  // Asked again of each row: one may be renewed at this moment.
  return end(tx, hub, (living) => living.where("id", "in", over).where("expires_at", "<=", now));
}

/** Seconds that an administrator looks at somebody's account at most (`impersonation.ts`). */
export const IMPERSONATION_SECONDS = 900;

/** What an administrator looks at ends with the sessions that they end: a thief's may be among both. */
async function endLooking(tx: Writer, hub: Pick<Hub, "clock" | "ids">, administratorId: string): Promise<void> {
  const administrator = await tx.query
    .selectFrom("users")
    .select("id")
    .where("id", "=", administratorId)
    .where("is_admin", "=", 1)
    .executeTakeFirst();
  if (administrator === undefined) return;
  // Found among the latest: there is no index by who looks.
  const earliest = firstIdAt(seconds(hub.clock) - IMPERSONATION_SECONDS - 60);
  await end(tx, hub, (living) => living.where("id", ">=", earliest).where("impersonator_id", "=", administratorId));
}

/**
 * Ends sessions of a user and with them everything that hangs on them. What a client holds on its own (`offline_access`)
 * goes on; revoking grants is `grants`' work.
 * @param which One session, or all but one, or all.
 * @returns how many ended.
 */
export async function endSessions(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  userId: string,
  which: { readonly only: number } | { readonly except: number } | "all",
): Promise<number> {
  const ended = await end(tx, hub, (living) => {
    const own = living.where("user_id", "=", userId);
    if (which === "all") return own;
    return "only" in which ? own.where("id", "=", which.only) : own.where("id", "!=", which.except);
  });
  if (which === "all" || "except" in which) await endLooking(tx, hub, userId);
  // Whoever held one of them may be linking an identity of their own at this moment.
  await endLinking(tx, hub, userId, "ended");
  return ended;
}
