/**
 * The one way to be signed in. Password, sign-up, an upstream provider and everything that comes later end here, after they
 * have proven their part, so that no way in can forget a check: the account may sign in, the cookie's old value
 * dies, a new one is given out, and the audit row stands in the same transaction. It weighs the proofs itself
 * (`ways/required-factor.ts`) and refuses where a second factor is missing; `admit.ts` keeps such a sign-in for its second step.
 */
import type { Selectable } from "kysely";
import type { Writer } from "../../db/database.ts";
import { isOrphan } from "../../db/failure.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { newBearer, readBearer } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub, Occasion } from "../hub.ts";
import { noteSignIn, readUser, type User } from "../users/store.ts";
import { type Missing, missingProof, type SecondFactorPolicy } from "../ways/required-factor.ts";
import { endSessionOf, SESSION_SECONDS } from "./store.ts";

export interface ProvenLogin {
  readonly userId: string;
  /** How it was proven (`amr`, RFC 8176, and `fed` for an upstream provider). */
  readonly amr: readonly string[];
  /** When it was proven, in Unix seconds, where that is not now. */
  readonly authenticatedAt?: number | undefined;
  /** For the audit log: `password`, `sign-up`, `provider:<slug>` … */
  readonly way: string;
  /** The cookie by which a browser is remembered: it may stand in for the second factor. */
  readonly device?: string | undefined;
  /** Somebody who is signed in proves themselves again: then as strongly as they can, and no remembered browser counts. */
  readonly confirming?: boolean | undefined;
  /** The session cookie that the browser still carries: it ends here, whoever's it was. */
  readonly previousSession: string | undefined;
  readonly clientId?: string | undefined;
  readonly occasion: Occasion;
}

/**
 * @returns the new session cookie's value.
 * @throws Refusal `account_disabled`; `second_factor_required` where what was proven is not enough
 */
export async function completeLogin(tx: Writer, hub: Pick<Hub, "ids" | "clock">, login: ProvenLogin): Promise<string> {
  const { session } = await tryLogin(tx, hub, login);
  if (session === null) throw new Refusal("second_factor_required");
  return session;
}

/** A sign-in that was weighed. */
export interface TriedLogin {
  readonly user: User;
  readonly missing: Missing;
  /** The new session cookie's value; `null` where something is missing. */
  readonly session: string | null;
}

/**
 * Signs somebody in where what was proven is enough, and changes nothing where it is not.
 * @throws Refusal `account_disabled`
 */
export async function tryLogin(tx: Writer, hub: Pick<Hub, "ids" | "clock">, login: ProvenLogin): Promise<TriedLogin> {
  const { user, missing } = await weighLogin(tx, hub, login);
  if (missing !== "nothing") return { user, missing, session: null };
  const now = seconds(hub.clock);
  const value = (await renewSession(tx, hub, login, now)) ?? (await beginSession(tx, hub, login, now));
  await noteSignIn(tx, user.id, now);
  await recordEvent(tx, hub, {
    action: "user.signed-in",
    actorId: user.id,
    subject: { kind: "user", id: user.id },
    clientId: login.clientId,
    occasion: login.occasion,
    detail: { way: login.way },
  });
  return { user, missing, session: value };
}

const withPolicy = statement<{ userId: string }>()((db, p) =>
  db
    .selectFrom("users")
    .innerJoin("organizations", "organizations.id", "users.organization_id")
    .selectAll("users")
    .select("organizations.require_second_factor as policy")
    .where("users.id", "=", p("userId"))
    .where("users.disabled_at", "is", null)
    .where("organizations.disabled_at", "is", null),
);

/**
 * Who it is, and what is still missing.
 * @throws Refusal `account_disabled`
 */
export async function weighLogin(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  { userId, amr, device, confirming }: Pick<ProvenLogin, "userId" | "amr" | "device" | "confirming">,
): Promise<{ readonly user: User; readonly policy: SecondFactorPolicy; readonly missing: Missing }> {
  const row = await tx.first(withPolicy, { userId });
  if (!row) throw new Refusal("account_disabled");
  const { policy } = row;
  const user = readUser(row);
  const missing = await missingProof(tx, seconds(hub.clock), { user, policy, amr, device, confirming });
  return { user, policy, missing };
}

type Deps = Pick<Hub, "ids" | "clock">;

const lived = (login: ProvenLogin, hash: string, now: number) => ({
  value_hash: hash,
  authenticated_at: login.authenticatedAt ?? now,
  amr: login.amr.join(" "),
  last_seen_at: now,
  expires_at: now + SESSION_SECONDS,
  user_agent: login.occasion.userAgent.slice(0, 300),
  address: login.occasion.address,
  way: login.way,
});

/**
 * The same person proved themselves again in the same browser: the session goes on under a new value, so that what hangs on
 * it (refresh tokens, `sid`) lives while the old value is dead. Anybody else's session is ended instead, and so is one in
 * its second month: rows are cut off by their age, so none may be renewed for ever.
 */
async function renewSession(tx: Writer, hub: Deps, login: ProvenLogin, now: number): Promise<string | null> {
  const previous = readBearer(login.previousSession);
  if (!previous) return null;
  const { value, hash } = newBearer(previous.id);
  const { numUpdatedRows } = await tx.query
    .updateTable("sessions")
    .set(lived(login, hash, now))
    .where("id", "=", previous.id)
    .where("value_hash", "=", previous.hash)
    .where("ended_at", "is", null)
    .where("user_id", "=", login.userId)
    .where("impersonator_id", "is", null)
    .where("created_at", ">", now - SESSION_SECONDS)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return value;
  await endSessionOf(tx, hub, previous);
  return null;
}

const insert = statement<Omit<Selectable<Schema["sessions"]>, "ended_at" | "impersonator_id">>()((db, p) =>
  db.insertInto("sessions").values({
    id: p("id"),
    user_id: p("user_id"),
    created_at: p("created_at"),
    ended_at: null,
    value_hash: p("value_hash"),
    authenticated_at: p("authenticated_at"),
    amr: p("amr"),
    last_seen_at: p("last_seen_at"),
    expires_at: p("expires_at"),
    user_agent: p("user_agent"),
    address: p("address"),
    way: p("way"),
  }),
);

async function beginSession(tx: Writer, hub: Deps, login: ProvenLogin, now: number): Promise<string> {
  const { id, value, hash } = newBearer(hub.ids());
  try {
    await tx.run(insert, { id, user_id: login.userId, created_at: now, ...lived(login, hash, now) });
  } catch (error) {
    // The account was deleted since it was looked at.
    throw isOrphan(error) ? new Refusal("account_disabled", undefined, { cause: error }) : error;
  }
  return value;
}
