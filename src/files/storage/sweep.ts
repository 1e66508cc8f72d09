/**
 * What a process that ended in the middle left lying aside is removed: in every folder once after the start, one folder at a
 * time, and in each folder that is listed later.
 */
import { readdir } from "node:fs/promises";
import { type Folder, inFolder, openChild, openFolder } from "./folder.ts";
import { isAside, isNoText, isSayable } from "./names.ts";
import { sweepFolder } from "./tree.ts";

export interface Sweep {
  stop(): void;
  readonly done: Promise<void>;
}

export function sweepInBackground(root: string): Sweep {
  let stopped = false;

  const walk = async (folder: Folder): Promise<void> => {
    const entries = await readdir(folder.base, { withFileTypes: true });
    const left = entries.filter(({ name }) => isAside(name)).map(({ name }) => name);
    if (left.length > 0) await sweepFolder(folder, left, Date.now());
    for (const entry of entries) {
      if (stopped) return;
      if (entry.isDirectory() && isSayable(entry.name) && !isNoText(entry.name))
        // A folder that can't be read, or is gone, has nothing that we could tidy.
        await inFolder(openChild(folder, entry.name), walk).catch(() => {});
    }
  };

  const done = inFolder(openFolder(root, []), walk).catch(() => {});
  return {
    done,
    stop() {
      stopped = true;
    },
  };
}
