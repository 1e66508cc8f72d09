/**
 * What hangs on a path beside its bytes: WebDAV's locks and dead properties (RFC 4918, 6 and 4). The tree asks before every
 * change, whoever makes it and by whichever way, and tells what has happened, so that neither is left behind. Implemented in
 * `files/webdav`; every path is a full one.
 */

/**
 * `content`: what stands there is changed, or gets another time. `member`: something appears there. `tree`: what stands
 * there goes away with all that is below it, or is replaced.
 */
export type Effect = "content" | "member" | "tree";

export interface Change {
  readonly path: string;
  readonly effect: Effect;
}

export interface LockHolder {
  readonly userId: number;
  readonly tokens: readonly string[];
}

export interface Attachments {
  /** @throws Refusal `file_locked` where a lock stands in the way that `holder` does not hold. */
  check(changes: readonly Change[], holder: LockHolder): Promise<void>;
  /** After a move: properties have moved along, locks have not; whatever hung on `to` before is gone, but its own lock. */
  moved(from: string, to: string): Promise<void>;
  /** After a copy: properties are copied (`deep`: those of all below too), locks are not. */
  copied(from: string, to: string, deep: boolean): Promise<void>;
  /** After a removal. */
  removed(path: string): Promise<void>;
}

/** Where nothing can hang on a path. */
export const nothingAttached: Attachments = {
  async check() {},
  async moved() {},
  async copied() {},
  async removed() {},
};
