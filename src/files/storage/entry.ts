/** What is told of a file or folder on disk. */
import type { BigIntStats } from "node:fs";
import type { Entry } from "./storage.ts";

const milliseconds = (nanoseconds: bigint): number => Number(nanoseconds) / 1e6;

/**
 * The time of a file can be set by whoever uploads it, so its tag stands on what can't: each writing makes another inode, and
 * the system notes when that last changed.
 */
const tagOf = ({ ino, size, ctimeNs }: BigIntStats): string =>
  `${ctimeNs.toString(16)}-${size.toString(16)}-${ino.toString(16)}`;

export function entryOf(name: string, stats: BigIntStats): Entry {
  const isFolder = stats.isDirectory();
  return {
    name,
    isFolder,
    size: isFolder ? 0 : Number(stats.size),
    modifiedAt: milliseconds(stats.mtimeNs),
    createdAt: milliseconds(stats.birthtimeNs > 0n ? stats.birthtimeNs : stats.mtimeNs),
    tag: tagOf(stats),
  };
}

/**
 * A time for the system, in seconds: milliseconds as a fraction of seconds are not exact, and what comes out a hair too early
 * would be told as the second before.
 */
export const diskTime = (modifiedAt: number): number => (modifiedAt + 0.0005) / 1000;
