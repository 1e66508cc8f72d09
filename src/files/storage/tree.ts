/**
 * Whole folders on disk: taken away, copied, swept. Every level is held open while its inside is worked on, so no link that
 * appears on the way leads out. What is copied is built aside, and what is removed goes aside first: others see all of it or
 * nothing.
 */
import { constants } from "node:fs";
import { copyFile, lstat, mkdir, readdir, rename, rmdir, unlink } from "node:fs/promises";
import { Refusal } from "../../lib/errors.ts";
import { isMissing } from "./disk-error.ts";
import { at, type Folder, inFolder, lookUp, openChild, openFile, syncFolder } from "./folder.ts";
import { isAside, isNoText, isSayable, LEFT_BEHIND, newAside } from "./names.ts";

/** Names may be any bytes but a slash: what no text can say has to go too. */
const inside = (folder: Folder, name: Buffer): Buffer => Buffer.concat([Buffer.from(`${folder.base}/`), name]);

/** Levels that are held open at once, two descriptors each where something is copied. */
const MOST_OPEN = 128;

/** Removes a file, or a folder with all that is in it, however deep. */
export async function removeTree(parent: Folder, name: string): Promise<void> {
  const found: Found = { top: parent, deep: [] };
  await removeLevel(parent, name, found, 0);
  // Each was taken out of the depth, and may be as deep again.
  for (let next = found.deep.pop(); next !== undefined; next = found.deep.pop())
    await removeLevel(parent, next, found, 0);
}

interface Found {
  /** Where what lies too deep is put. */
  readonly top: Folder;
  /** Names there. */
  readonly deep: string[];
}

async function removeLevel(parent: Folder, name: string, found: Found, level: number): Promise<void> {
  const stats = await lstat(at(parent, name));
  if (!stats.isDirectory()) return unlink(at(parent, name));
  if (level >= MOST_OPEN) {
    const aside = newAside();
    await rename(at(parent, name), at(found.top, aside));
    found.deep.push(aside);
    return;
  }
  await inFolder(openChild(parent, name), (folder) => emptyOut(folder, found, level + 1));
  await rmdir(at(parent, name));
}

async function emptyOut(folder: Folder, found: Found, level: number): Promise<void> {
  const entries = await readdir(folder.base, { withFileTypes: true, encoding: "buffer" });
  for (const entry of entries) {
    const path = inside(folder, entry.name);
    const isFolder = entry.isDirectory() || (!entry.isFile() && (await lstat(path)).isDirectory());
    if (!isFolder) await unlink(path);
    else {
      // A name that is no text can't be opened by its path, and can't hold what is ours: under another name it can.
      const aside = newAside();
      const text = entry.name.toString();
      const named = Buffer.from(text).equals(entry.name) ? text : aside;
      if (named === aside) await rename(path, at(folder, aside));
      await removeLevel(folder, named, found, level);
    }
  }
}

/** Takes something out of sight at once, runs what follows, then removes it; puts it back where that fails. */
export async function replacing<T>(folder: Folder, name: string, work: () => Promise<T>): Promise<T> {
  const aside = newAside();
  await rename(at(folder, name), at(folder, aside));
  let done: T;
  try {
    done = await work();
  } catch (error) {
    await rename(at(folder, aside), at(folder, name));
    throw error;
  }
  await syncFolder(folder);
  await removeTree(folder, aside);
  return done;
}

/** Copies a file to a name that is not taken. Disks that can share the bytes do. */
async function copyFileTo(from: Folder, name: string, to: Folder, newName: string): Promise<void> {
  const source = await openFile(from, name);
  try {
    // The open file, and not what its name leads to by now, where the system can say so.
    const path = from.base === from.realPath ? at(from, name) : `/proc/self/fd/${source.fd}`;
    await copyFile(path, at(to, newName), constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const copy = await openFile(to, newName);
    try {
      await copy.sync();
    } finally {
      await copy.close();
    }
  } finally {
    await source.close();
  }
}

/**
 * Copies a file or folder to a name that is not taken. What is neither, or has no name that a path can say, is left out.
 * @throws Refusal `path_not_allowed` where it is deeper than can be held open
 */
export async function copyTree(
  from: Folder,
  name: string,
  to: Folder,
  newName: string,
  deep: boolean,
  level = 0,
): Promise<void> {
  const stats = await lookUp(from, name);
  if (!stats?.isDirectory()) return copyFileTo(from, name, to, newName);
  if (level >= MOST_OPEN) throw new Refusal("path_not_allowed");
  await mkdir(at(to, newName));
  if (!deep) return;
  await inFolder(openChild(from, name), (source) =>
    inFolder(openChild(to, newName), async (target) => {
      for (const entry of await readdir(source.base, { withFileTypes: true })) {
        if ((entry.isFile() || entry.isDirectory()) && isSayable(entry.name) && !isNoText(entry.name))
          await copyTree(source, entry.name, target, entry.name, true, level + 1);
      }
      await syncFolder(target);
    }),
  );
}

/** Removes what lies aside in a folder and has not been touched for long: its process has ended. */
export async function sweepFolder(folder: Folder, names: readonly string[], now: number): Promise<void> {
  for (const name of names.filter(isAside)) {
    try {
      const { ctimeMs } = await lstat(at(folder, name));
      if (now - ctimeMs > LEFT_BEHIND) await removeTree(folder, name);
    } catch (error) {
      // Another process of ours may be faster.
      if (!isMissing(error)) throw error;
    }
  }
}
