/**
 * A folder of this machine as a storage. Nothing leads out of it: a symbolic link is as if it were not there, and neither are
 * pipes, sockets and devices (what a link leads to can be mounted as a storage of its own). The root itself may be a link;
 * it is followed once, when the storage is opened.
 */
import { mkdir, realpath, rename, rmdir, statfs, stat as statPath, unlink } from "node:fs/promises";
import { Refusal, type RefusalCode } from "../../lib/errors.ts";
import { listFolder, makeFolders } from "./contents.ts";
import { errno, onDisk } from "./disk-error.ts";
import { diskTime, entryOf } from "./entry.ts";
import { FileBody } from "./file-body.ts";
import { at, type Folder, inFolder, lookUp, openChild, openFile, openFolder, syncFolder } from "./folder.ts";
import { isSayable, newAside } from "./names.ts";
import { placeFile } from "./place.ts";
import { putFile } from "./put-aside.ts";
import type { Names, Storage } from "./storage.ts";
import { sweepInBackground } from "./sweep.ts";
import { copyTree, removeTree, replacing } from "./tree.ts";

export const LOCAL_DRIVER = "Local";

export interface LocalOptions {
  /** A folder that is there. */
  readonly root: string;
  readonly readOnly?: boolean;
}

/** What stands for a path at which there is nothing of ours. */
const NOTHING_THERE: ReadonlySet<RefusalCode> = new Set([
  "file_not_found",
  "folder_expected",
  "path_not_allowed",
  "name_too_long",
]);

async function realRoot(given: string): Promise<string> {
  let isFolder: boolean;
  let root: string;
  try {
    root = await realpath(given);
    isFolder = (await statPath(root)).isDirectory();
  } catch (cause) {
    throw new Refusal("configuration_invalid", `The folder ${given} can't be opened.`, { cause });
  }
  if (!isFolder) throw new Refusal("configuration_invalid", `${given} is not a folder.`);
  return root;
}

/** Whether a path is a folder's, or lies below it. */
const liesIn = (names: Names, folder: Names): boolean =>
  names.length >= folder.length && folder.every((name, index) => name === names[index]);

/** @throws Refusal `configuration_invalid` where the root is no folder */
export async function openLocal({ root: given, readOnly = false }: LocalOptions): Promise<Storage> {
  const root = await realRoot(given);
  const sweep = readOnly ? null : sweepInBackground(root);

  const parent = <T>(path: Names, work: (folder: Folder, name: string) => Promise<T>): Promise<T> =>
    onDisk(() => {
      const name = path.at(-1);
      if (name === undefined || !path.every(isSayable)) throw new Refusal("path_not_allowed");
      return inFolder(openFolder(root, path.slice(0, -1)), (folder) => work(folder, name));
    });

  const changing = <T>(path: Names, work: (folder: Folder, name: string) => Promise<T>): Promise<T> => {
    if (readOnly) return Promise.reject(new Refusal("storage_read_only"));
    return parent(path, work);
  };

  const both = <T>(
    from: Names,
    to: Names,
    work: (source: Folder, name: string, target: Folder, newName: string) => Promise<T>,
  ): Promise<T> => {
    if (liesIn(to, from) || liesIn(from, to)) return Promise.reject(new Refusal("into_itself"));
    return changing(to, (target, newName) => parent(from, (source, name) => work(source, name, target, newName)));
  };

  return {
    driver: LOCAL_DRIVER,
    readOnly,

    async stat(path) {
      if (!path.every(isSayable)) return null;
      try {
        if (path.length === 0)
          return await inFolder(openFolder(root, []), async ({ handle }) => entryOf("", await handle.stat()));
        return await parent(path, async (folder, name) => {
          const stats = await lookUp(folder, name);
          return stats && entryOf(name, stats);
        });
      } catch (error) {
        if (error instanceof Refusal && NOTHING_THERE.has(error.code)) return null;
        throw error;
      }
    },

    list: (path, pick = (all) => all) =>
      onDisk(() => {
        if (!path.every(isSayable)) throw new Refusal("file_not_found");
        return inFolder(openFolder(root, path), (folder) => listFolder(folder, !readOnly, pick));
      }),

    read: (path, range) =>
      parent(path, async (folder, name) => {
        const file = await openFile(folder, name);
        try {
          const stats = await file.stat();
          if (!stats.isFile()) throw new Refusal(stats.isDirectory() ? "file_expected" : "file_not_found");
          const entry = entryOf(name, stats);
          const { start, end } = range ?? { start: 0, end: entry.size - 1 };
          const length = Math.max(0, Math.min(end, entry.size - 1) - start + 1);
          return { entry, body: new FileBody(file, start, length) };
        } catch (error) {
          await file.close();
          throw error;
        }
      }),

    write: (path, body, options = {}) => changing(path, (folder, name) => putFile(folder, name, body, options)),

    makeFolder: (path, parents) =>
      onDisk(async () => {
        if (readOnly) throw new Refusal("storage_read_only");
        if (!parents || path.length === 0) {
          return changing(path, async (folder, name) => {
            await mkdir(at(folder, name));
            await syncFolder(folder);
          });
        }
        if (!path.every(isSayable)) throw new Refusal("path_not_allowed");
        return inFolder(openFolder(root, []), (folder) => makeFolders(folder, path));
      }),

    move: (from, to, overwrite) =>
      both(from, to, async (source, name, target, newName) => {
        const moved = await lookUp(source, name);
        if (!moved) throw new Refusal("file_not_found");
        const there = await lookUp(target, newName);
        if (there && !overwrite) throw new Refusal("file_exists");
        const move = () => rename(at(source, name), at(target, newName));
        if (there && (there.isDirectory() || moved.isDirectory())) await replacing(target, newName, move);
        else if (moved.isDirectory()) await move();
        else await placeFile(source, name, target, newName, overwrite);
        await Promise.all([syncFolder(source), syncFolder(target)]);
      }),

    copy: (from, to, { overwrite, deep }) =>
      both(from, to, async (source, name, target, newName) => {
        if (!(await lookUp(source, name))) throw new Refusal("file_not_found");
        const there = await lookUp(target, newName);
        if (there && !overwrite) throw new Refusal("file_exists");
        const aside = newAside();
        try {
          await copyTree(source, name, target, aside, deep);
          const put = () => rename(at(target, aside), at(target, newName));
          if (there) await replacing(target, newName, put);
          else await put();
        } catch (error) {
          await removeTree(target, aside).catch(() => {});
          throw error;
        }
        await syncFolder(target);
      }),

    remove: (path) =>
      changing(path, async (folder, name) => {
        const stats = await lookUp(folder, name);
        if (!stats) throw new Refusal("file_not_found");
        if (stats.isDirectory()) await replacing(folder, name, async () => {});
        else await unlink(at(folder, name));
        await syncFolder(folder);
      }),

    removeEmpty: (path) =>
      changing(path, async (folder, name) => {
        if (!(await lookUp(folder, name))?.isDirectory()) return false;
        try {
          await rmdir(at(folder, name));
        } catch (error) {
          if (errno(error) === "ENOTEMPTY" || errno(error) === "EEXIST") return false;
          throw error;
        }
        await syncFolder(folder);
        return true;
      }),

    touch: (path, modifiedAt) =>
      changing(path, async (folder, name) => {
        const opened = (await lookUp(folder, name))?.isDirectory()
          ? (await openChild(folder, name)).handle
          : await openFile(folder, name);
        try {
          await opened.utimes(diskTime(modifiedAt), diskTime(modifiedAt));
        } finally {
          await opened.close();
        }
      }),

    space: () =>
      onDisk(async () => {
        const { bsize, blocks, bfree, bavail } = await statfs(root);
        return { used: (blocks - bfree) * bsize, available: bavail * bsize };
      }),

    close: () => sweep?.stop(),
  };
}
