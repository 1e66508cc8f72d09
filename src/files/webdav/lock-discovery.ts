/** `DAV:lockdiscovery` and `DAV:supportedlock` (RFC 4918, 15.8 and 15.10). */
import type { Actor, FileSystem } from "../fs/file-system.ts";
import { isWithin } from "../fs/paths.ts";
import { hrefOf } from "./href.ts";
import type { Lock } from "./locks.ts";
import { escapeText } from "./xml-text.ts";

const entry = (scope: string): string =>
  `<D:lockentry><D:lockscope><D:${scope}/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockentry>`;

export const SUPPORTED_LOCKS: string = entry("exclusive") + entry("shared");

export interface LockViewer {
  readonly actor: Actor;
  /** Full path of the caller's `/`. */
  readonly base: string;
  /** Unix seconds. */
  readonly now: number;
}

export const lockViewer = (fs: Pick<FileSystem, "fullPath">, actor: Actor, now: number): LockViewer => ({
  actor,
  base: fs.fullPath(actor, "/"),
  now,
});

/** A lock's root as its viewer sees it: one that lies above the viewer's base is the base. */
export function lockRootHref({ base }: Pick<LockViewer, "base">, { path }: Pick<Lock, "path">): string {
  if (path === base || !isWithin(path, base)) return hrefOf("/", true);
  return hrefOf(base === "/" ? path : path.slice(base.length), false);
}

/** Tokens are shown to whoever made the lock and to nobody else: no other could use one. */
export function lockDiscovery(locks: readonly Lock[], viewer: LockViewer): string {
  return locks
    .map((lock) => {
      const token =
        lock.userId === viewer.actor.user.id
          ? `<D:locktoken><D:href>${escapeText(lock.token)}</D:href></D:locktoken>`
          : "";
      return (
        `<D:activelock><D:locktype><D:write/></D:locktype><D:lockscope><D:${lock.scope}/></D:lockscope>` +
        `<D:depth>${lock.depth}</D:depth>${lock.owner}` +
        `<D:timeout>Second-${Math.max(0, lock.expiresAt - viewer.now)}</D:timeout>${token}` +
        `<D:lockroot><D:href>${escapeText(lockRootHref(viewer, lock))}</D:href></D:lockroot></D:activelock>`
      );
    })
    .join("");
}
