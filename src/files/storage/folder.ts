/**
 * A folder on disk that is held open, so that what is done in it is done in this folder and no other, even where somebody
 * with a shell on the machine swaps folders for symbolic links at the same time.
 *
 * Node.js has no `openat`. On Linux `/proc/self/fd/<n>/name` is the same thing: it goes on from the open folder, whatever its
 * path leads to by now, and the link `/proc/self/fd/<n>` itself tells where the folder really is. Elsewhere the real path is
 * compared instead, before and after opening. There the system also gives a path as it is written on the disk, so that
 * on a disk that does not tell capitals apart only the true spelling is found and rules for paths can't be walked around.
 */
import { constants, existsSync, lstat as lstatCallback, type Stats } from "node:fs";
import { type FileHandle, lstat, open, readlink, realpath } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../../lib/errors.ts";
import { isMissing } from "./disk-error.ts";
import type { Names } from "./storage.ts";

const PINNED = process.platform === "linux" && existsSync("/proc/self/fd");

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const FOLDER = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | NO_FOLLOW;
/** A pipe would wait for its other end. */
const FILE = constants.O_RDONLY | NO_FOLLOW | (constants.O_NONBLOCK ?? 0);

export interface Folder {
  readonly handle: FileHandle;
  /** What the system is given to find things in it. */
  readonly base: string;
  /** Where it is, without any link. */
  readonly realPath: string;
}

export const at = (folder: Folder, name: string): string => `${folder.base}/${name}`;

const gone = (): Refusal => new Refusal("file_not_found");

/** @throws Refusal `file_not_found` where the path has a link in it; errors of the system */
async function openRealFolder(path: string, realPath: string, pinnedParent: boolean): Promise<Folder> {
  const handle = await open(path, FOLDER);
  try {
    if (PINNED) {
      const base = `/proc/self/fd/${handle.fd}`;
      if (!pinnedParent && (await readlink(base)) !== realPath) throw gone();
      return { handle, base, realPath };
    }
    await isReally(handle, realPath);
    return { handle, base: realPath, realPath };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Whether what is open is what really lies at the path. @throws Refusal `file_not_found` */
async function isReally(handle: FileHandle, realPath: string): Promise<void> {
  if ((await realpath(realPath)) !== realPath) throw gone();
  const [opened, there] = await Promise.all([handle.stat({ bigint: true }), lstat(realPath, { bigint: true })]);
  if (opened.ino !== there.ino || opened.dev !== there.dev) throw gone();
}

export const openFolder = (root: string, names: Names): Promise<Folder> => {
  const path = join(root, ...names);
  return openRealFolder(path, path, false);
};

/** A folder in a folder that is open. */
export const openChild = (folder: Folder, name: string): Promise<Folder> =>
  openRealFolder(at(folder, name), join(folder.realPath, name), true);

/** Opens a folder for as long as the work takes. */
export async function inFolder<T>(opening: Promise<Folder>, work: (folder: Folder) => Promise<T>): Promise<T> {
  const folder = await opening;
  try {
    return await work(folder);
  } finally {
    await folder.handle.close();
  }
}

/** Opens a file in it to be read; whoever gets it closes it. */
export async function openFile(folder: Folder, name: string): Promise<FileHandle> {
  const handle = await open(at(folder, name), FILE);
  try {
    if (!PINNED) await isReally(handle, join(folder.realPath, name));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Files and folders; links, pipes, sockets and devices are not ours to show. */
export const isOurs = (stats: Stats): boolean => stats.isFile() || stats.isDirectory();

/** What stands under a name. @throws Refusal `path_not_allowed` where that is neither file nor folder, or spelt otherwise */
export async function lookUp(folder: Folder, name: string): Promise<Stats | null> {
  let stats: Stats;
  try {
    stats = await lstat(at(folder, name));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  if (!isOurs(stats)) throw new Refusal("path_not_allowed");
  if (!PINNED && (await realpath(at(folder, name))) !== join(folder.realPath, name))
    throw new Refusal("path_not_allowed");
  return stats;
}

/** How many are asked for at a time: enough to keep the pool's threads busy. */
const AT_ONCE = 64;

/** What stands under many names, in their order; `null` where there is nothing any more. */
export function lookUpAll(folder: Folder, names: Names): Promise<(Stats | null)[]> {
  const found = new Array<Stats | null>(names.length).fill(null);
  let next = 0;
  let open = 0;
  return new Promise((resolve, reject) => {
    const goOn = (): void => {
      if (next >= names.length) {
        if (open === 0) resolve(found);
        return;
      }
      const index = next++;
      open += 1;
      // The callback form costs a quarter less than promises, which counts a hundred thousand times.
      lstatCallback(at(folder, names[index] ?? ""), (error, stats) => {
        open -= 1;
        if (error && !isMissing(error)) {
          reject(error);
          return;
        }
        if (!error && isOurs(stats)) found[index] = stats;
        goOn();
      });
    };
    for (let started = 0; started < Math.max(1, Math.min(AT_ONCE, names.length)); started += 1) goOn();
  });
}

/** Makes names that were changed in it last through a power failure, where the system can. */
export async function syncFolder({ handle }: Folder): Promise<void> {
  if (process.platform !== "win32") await handle.sync();
}
