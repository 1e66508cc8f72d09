/** Locks and dead properties as the tree sees them (`fs/attachments.ts`): asked before every change, told after it. */
import type { Database } from "../../db/database.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Attachments } from "../fs/attachments.ts";
import { createDeadProperties, type DeadProperties } from "./dead-properties.ts";
import { createLocks, type Locks } from "./locks.ts";
import { below } from "./tree-range.ts";

export interface DavAttachments extends Attachments {
  readonly locks: Locks;
  readonly properties: DeadProperties;
}

export function createAttachments(db: Database, clock: Clock): DavAttachments {
  const locks = createLocks(db, clock);
  const properties = createDeadProperties(db);
  return {
    locks,
    properties,
    check: (changes, holder) => locks.check(changes, holder),

    moved: (from, to) =>
      db.write(async (tx) => {
        await properties.moved(tx, from, to);
        // RFC 4918, 7.6: locks stay behind and have nothing there any more.
        await tx.query.deleteFrom("files_locks").where("path", "=", from).execute();
        await tx.query.deleteFrom("files_locks").where(below(from)).execute();
        await tx.query.deleteFrom("files_locks").where(below(to)).execute();
      }),

    copied: (from, to, deep) =>
      db.write(async (tx) => {
        await properties.copied(tx, from, to, deep);
        await tx.query.deleteFrom("files_locks").where(below(to)).execute();
      }),

    removed: (path) =>
      db.write(async (tx) => {
        await properties.removed(tx, path);
        await tx.query.deleteFrom("files_locks").where("path", "=", path).execute();
        await tx.query.deleteFrom("files_locks").where(below(path)).execute();
      }),
  };
}
