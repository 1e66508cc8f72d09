/**
 * Write locks (RFC 4918, 6 and 7), kept in the database, so that a restart keeps them. A lock covers its root and, of depth
 * infinity, all below; it is the person's who made it, and its token alone is no right.
 *
 * An exclusive lock shares none of what it covers, so whatever is covered is covered by one exclusive lock or by shared ones,
 * and it may be changed by whoever holds one of them.
 */
import { randomUUID } from "node:crypto";
import type { Database, Reader } from "../../db/database.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { nextNumber } from "../counter.ts";
import type { Change, LockHolder } from "../fs/attachments.ts";
import { isWithin, parentOf } from "../fs/paths.ts";
import { ancestorsOf, below } from "./tree-range.ts";

export interface Lock {
  /** `urn:uuid:…` */
  readonly token: string;
  /** Full path of its root. */
  readonly path: string;
  readonly depth: "0" | "infinity";
  readonly scope: "exclusive" | "shared";
  readonly userId: number;
  /** XML, or empty. */
  readonly owner: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export type NewLock = Pick<Lock, "path" | "depth" | "scope" | "userId" | "owner">;

/** Seconds: what is given where nothing is asked for, and the most that is given. Clients refresh. */
export const LOCK_SECONDS = 3600;
/** Locks of one person at one time. */
const MOST_LOCKS = 1000;

export type LockOutcome =
  | { readonly kind: "locked"; readonly lock: Lock }
  | { readonly kind: "conflict"; readonly with: readonly Lock[] }
  | { readonly kind: "too-many" };

export interface Locks {
  /** Locks that cover the path, those of folders above it included. */
  covering(path: string): Promise<readonly Lock[]>;
  /** Locks that cover the folder or anything in it: what a listing needs. */
  around(folder: string): Promise<readonly Lock[]>;
  take(lock: NewLock, timeout: number): Promise<LockOutcome>;
  /** A new end for a lock of this person that covers the path; `null` where there is no such. */
  refresh(token: string, path: string, userId: number, timeout: number): Promise<Lock | null>;
  release(token: string): Promise<void>;
  /** @throws Refusal `file_locked` */
  check(changes: readonly Change[], holder: LockHolder): Promise<void>;
}

/** Whether the lock covers the path. */
export const covers = (lock: Pick<Lock, "path" | "depth">, path: string): boolean =>
  lock.path === path || (lock.depth === "infinity" && isWithin(path, lock.path));

export function createLocks(db: Database, clock: Clock): Locks {
  const now = (): number => seconds(clock);

  return {
    covering: async (path) => (await locksAbove(db, [path], now())).filter((lock) => covers(lock, path)),

    async around(folder) {
      const [over, under] = [await locksAbove(db, [folder], now()), await locksBelow(db, folder, now())];
      return [...over, ...under];
    },

    take: (lock, timeout) =>
      db.write(async (tx): Promise<LockOutcome> => {
        // Of two who lock at once each would see that nothing is locked yet.
        await nextNumber(tx, "locks");
        await tx.query.deleteFrom("files_locks").where("expires_at", "<=", now()).execute();
        const over = (await locksAbove(tx, [lock.path], now())).filter((other) => covers(other, lock.path));
        const under = lock.depth === "infinity" ? await locksBelow(tx, lock.path, now()) : [];
        const inTheWay = [...over, ...under].filter(
          (other) => lock.scope === "exclusive" || other.scope === "exclusive",
        );
        if (inTheWay.length > 0) return { kind: "conflict", with: inTheWay };
        const { count } = await tx.query
          .selectFrom("files_locks")
          .select(({ fn }) => fn.countAll<number | string>().as("count"))
          .where("user_id", "=", lock.userId)
          .executeTakeFirstOrThrow();
        if (Number(count) >= MOST_LOCKS) return { kind: "too-many" };
        const fresh: Lock = { ...lock, token: `urn:uuid:${randomUUID()}`, expiresAt: now() + bounded(timeout) };
        await tx.query
          .insertInto("files_locks")
          .values({
            token: fresh.token,
            path: fresh.path,
            depth: fresh.depth,
            scope: fresh.scope,
            user_id: fresh.userId,
            owner: fresh.owner,
            created_at: now(),
            expires_at: fresh.expiresAt,
          })
          .execute();
        return { kind: "locked", lock: fresh };
      }),

    refresh: (token, path, userId, timeout) =>
      db.write(async (tx) => {
        const found = (await locksAbove(tx, [path], now())).find(
          (lock) => lock.token === token && lock.userId === userId && covers(lock, path),
        );
        if (!found) return null;
        const expiresAt = now() + bounded(timeout);
        await tx.query.updateTable("files_locks").set({ expires_at: expiresAt }).where("token", "=", token).execute();
        return { ...found, expiresAt };
      }),

    async release(token) {
      await db.write((tx) => tx.query.deleteFrom("files_locks").where("token", "=", token).execute());
    },

    async check(changes, { userId, tokens }) {
      // A member that appears or goes is a change of the folder that it is in, which a lock of depth 0 guards.
      const guarded = changes.flatMap(({ path, effect }) => (effect === "content" ? [path] : [path, parentOf(path)]));
      const locks = await locksAbove(db, guarded, now());
      for (const { path, effect } of changes) if (effect === "tree") locks.push(...(await locksBelow(db, path, now())));
      const points = new Set([
        ...guarded,
        ...locks.filter(({ path }) => within(path, changes)).map((lock) => lock.path),
      ]);
      const isHeld = (lock: Lock): boolean => lock.userId === userId && tokens.includes(lock.token);
      for (const point of points) {
        const covering = locks.filter((lock) => covers(lock, point));
        if (covering.length > 0 && !covering.some(isHeld)) throw new Refusal("file_locked");
      }
    },
  };
}

/** Whether the path goes away with one of the changes. */
const within = (path: string, changes: readonly Change[]): boolean =>
  changes.some((change) => change.effect === "tree" && isWithin(path, change.path));

const bounded = (timeout: number): number => Math.min(Math.max(timeout, 1), LOCK_SECONDS);

/** Locks whose roots are these paths or folders above them, whatever their depth. */
async function locksAbove(db: Reader, paths: readonly string[], now: number): Promise<Lock[]> {
  const roots = [...new Set(paths.flatMap((path) => [path, ...ancestorsOf(path)]))];
  const rows = await db.query
    .selectFrom("files_locks")
    .selectAll()
    .where("path", "in", roots)
    .where("expires_at", ">", now)
    .execute();
  return rows.map(lockOf);
}

async function locksBelow(db: Reader, path: string, now: number): Promise<Lock[]> {
  const rows = await db.query
    .selectFrom("files_locks")
    .selectAll()
    .where(below(path))
    .where("expires_at", ">", now)
    .execute();
  return rows.map(lockOf);
}

interface Row {
  readonly token: string;
  readonly path: string;
  readonly depth: "0" | "infinity";
  readonly scope: "exclusive" | "shared";
  readonly user_id: number;
  readonly owner: string;
  readonly expires_at: number;
}

const lockOf = ({ user_id, expires_at, token, path, depth, scope, owner }: Row): Lock => ({
  token,
  path,
  depth,
  scope,
  owner,
  userId: user_id,
  expiresAt: expires_at,
});
