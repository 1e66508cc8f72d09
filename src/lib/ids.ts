/**
 * Row ids. Rows that are made with every sign-in (codes, grants, sessions, states, audit) are keyed by an integer that
 * grows with time, so that inserts go to the end of the tree and expiry is a range; everything that people name or that
 * must not be guessable or reused (users, clients, providers) has a random UUID.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import { randomBytes } from "./random.ts";

const PER_MILLISECOND = 2048;

/** Makes increasing ids: milliseconds × 2048 + a counter. Safe integers (below 2 ** 53) until the year 2109. */
export type IdSource = () => number;

/**
 * An id source of one process. Each process begins its milliseconds at an offset of its own, so that two hubs on one
 * database rarely meet; where they do, the primary key refuses the second insert and the transaction is tried again.
 */
export function createIdSource(clock: Clock): IdSource {
  const offset = randomBytes(2).readUInt16BE() % PER_MILLISECOND;
  let last = 0;
  return () => {
    const floor = clock() * PER_MILLISECOND + offset;
    last = last < floor ? floor : last + 1;
    return last;
  };
}

/** The Unix second in which a time-ordered id was made. */
export const idSeconds = (id: number): number => Math.floor(id / PER_MILLISECOND / 1000);

/** The smallest id that could be made at or after this Unix second: the bound of a range delete. */
export const firstIdAt = (unixSeconds: number): number => unixSeconds * 1000 * PER_MILLISECOND;

/** A random id that is never reused. */
export const newUuid = (): string => randomUUID();
