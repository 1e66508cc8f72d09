/** What stands where in the whole tree, whoever asks: entries of the mounted storages, and virtual folders that lead to mounts. */
import { Refusal } from "../../lib/errors.ts";
import type { Entry, Named } from "../storage/storage.ts";
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
  /**
   * What a folder holds.
   * @param pick Chooses, of all that is there, what is looked at and given, in its order.
   * @throws Refusal `folder_expected`
   */
  inside(
    full: string,
    folder: Standing,
    pick?: (all: readonly Named[]) => readonly Named[],
  ): Promise<readonly Standing[]>;
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
    async inside(full, { entry, spot }, pick = (all) => all) {
      if (!entry.isFolder) throw new Refusal("folder_expected");
      const leading = mounts.leadingOn(full);
      // What leads to a mount is a folder, whatever the storage has under that name.
      const further = leading.map((name) => ({ name, isFolder: true }));
      let chosen: readonly Named[] = [];
      const choose = (held: readonly Named[]): readonly Named[] => {
        chosen = pick(
          leading.length === 0 ? held : [...held.filter(({ name }) => !leading.includes(name)), ...further],
        );
        return leading.length === 0 ? chosen : chosen.filter(({ name }) => !leading.includes(name));
      };
      const held = spot ? await spot.storage.list(spot.names, choose) : [];
      if (!spot) choose([]);
      const standing = (child: Entry): Standing => ({
        entry: child,
        spot: spot && { ...spot, names: [...spot.names, child.name] },
      });
      if (leading.length === 0) return held.map(standing);
      const byName = new Map(held.map((child) => [child.name, standing(child)]));
      const inOrder = await Promise.all(
        chosen.map(({ name }) => (leading.includes(name) ? find(joinPath(full, name)) : (byName.get(name) ?? null))),
      );
      return inOrder.filter((one) => one !== null);
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
