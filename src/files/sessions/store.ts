/**
 * sessions: signed-in browsers, and tokens of AList's API. Both are rows of one table, known by the hash of a bearer value; a
 * row counts as long as it has not expired, the person is not disabled, and their password is still the one it began under.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { newBearer, openedBy } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Files } from "../files.ts";
import { readUser } from "../users/store.ts";
import type { User } from "../users/user.ts";

/** Seconds: a week for a browser; two days for a token, as AList has it. */
export const SESSION_SECONDS = { cookie: 7 * 86_400, token: 48 * 3600 } as const;

/** Seconds that a sign-in counts as fresh: for changing ways in. */
export const RECENT_SECONDS = 900;

export interface Session {
  readonly id: number;
  readonly userId: number;
  readonly kind: "cookie" | "token";
  /** Who said who it is; `null` for a password. */
  readonly origin: Origin | null;
  readonly createdAt: number;
  readonly authenticatedAt: number;
  readonly expiresAt: number;
}

/** A sign-in at a platform: what a back-channel log-out names. */
export interface Origin {
  readonly platform: string;
  readonly issuer: string;
  readonly subject: string;
  readonly sid: string | null;
}

export interface SignedIn {
  readonly session: Session;
  readonly user: User;
}

/** What is known of the request in which a session begins. */
export interface Occasion {
  readonly address: string;
  readonly userAgent: string;
}

type Row = Selectable<Schema["files_sessions"]>;

const readSession = (row: Row): Session => ({
  id: row.id,
  userId: row.user_id,
  kind: row.kind,
  origin:
    row.platform === null
      ? null
      : {
          platform: row.platform,
          issuer: row.issuer ?? "",
          subject: row.subject ?? "",
          sid: row.upstream_sid,
        },
  createdAt: row.created_at,
  authenticatedAt: row.authenticated_at,
  expiresAt: row.expires_at,
});

/**
 * Begins a session for somebody whose every proof has been checked.
 * @param user As they were when the proof was checked: if the password was changed since, the session is over at once.
 * @returns the value for cookie or token, given away once.
 */
export async function beginSession(
  tx: Writer,
  files: Pick<Files, "clock" | "ids">,
  user: Pick<User, "id" | "passwordChangedAt">,
  kind: Session["kind"],
  { address, userAgent }: Occasion,
  origin: Origin | null = null,
): Promise<string> {
  const now = seconds(files.clock);
  const { id, value, hash } = newBearer(files.ids());
  await tx.query
    .insertInto("files_sessions")
    .values({
      id,
      value_hash: hash,
      user_id: user.id,
      kind,
      password_changed_at: user.passwordChangedAt,
      platform: origin?.platform ?? null,
      issuer: origin?.issuer ?? null,
      subject: origin?.subject ?? null,
      upstream_sid: origin?.sid ?? null,
      address,
      user_agent: userAgent.slice(0, 300),
      created_at: now,
      authenticated_at: now,
      expires_at: now + SESSION_SECONDS[kind],
    })
    .execute();
  return value;
}

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom("files_sessions").selectAll().where("id", "=", p("id")),
);
const userById = statement<{ id: number }>()((db, p) =>
  db.selectFrom("files_users").selectAll().where("id", "=", p("id")),
);

/** Why a value signs nobody in, in the words of AList's API. */
const INVALID = "token is invalidated";
const PASSWORD_CHANGED = "Password has been changed, login please";

/**
 * Whom a value stands for.
 * @throws Refusal `sign_in_required` for anything but a living session of that kind, `account_disabled`
 */
export async function signedInBy(
  files: Pick<Files, "db" | "clock">,
  value: string | undefined,
  kind: Session["kind"],
): Promise<SignedIn> {
  const row = await openedBy(value, (id) => files.db.first(byId, { id }));
  if (row?.kind !== kind) throw new Refusal("sign_in_required", INVALID);
  if (row.expires_at <= seconds(files.clock)) throw new Refusal("sign_in_required", "token is expired");
  const user = await files.db.first(userById, { id: row.user_id });
  if (!user) throw new Refusal("sign_in_required", INVALID);
  if (user.password_changed_at !== row.password_changed_at) throw new Refusal("sign_in_required", PASSWORD_CHANGED);
  if (user.disabled_at !== null) throw new Refusal("account_disabled");
  return { session: readSession(row), user: readUser(user) };
}

/** As `signedInBy`; `null` where that refuses. */
export async function findSignedIn(
  files: Pick<Files, "db" | "clock">,
  value: string | undefined,
  kind: Session["kind"],
): Promise<SignedIn | null> {
  if (value === undefined || value === "") return null;
  try {
    return await signedInBy(files, value, kind);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Ends one session. */
export async function endSession(tx: Writer, id: number): Promise<void> {
  await tx.query.deleteFrom("files_sessions").where("id", "=", id).execute();
}

/** Ends a person's sessions. @param except One that goes on. */
export async function endSessions(tx: Writer, userId: number, except?: number): Promise<void> {
  const all = tx.query.deleteFrom("files_sessions").where("user_id", "=", userId);
  await (except === undefined ? all : all.where("id", "!=", except)).execute();
}

/** What a platform says is over: one of its own sessions, or the person in all of them. */
export type EndedOrigin = Pick<Origin, "platform" | "issuer"> & Partial<Pick<Origin, "subject" | "sid">>;

/** Ends what a platform signed in. @returns how many. */
export async function endSessionsFrom(tx: Writer, { platform, issuer, subject, sid }: EndedOrigin): Promise<number> {
  if (subject === undefined && (sid === undefined || sid === null)) return 0;
  let ended = tx.query.deleteFrom("files_sessions").where("platform", "=", platform).where("issuer", "=", issuer);
  if (subject !== undefined) ended = ended.where("subject", "=", subject);
  if (sid !== undefined && sid !== null) ended = ended.where("upstream_sid", "=", sid);
  return Number((await ended.executeTakeFirst()).numDeletedRows);
}

/** A person's living sessions, the latest first. */
export async function listSessions(
  reader: Reader,
  files: Pick<Files, "clock">,
  { id, passwordChangedAt }: Pick<User, "id" | "passwordChangedAt">,
): Promise<readonly (Session & { readonly address: string; readonly userAgent: string })[]> {
  const rows = await reader.query
    .selectFrom("files_sessions")
    .selectAll()
    .where("user_id", "=", id)
    .where("expires_at", ">", seconds(files.clock))
    .where("password_changed_at", "=", passwordChangedAt)
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...readSession(row), address: row.address ?? "", userAgent: row.user_agent ?? "" }));
}
