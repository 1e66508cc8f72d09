/**
 * Device authorizations (RFC 8628): owns the table `device_codes`, and the conditional updates that decide who may answer a
 * request, that it is answered once, and that it is redeemed once.
 *
 *   waiting ──viewed──▶ waiting for this one person ──▶ approved ──redeemed──▶ used
 *                                                   └─▶ denied
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { newBearer } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Hub } from "../hub.ts";
import { type GrantRow, standingOf, storeGrant } from "./grants.ts";
import type { Standing } from "./may-issue.ts";
import { newUserCode, userCodeHash } from "./user-code.ts";

export type DeviceCodeRow = Selectable<Schema["device_codes"]>;

/** Seconds that a person has to approve, and the device to fetch what was approved. */
export const DEVICE_CODE_SECONDS = 600;
/** Seconds between two polls, and what each poll that comes too early adds (3.5). */
export const POLL_INTERVAL_SECONDS = 5;

const insert = statement<DeviceCodeRow>()((db, p) =>
  db
    .insertInto("device_codes")
    .values({
      id: p("id"),
      value_hash: p("value_hash"),
      user_code_hash: p("user_code_hash"),
      client_id: p("client_id"),
      scope: p("scope"),
      resource: p("resource"),
      address: p("address"),
      created_at: p("created_at"),
      expires_at: p("expires_at"),
      interval_seconds: p("interval_seconds"),
      polled_at: p("polled_at"),
      session_id: null,
      user_id: null,
      decision: null,
      decided_at: null,
      used_at: null,
    })
    .onConflict((conflict) => conflict.column("user_code_hash").doNothing()),
);

export interface NewDeviceCode {
  /** The client's row. */
  readonly clientId: string;
  readonly scope: string;
  /** Resource indicators, as a JSON list. */
  readonly resource: string;
  /** Where the device asks from. */
  readonly address: string;
}

/** How often another user code is drawn when one is in use already. */
const DRAWS = 5;

/**
 * Stores a request.
 * @returns the device's code, and the one for the person.
 * @throws Refusal `busy` when every code that was drawn is in use, which takes billions of open requests
 */
export async function storeDeviceCode(
  hub: Pick<Hub, "db" | "ids" | "clock" | "vault">,
  wish: NewDeviceCode,
): Promise<{ readonly deviceCode: string; readonly userCode: string }> {
  const now = seconds(hub.clock);
  return hub.db.write(async (tx) => {
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const userCode = newUserCode();
      const { id, value, hash } = newBearer(hub.ids());
      const stored = await tx.run(insert, {
        id,
        value_hash: hash,
        user_code_hash: userCodeHash(hub.vault, userCode),
        client_id: wish.clientId,
        scope: wish.scope,
        resource: wish.resource,
        address: wish.address,
        created_at: now,
        expires_at: now + DEVICE_CODE_SECONDS,
        interval_seconds: POLL_INTERVAL_SECONDS,
        polled_at: 0,
        session_id: null,
        user_id: null,
        decision: null,
        decided_at: null,
        used_at: null,
      });
      if (stored === 1) return { deviceCode: value, userCode };
    }
    throw new Refusal("busy");
  });
}

const withStanding = statement<{ id: number }>()((db, p) =>
  db
    .selectFrom("device_codes")
    .leftJoin("users", "users.id", "device_codes.user_id")
    .leftJoin("organizations", "organizations.id", "users.organization_id")
    .leftJoin("sessions", "sessions.id", "device_codes.session_id")
    .selectAll("device_codes")
    .select([
      "users.organization_id",
      "users.disabled_at as user_disabled_at",
      "organizations.disabled_at as organization_disabled_at",
      "sessions.id as session_found",
      "sessions.ended_at as session_ended_at",
      "sessions.expires_at as session_expires_at",
      "sessions.authenticated_at",
      "sessions.amr",
    ])
    .where("device_codes.id", "=", p("id")),
);

export interface FoundDeviceCode {
  readonly row: DeviceCodeRow;
  /** Where the approver stands; `undefined` before anybody looked, or when they are gone. */
  readonly standing: Standing | undefined;
  /** The sign-in of the approver. */
  readonly authenticatedAt: number | null;
  readonly amr: string | null;
}

/** @param now Unix seconds: where the person stands then. */
export async function findDeviceCode(reader: Reader, id: number, now: number): Promise<FoundDeviceCode | undefined> {
  const row = await reader.first(withStanding, { id });
  return row && { row, standing: standingOf(row, true, now), authenticatedAt: row.authenticated_at, amr: row.amr };
}

const notePoll = statement<{ id: number; now: number }>()((db, p) =>
  db
    .updateTable("device_codes")
    .set({ polled_at: p("now") })
    .where("id", "=", p("id"))
    .where((is) => is(is("polled_at", "+", is.ref("interval_seconds")), "<=", p("now"))),
);

const slowDown = statement<{ id: number; now: number; more: number }>()((db, p) =>
  db
    .updateTable("device_codes")
    .set((is) => ({ polled_at: p("now"), interval_seconds: is("interval_seconds", "+", p("more")) }))
    .where("id", "=", p("id")),
);

/** Notes a poll. @returns whether it kept the interval; one that did not makes it longer. */
export async function pollDeviceCode(tx: Writer, id: number, now: number): Promise<boolean> {
  if ((await tx.run(notePoll, { id, now })) === 1) return true;
  await tx.run(slowDown, { id, now, more: POLL_INTERVAL_SECONDS });
  return false;
}

const spend = statement<{ id: number; now: number }>()((db, p) =>
  db
    .updateTable("device_codes")
    .set({ used_at: p("now") })
    .where("id", "=", p("id"))
    .where("decision", "=", "approved")
    .where("used_at", "is", null)
    .where("expires_at", ">", p("now")),
);

/** Spends an approved request for a grant. @returns whether this caller was the first and in time. */
export async function redeemDeviceCode(tx: Writer, id: number, grant: GrantRow, now: number): Promise<boolean> {
  if ((await tx.run(spend, { id, now })) !== 1) return false;
  await storeGrant(tx, grant);
  return true;
}

export interface Approver {
  readonly userId: string;
  readonly sessionId: number;
}

/**
 * The request of a user code, shown to this person from now on and to nobody else: the first who looks, signed in, is who
 * may answer (a code that was passed on to a second person is worth nothing).
 * @param code As it is shown.
 * @returns `undefined` for one that is unknown, over, or another person's, without saying which.
 */
export async function viewDeviceCode(
  tx: Writer,
  hub: Pick<Hub, "clock" | "vault">,
  code: string,
  { userId, sessionId }: Approver,
): Promise<DeviceCodeRow | undefined> {
  return tx.query
    .updateTable("device_codes")
    .set({ user_id: userId, session_id: sessionId })
    .where("user_code_hash", "=", userCodeHash(hub.vault, code))
    .where((is) => is.or([is("user_id", "is", null), is("user_id", "=", userId)]))
    .where("decision", "is", null)
    .where("expires_at", ">", seconds(hub.clock))
    .returningAll()
    .executeTakeFirst();
}

/** The request of a user code that this very session was shown, still open. */
export async function findViewed(
  reader: Reader,
  hub: Pick<Hub, "clock" | "vault">,
  code: string,
  { userId, sessionId }: Approver,
): Promise<DeviceCodeRow | undefined> {
  return reader.query
    .selectFrom("device_codes")
    .selectAll()
    .where("user_code_hash", "=", userCodeHash(hub.vault, code))
    .where("user_id", "=", userId)
    .where("session_id", "=", sessionId)
    .where("decision", "is", null)
    .where("expires_at", ">", seconds(hub.clock))
    .executeTakeFirst();
}

/** Answers a request that this very session was shown. @returns whether this was the one answer, and in time. */
export async function decideDeviceCode(
  tx: Writer,
  id: number,
  decision: "approved" | "denied",
  { userId, sessionId }: Approver,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable("device_codes")
    .set({ decision, decided_at: now })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .where("session_id", "=", sessionId)
    .where("decision", "is", null)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
