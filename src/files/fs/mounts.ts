/**
 * Where storages hang in the tree. The storage that holds a path is the one whose mount is closest above it; a folder that
 * only leads to a mount is a virtual one, which nothing can be put into and nobody can take away.
 */
import { Refusal } from "../../lib/errors.ts";
import type { Names, Storage } from "../storage/storage.ts";
import { isWithin, namesOf } from "./paths.ts";

export interface Mount {
  /** Clean and absolute. */
  readonly path: string;
  readonly storage: Storage;
}

export interface Spot {
  readonly mount: Mount;
  readonly storage: Storage;
  /** Within the storage. */
  readonly names: Names;
}

export interface Mounts {
  readonly isEmpty: boolean;
  /** The storage that holds a full path. */
  find(full: string): Spot | null;
  /** @throws Refusal `storage_not_found` */
  at(full: string): Spot;
  /** Whether a mount hangs at the path or below it. */
  holdsMount(full: string): boolean;
  /** Names of the folders right in a folder that lead to mounts below it, or are ones. */
  leadingOn(full: string): readonly string[];
}

export function mountTable(mounts: readonly Mount[]): Mounts {
  const deepestFirst = [...mounts].sort((a, b) => b.path.length - a.path.length);
  const find = (full: string): Spot | null => {
    const mount = deepestFirst.find(({ path }) => isWithin(full, path));
    return mount ? { mount, storage: mount.storage, names: namesOf(full).slice(namesOf(mount.path).length) } : null;
  };
  return {
    isEmpty: mounts.length === 0,
    find,
    at(full) {
      const spot = find(full);
      if (!spot) throw new Refusal("storage_not_found");
      return spot;
    },
    holdsMount: (full) => mounts.some(({ path }) => isWithin(path, full)),
    leadingOn(full) {
      const depth = namesOf(full).length;
      const names = mounts
        .filter(({ path }) => path !== full && isWithin(path, full))
        .map(({ path }) => namesOf(path)[depth] ?? "");
      return [...new Set(names)];
    },
  };
}
