/**
 * Ids that are not to be met again: bounded, and gone with the process. So it is never the only guard; where it is used
 * stands what is behind it.
 */
export interface RememberedIds {
  /**
   * @param expiresAt Unix seconds from which on the id is refused anyway and need not be remembered.
   * @returns whether it is new here.
   */
  add(id: string, expiresAt: number, now: number): boolean;
  has(id: string): boolean;
}

/** @param most How many are remembered; the oldest goes for the newest. */
export function createRememberedIds(most = 10_000): RememberedIds {
  const ids = new Map<string, number>();
  const makeRoom = (now: number) => {
    for (const [id, expiresAt] of ids) if (expiresAt <= now) ids.delete(id);
    const oldest = ids.keys().next();
    if (ids.size >= most && !oldest.done) ids.delete(oldest.value);
  };
  return {
    add(id, expiresAt, now) {
      if (ids.has(id)) return false;
      if (ids.size >= most) makeRoom(now);
      ids.set(id, expiresAt);
      return true;
    },
    has: (id) => ids.has(id),
  };
}
