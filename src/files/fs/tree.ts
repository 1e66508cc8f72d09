/** What stands where in the whole tree, whoever asks: entries of the mounted storages, and virtual folders that lead to mounts. */
import { Refusal } from "../../lib/errors.ts";
import type { Entry } from "../storage/storage.ts";
import type { Node } from "./file-system.ts";
import type { Mounts, Spot } from "./mounts.ts";
import { joinPath, nameOf, type Place, parentOf } from "./paths.ts";

export interface Standing {
  readonly entry: Entry;
  /** Where its bytes are; `null` for a virtual folder. */
  readonly spot: Spot | null;
}

export interface Tree {
  readonly mounts: Mounts;
  /** @throws Refusal `storage_not_found` where nothing is mounted that could hold it */
  find(full: string): Promise<Standing | null>;
  /** What a folder holds. @throws Refusal `folder_expected` */
  inside(full: string, folder: Standing): Promise<readonly Standing[]>;
  /** The closest folder above a path that is there. */
  ground(full: string): Promise<{ readonly path: string; readonly standing: Standing }>;
}

export const nodeOf = (place: Place, { entry, spot }: Standing): Node => ({
  ...entry,
  path: place.own,
  fullPath: place.full,
  driver: spot?.storage.driver ?? null,
});

/** @param startedAt Milliseconds: the time of folders that nobody made. */
export function treeOf(mounts: Mounts, startedAt: number): Tree {
  const virtual = (name: string): Standing => ({
    entry: { name, isFolder: true, size: 0, modifiedAt: startedAt, createdAt: startedAt, tag: "" },
    spot: null,
  });

  const find = async (full: string): Promise<Standing | null> => {
    const spot = mounts.find(full);
    const entry = spot ? await spot.storage.stat(spot.names) : null;
    // A mount's own root has no name in its storage.
    if (spot && entry && (entry.isFolder || !mounts.holdsMount(full)))
      return { entry: { ...entry, name: nameOf(full) }, spot };
    if (mounts.holdsMount(full)) return virtual(nameOf(full));
    if (!spot) throw new Refusal("storage_not_found");
    return null;
  };

  return {
    mounts,
    find,
    async inside(full, { entry, spot }) {
      if (!entry.isFolder) throw new Refusal("folder_expected");
      const leading = mounts.leadingOn(full);
      const held = spot ? await spot.storage.list(spot.names) : [];
      const own: Standing[] = [];
      for (const child of held)
        if (leading.length === 0 || !leading.includes(child.name))
          own.push({ entry: child, spot: spot && { ...spot, names: [...spot.names, child.name] } });
      if (leading.length === 0) return own;
      const further = await Promise.all(leading.map((name) => find(joinPath(full, name))));
      return [...own, ...further.filter((one) => one !== null)];
    },
    async ground(full) {
      for (let path = parentOf(full); ; path = parentOf(path)) {
        const standing = await find(path);
        if (standing) return { path, standing };
        if (path === "/") throw new Refusal("storage_not_found");
      }
    },
  };
}
