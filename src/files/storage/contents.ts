/** What a folder on disk holds, and folders made in it. */
import { mkdir, readdir } from "node:fs/promises";
import { Refusal } from "../../lib/errors.ts";
import { errno } from "./disk-error.ts";
import { entryOf } from "./entry.ts";
import { at, type Folder, inFolder, lookUp, lookUpAll, openChild, syncFolder } from "./folder.ts";
import { isAside, isNoText, isSayable } from "./names.ts";
import type { Entry, Named, Names } from "./storage.ts";
import { sweepFolder } from "./tree.ts";

/**
 * @param tidy Removes what ended processes of ours have left here.
 * @param pick Chooses what is looked at.
 */
export async function listFolder(
  folder: Folder,
  tidy: boolean,
  pick: (all: readonly Named[]) => readonly Named[],
): Promise<readonly Entry[]> {
  const found = await readdir(folder.base, { withFileTypes: true });
  const all: Named[] = [];
  const aside: string[] = [];
  for (const entry of found) {
    const { name } = entry;
    if (isAside(name)) aside.push(name);
    // Links, pipes and devices are not ours; disks that don't tell a kind are asked by `lookUpAll`.
    else if (!entry.isSymbolicLink() && isSayable(name) && !isNoText(name))
      all.push({ name, isFolder: entry.isDirectory() });
  }
  const names = pick(all).map(({ name }) => name);
  // Reading goes on where tidying can't.
  if (tidy && aside.length > 0) await sweepFolder(folder, aside, Date.now()).catch(() => {});
  const stats = await lookUpAll(folder, names);
  const entries: Entry[] = [];
  for (const [index, name] of names.entries()) {
    const own = stats[index];
    if (own) entries.push(entryOf(name, own));
  }
  return entries;
}

/** Makes a folder, and those above it, where they are not there yet. @throws Refusal `file_exists` where a file is in the way */
export async function makeFolders(folder: Folder, path: Names): Promise<void> {
  const [name, ...further] = path;
  if (name === undefined) return;
  const stats = await lookUp(folder, name);
  if (stats && !stats.isDirectory()) throw new Refusal("file_exists");
  if (!stats) {
    try {
      await mkdir(at(folder, name));
    } catch (error) {
      // Somebody else may have made it meanwhile; were it a file, going into it fails.
      if (errno(error) !== "EEXIST") throw error;
    }
    await syncFolder(folder);
  }
  await inFolder(openChild(folder, name), (child) => makeFolders(child, further));
}
