/**
 * An administrator looks at somebody's account as its person sees it. Such a session is a row like any other, with who is behind
 * it, and it is one for nothing but looking: `findSignedIn` does not know it, so that no code, no token, no link and no change
 * can come of it, whatever is added later; the pages of the account alone ask for it (`web/shell.tsx`). It ends by itself, with
 * the administrator's right, and with the organization's wish to allow it. Nothing is issued in it, so no `act` (RFC 8693, 4.1)
 * has to be understood by anybody.
 *
 *   administrator, freshly signed in ──begin──▶ looking (15 minutes) ──stop, or time──▶ signed out
 *
 * The administrator's own session ends where it begins: one browser holds one session, and what looks is no way back to more.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { newBearer, openedBy } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub, Occasion } from "../hub.ts";
import { findOrganizationById } from "../organizations/store.ts";
import { findUser, type User } from "../users/store.ts";
import { endSessions, holdSession, IMPERSONATION_SECONDS, readSession, type Session, type SignedIn } from "./store.ts";

/** The way of such a session, in lists. */
const IMPERSONATION = "impersonation";

export interface Impersonated extends SignedIn {
  /** Who is behind it. */
  readonly administrator: User;
}

/** What the person is told of a session of theirs: of one in which somebody looks that there is one, and not from where. */
export const asItsPersonSees = (session: Session): Session =>
  session.way === IMPERSONATION ? { ...session, userAgent: "", address: "" } : session;

type Deps = Pick<Hub, "clock" | "ids">;

/** Whether anybody may look at this person's account, and this administrator may. */
async function mayLook(reader: Reader, administrator: User | undefined, user: User | undefined): Promise<boolean> {
  if (!administrator?.isAdmin || administrator.disabledAt !== null) return false;
  if (!user || user.isAdmin || user.disabledAt !== null || user.id === administrator.id) return false;
  const home = await findOrganizationById(reader, administrator.organizationId);
  if (home === undefined || home.disabledAt !== null) return false;
  const organization = await findOrganizationById(reader, user.organizationId);
  return organization?.allowImpersonation === true && organization.disabledAt === null;
}

/**
 * Begins to look. The administrator has just proven who they are; that is the route's to see to.
 * @returns the session cookie's new value. @throws Refusal `not_found`, `forbidden`, `sign_in_required`
 */
export async function beginImpersonation(
  tx: Writer,
  hub: Deps,
  by: SignedIn,
  userId: string,
  occasion: Occasion,
): Promise<string> {
  await holdSession(tx, by.session.id);
  const user = await findUser(tx, userId);
  if (!user) throw new Refusal("not_found");
  if (!(await mayLook(tx, await findUser(tx, by.user.id), user))) throw new Refusal("forbidden");
  const now = seconds(hub.clock);
  const { id, value, hash } = newBearer(hub.ids());
  await tx.query
    .insertInto("sessions")
    .values({
      id,
      value_hash: hash,
      user_id: user.id,
      authenticated_at: now,
      amr: "",
      way: IMPERSONATION,
      created_at: now,
      last_seen_at: now,
      expires_at: now + IMPERSONATION_SECONDS,
      user_agent: occasion.userAgent.slice(0, 300),
      address: occasion.address,
      ended_at: null,
      impersonator_id: by.user.id,
    })
    .execute();
  await endSessions(tx, hub, by.user.id, { only: by.session.id });
  await recordEvent(tx, hub, {
    action: "user.impersonated",
    actorId: by.user.id,
    subject: { kind: "user", id: user.id },
    occasion,
    detail: { name: user.name, seconds: IMPERSONATION_SECONDS },
  });
  return value;
}

/** Whom a cookie's value lets an administrator look at, now; `null` for anything else, every other session included. */
export async function findImpersonated(
  hub: Pick<Hub, "db" | "clock">,
  value: string | undefined,
): Promise<Impersonated | null> {
  const row = await openedBy(value, (id) =>
    hub.db.query
      .selectFrom("sessions")
      .selectAll()
      .where("id", "=", id)
      .where("impersonator_id", "is not", null)
      .where("ended_at", "is", null)
      .where("expires_at", ">", seconds(hub.clock))
      .executeTakeFirst(),
  );
  if (!row) return null;
  const user = await findUser(hub.db, row.user_id);
  const administrator = await findUser(hub.db, row.impersonator_id ?? "");
  if (!user || !administrator || !(await mayLook(hub.db, administrator, user))) return null;
  return { session: readSession(row), user, administrator };
}

/** Ends it, for whoever holds it; anything else is left alone. */
export async function endImpersonation(
  tx: Writer,
  hub: Deps,
  { session, user, administrator }: Impersonated,
  occasion: Occasion,
): Promise<void> {
  const ended = await endSessions(tx, hub, user.id, { only: session.id });
  if (ended === 0) return;
  await recordEvent(tx, hub, {
    action: "user.impersonation-ended",
    actorId: administrator.id,
    subject: { kind: "user", id: user.id },
    occasion,
    detail: { name: user.name },
  });
}
