/**
 * grants: what a person allowed a client, from the code to the last refresh token. Owns the tables `codes`, `grants` and
 * `revoked_tokens`, and the conditional updates that decide who was first. The order of checks belongs to the callers in
 * `oauth/grants`; that a thing is used once belongs here.
 *
 *   code ──redeem──▶ grant (generation 1) ──rotate──▶ generation 2 ──▶ … ──▶ expired
 *     │                │                                 │
 *     └─replayed───────┴── revoked (reuse, sign-out by hand, consent taken back) ◀┘
 */
import type { Kysely, Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { SigningAlg, TokenFormat } from "../clients/settings.ts";
import type { Standing } from "./may-issue.ts";

export type CodeRow = Selectable<Schema["codes"]>;
export type GrantRow = Selectable<Schema["grants"]>;

/** Seconds that a code may be redeemed in. */
export const CODE_SECONDS = 60;
/** Seconds in which the refresh token before the present one still answers, with the same successor. */
export const GRACE_SECONDS = 30;
/** Seconds after which a grant ends however often it was refreshed. */
export const GRANT_ABSOLUTE_SECONDS = 365 * 86_400;
/** Longer than any code of a device lives. */
const HOUR = 3600;

type Standings = {
  user_id: string | null;
  organization_id: string | null;
  user_disabled_at: number | null;
  organization_disabled_at: number | null;
  session_found: number | null;
  session_ended_at: number | null;
  session_expires_at: number | null;
};

/** @param bound Whether the grant hangs on a session; one that is gone counts as ended. */
export const standingOf = (row: Standings, bound: boolean, now: number): Standing | undefined =>
  row.organization_id === null || row.user_id === null
    ? undefined
    : {
        userId: row.user_id,
        organizationId: row.organization_id,
        userDisabledAt: row.user_disabled_at,
        organizationDisabledAt: row.organization_disabled_at,
        sessionEndedAt: bound ? endOf(row, now) : null,
      };

function endOf({ session_found, session_ended_at, session_expires_at }: Standings, now: number): number | null {
  if (session_found === null || session_expires_at === null) return now;
  return session_ended_at ?? (session_expires_at <= now ? session_expires_at : null);
}

const insertCode = statement<CodeRow>()((db, p) =>
  db.insertInto("codes").values({
    id: p("id"),
    value_hash: p("value_hash"),
    client_id: p("client_id"),
    user_id: p("user_id"),
    session_id: p("session_id"),
    redirect_uri: p("redirect_uri"),
    scope: p("scope"),
    nonce: p("nonce"),
    code_challenge: p("code_challenge"),
    resource: p("resource"),
    claims: p("claims"),
    acr: p("acr"),
    dpop_jkt: p("dpop_jkt"),
    authenticated_at: p("authenticated_at"),
    amr: p("amr"),
    expires_at: p("expires_at"),
    used_at: null,
    grant_id: null,
  }),
);

/** What most requests do not ask for. */
const PLAIN = { resource: "[]", claims: null, acr: null, dpop_jkt: null } as const;

type NewCode = Omit<CodeRow, "used_at" | "grant_id" | keyof typeof PLAIN> & Partial<Pick<CodeRow, keyof typeof PLAIN>>;

export const storeCode = (tx: Writer, row: NewCode): Promise<number> =>
  tx.run(insertCode, { ...PLAIN, ...row, used_at: null, grant_id: null });

const codeWithStanding = statement<{ id: number }>()((db, p) =>
  db
    .selectFrom("codes")
    .leftJoin("users", "users.id", "codes.user_id")
    .leftJoin("organizations", "organizations.id", "users.organization_id")
    .leftJoin("sessions", "sessions.id", "codes.session_id")
    .selectAll("codes")
    .select([
      "users.organization_id",
      "users.disabled_at as user_disabled_at",
      "organizations.disabled_at as organization_disabled_at",
      "sessions.id as session_found",
      "sessions.ended_at as session_ended_at",
      "sessions.expires_at as session_expires_at",
    ])
    .where("codes.id", "=", p("id")),
);

/** @param now Unix seconds: where the person stands then. */
export async function findCode(
  reader: Reader,
  id: number,
  now: number,
): Promise<{ code: CodeRow; standing: Standing | undefined } | undefined> {
  const row = await reader.first(codeWithStanding, { id });
  return row && { code: row, standing: standingOf(row, true, now) };
}

const spendCode = statement<{ id: number; now: number; grantId: number }>()((db, p) =>
  db
    .updateTable("codes")
    .set({ used_at: p("now"), grant_id: p("grantId") })
    .where("id", "=", p("id"))
    .where("used_at", "is", null)
    .where("expires_at", ">", p("now")),
);

const insertGrant = statement<GrantRow>()((db, p) =>
  db.insertInto("grants").values({
    id: p("id"),
    client_id: p("client_id"),
    user_id: p("user_id"),
    session_id: p("session_id"),
    scope: p("scope"),
    nonce: p("nonce"),
    resource: p("resource"),
    claims: p("claims"),
    acr: p("acr"),
    dpop_jkt: p("dpop_jkt"),
    kind: p("kind"),
    parent_id: p("parent_id"),
    authenticated_at: p("authenticated_at"),
    amr: p("amr"),
    created_at: p("created_at"),
    expires_at: p("expires_at"),
    absolute_expires_at: p("absolute_expires_at"),
    refresh_salt: p("refresh_salt"),
    refresh_generation: p("refresh_generation"),
    rotated_at: p("rotated_at"),
    revoked_at: null,
    revoked_reason: null,
  }),
);

/** Stores a grant that no code has to be spent for. */
export const storeGrant = (tx: Writer, grant: GrantRow): Promise<number> => tx.run(insertGrant, grant);

/** Spends a code for a grant. @returns whether this caller was the first and in time. */
export async function redeemCode(tx: Writer, codeId: number, grant: GrantRow, now: number): Promise<boolean> {
  if ((await tx.run(spendCode, { id: codeId, now, grantId: grant.id })) !== 1) return false;
  await tx.run(insertGrant, grant);
  return true;
}

const joinStanding = (db: Kysely<Schema>) =>
  db
    .selectFrom("grants")
    .leftJoin("users", "users.id", "grants.user_id")
    .leftJoin("organizations", "organizations.id", "users.organization_id")
    .leftJoin("sessions", "sessions.id", "grants.session_id")
    .leftJoin("clients", "clients.id", "grants.client_id")
    .selectAll("grants")
    .select([
      "users.organization_id",
      "users.name as user_name",
      "clients.client_id as public_client_id",
      "clients.disabled_at as client_disabled_at",
      "users.disabled_at as user_disabled_at",
      "organizations.disabled_at as organization_disabled_at",
      "sessions.id as session_found",
      "sessions.ended_at as session_ended_at",
      "sessions.expires_at as session_expires_at",
    ]);

const grantWithStanding = statement<{ id: number }>()((db, p) => joinStanding(db).where("grants.id", "=", p("id")));

const tokenWithStanding = statement<{ id: number; jti: string }>()((db, p) =>
  joinStanding(db)
    .leftJoin("revoked_tokens", (on) => on.on("revoked_tokens.jti", "=", p("jti")))
    .select(["revoked_tokens.jti as revoked_jti", "clients.userinfo_signing_alg", "clients.token_format"])
    .where("grants.id", "=", p("id")),
);

export interface FoundGrant {
  readonly grant: GrantRow;
  readonly userName: string | null;
  /** The public `client_id`, while the client is there and enabled. */
  readonly livingClientId: string | null;
  readonly standing: Standing | undefined;
}

type FoundRow = GrantRow &
  Standings & { user_name: string | null; public_client_id: string | null; client_disabled_at: number | null };

const foundGrant = (row: FoundRow, now: number): FoundGrant => ({
  grant: row,
  userName: row.user_name,
  livingClientId: row.client_disabled_at === null ? row.public_client_id : null,
  standing: standingOf(row, row.session_id !== null, now),
});

/** @param now Unix seconds: where the person stands then. */
export async function findGrant(reader: Reader, id: number, now: number): Promise<FoundGrant | undefined> {
  const row = await reader.first(grantWithStanding, { id });
  return row && foundGrant(row, now);
}

export interface FoundToken extends FoundGrant {
  /** How the client wants userinfo's answers signed. */
  readonly userinfoSigningAlg: SigningAlg | null;
  /** `null` for a client that is gone. */
  readonly tokenFormat: TokenFormat | null;
}

/**
 * The grant that an access token hangs on.
 * @param now Unix seconds: where the person stands then.
 * @returns `undefined` also for a token that was taken back alone.
 */
export async function findGrantOfToken(
  reader: Reader,
  id: number,
  jti: string,
  now: number,
): Promise<FoundToken | undefined> {
  const row = await reader.first(tokenWithStanding, { id, jti });
  if (!row || row.revoked_jti !== null) return undefined;
  return { ...foundGrant(row, now), userinfoSigningAlg: row.userinfo_signing_alg, tokenFormat: row.token_format };
}

const rotate = statement<{ id: number; generation: number; next: number; now: number; until: number }>()((db, p) =>
  db
    .updateTable("grants")
    .set({ refresh_generation: p("next"), rotated_at: p("now"), expires_at: p("until") })
    .where("id", "=", p("id"))
    .where("refresh_generation", "=", p("generation"))
    .where("revoked_at", "is", null)
    .where("expires_at", ">", p("now")),
);

/** Moves a grant to its next refresh token, or prolongs the present one. @returns whether this caller was the first. */
export async function moveGrant(
  tx: Writer,
  id: number,
  generation: number,
  next: number,
  now: number,
  until: number,
): Promise<boolean> {
  return (await tx.run(rotate, { id, generation, next, now, until })) === 1;
}

const revoke = statement<{ id: number; now: number; reason: string }>()((db, p) =>
  db
    .updateTable("grants")
    .set({ revoked_at: p("now"), revoked_reason: p("reason") })
    .where("id", "=", p("id"))
    .where("revoked_at", "is", null),
);

export type RevocationReason =
  | "code-replayed"
  | "refresh-token-reused"
  | "revoked-by-client"
  | "revoked-by-administrator"
  | "consent-revoked"
  | "user-disabled"
  | "user-deleted"
  | "password-changed"
  | "address-proven";

const revokeChildren = statement<{ id: number; now: number; reason: string }>()((db, p) =>
  db
    .updateTable("grants")
    .set({ revoked_at: p("now"), revoked_reason: p("reason") })
    .where("parent_id", "=", p("id"))
    .where("revoked_at", "is", null),
);

/** Ends a grant, every token that hangs on it, and what those were exchanged for. @returns whether it was alive. */
export async function revokeGrant(tx: Writer, id: number, now: number, reason: RevocationReason): Promise<boolean> {
  const revoked = (await tx.run(revoke, { id, now, reason })) === 1;
  await tx.run(revokeChildren, { id, now, reason });
  return revoked;
}

const hold = statement<{ id: number }>()((db, p) =>
  db.updateTable("grants").set({ revoked_at: null }).where("id", "=", p("id")).where("revoked_at", "is", null),
);

/** Keeps a grant from being revoked until this transaction ends, so that what comes out of it is seen by a revocation. @returns whether it is alive. */
export const holdGrant = async (tx: Writer, id: number): Promise<boolean> => (await tx.run(hold, { id })) === 1;

/** Takes away the codes and approvals of a user or a client that could still become a grant. @param now Unix seconds. */
export async function dropUnredeemed(
  tx: Writer,
  { userId, clientId }: { readonly userId?: string; readonly clientId?: string | undefined },
  now: number,
): Promise<void> {
  let codes = tx.query
    .deleteFrom("codes")
    .where("id", ">=", firstIdAt(now - 2 * CODE_SECONDS))
    .where("used_at", "is", null);
  let approvals = tx.query
    .deleteFrom("device_codes")
    .where("id", ">=", firstIdAt(now - HOUR))
    .where("used_at", "is", null);
  if (userId !== undefined) {
    codes = codes.where("user_id", "=", userId);
    approvals = approvals.where("user_id", "=", userId);
  }
  if (clientId !== undefined) {
    codes = codes.where("client_id", "=", clientId);
    approvals = approvals.where("client_id", "=", clientId);
  }
  await codes.execute();
  await approvals.execute();
}

/** Grants of a client that end in one transaction. */
const AT_ONCE = 5000;

/**
 * Ends the next few thousand grants to a client, those not newer than `newest`, and what was given in exchange for their tokens.
 * @returns the last one that was looked at (give it back as `after`), `null` where there are no more; and how many were alive.
 */
export async function revokeOldGrants(
  tx: Writer,
  { clientId, after, newest }: { readonly clientId: string; readonly after: number; readonly newest: number },
  now: number,
  reason: RevocationReason,
): Promise<{ readonly last: number | null; readonly revoked: number }> {
  const batch = await tx.query
    .selectFrom("grants")
    .select("id")
    .where("client_id", "=", clientId)
    .where("id", ">", after)
    .where("id", "<=", newest)
    .orderBy("id")
    .limit(AT_ONCE)
    .execute();
  const last = batch.at(-1)?.id;
  if (last === undefined) return { last: null, revoked: 0 };
  const own = tx.query
    .selectFrom("grants")
    .select("id")
    .where("client_id", "=", clientId)
    .where("id", ">", after)
    .where("id", "<=", last);
  const { numUpdatedRows } = await tx.query
    .updateTable("grants")
    .set({ revoked_at: now, revoked_reason: reason })
    .where("client_id", "=", clientId)
    .where("id", ">", after)
    .where("id", "<=", last)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  await tx.query
    .updateTable("grants")
    .set({ revoked_at: now, revoked_reason: reason })
    .where("parent_id", "in", own)
    .where("revoked_at", "is", null)
    .execute();
  return { last: batch.length < AT_ONCE ? null : last, revoked: Number(numUpdatedRows) };
}

/**
 * Ends all grants of a user, or those to one client, and the codes and approvals that could still become one.
 * @returns how many grants were alive.
 */
export async function revokeGrantsOf(
  tx: Writer,
  { userId, clientId }: { userId: string; clientId?: string },
  now: number,
  reason: RevocationReason,
): Promise<number> {
  // Codes first: one that is being redeemed at this moment is waited for here, and its grant is then seen below.
  await dropUnredeemed(tx, { userId, clientId }, now);
  let query = tx.query
    .updateTable("grants")
    .set({ revoked_at: now, revoked_reason: reason })
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null);
  if (clientId !== undefined) query = query.where("client_id", "=", clientId);
  const { numUpdatedRows } = await query.executeTakeFirst();
  await endExchanged(tx, { userId, clientId }, now, reason);
  return Number(numUpdatedRows);
}

/** Ends what was given in exchange for the tokens of such grants, also while they were being revoked. */
async function endExchanged(
  tx: Writer,
  { userId, clientId }: { userId: string; clientId: string | undefined },
  now: number,
  reason: RevocationReason,
): Promise<void> {
  const parents = tx.query.selectFrom("grants").select("id").where("user_id", "=", userId);
  await tx.query
    .updateTable("grants")
    .set({ revoked_at: now, revoked_reason: reason })
    .where("parent_id", "in", clientId === undefined ? parents : parents.where("client_id", "=", clientId))
    .where("revoked_at", "is", null)
    .execute();
}

/** Deletes everything that people allowed a client and that it was given, for a client that goes. @returns how many grants went. */
export async function forgetGrantsOfClient(tx: Writer, clientId: string): Promise<number> {
  await tx.query.deleteFrom("resource_consents").where("client_id", "=", clientId).execute();
  await tx.query.deleteFrom("consents").where("client_id", "=", clientId).execute();
  await tx.query.deleteFrom("codes").where("client_id", "=", clientId).execute();
  await tx.query.deleteFrom("device_codes").where("client_id", "=", clientId).execute();
  const own = tx.query.selectFrom("grants").select("id").where("client_id", "=", clientId);
  await tx.query.deleteFrom("grants").where("parent_id", "in", own).execute();
  return Number(
    (await tx.query.deleteFrom("grants").where("client_id", "=", clientId).executeTakeFirst()).numDeletedRows,
  );
}

const insertRevoked = statement<{ jti: string; expiresAt: number }>()((db, p) =>
  db
    .insertInto("revoked_tokens")
    .values({ jti: p("jti"), expires_at: p("expiresAt") })
    .onConflict((conflict) => conflict.column("jti").doNothing()),
);

/** Takes one access token back until it would have expired. */
export const revokeAccessToken = (tx: Writer, jti: string, expiresAt: number): Promise<number> =>
  tx.run(insertRevoked, { jti, expiresAt });

const revokedByJti = statement<{ jti: string }>()((db, p) =>
  db.selectFrom("revoked_tokens").select("jti").where("jti", "=", p("jti")),
);

export const isRevoked = async (reader: Reader, jti: string): Promise<boolean> =>
  (await reader.first(revokedByJti, { jti })) !== undefined;
