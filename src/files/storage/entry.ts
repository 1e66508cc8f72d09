/** What is told of a file or folder on disk. */
import type { Stats } from "node:fs";
import type { Entry } from "./storage.ts";

/**
 * The time of a file can be set by whoever uploads it, so its tag stands on what can't: each writing makes another inode, and
 * the system notes when that last changed.
 */
const tagOf = ({ ino, size, ctimeMs }: Stats): string =>
  `${ctimeMs.toString(16)}-${size.toString(16)}-${ino.toString(16)}`;

export function entryOf(name: string, stats: Stats): Entry {
  const isFolder = stats.isDirectory();
  return {
    name,
    isFolder,
    size: isFolder ? 0 : stats.size,
    modifiedAt: stats.mtimeMs,
    createdAt: stats.birthtimeMs > 0 ? stats.birthtimeMs : stats.mtimeMs,
    tag: tagOf(stats),
  };
}

/**
 * A time for the system, in seconds: milliseconds as a fraction of seconds are not exact, and what comes out a hair too early
 * would be told as the second before.
 */
export const diskTime = (modifiedAt: number): number => (modifiedAt + 0.0005) / 1000;
