/**
 * Writing a file: aside under a name of its own, to its end, synced, and only then renamed to its place. Readers see the old
 * file or the new one; an upload that breaks off, or a disk that is full, leaves the old one as it was.
 */
import { constants, type Stats } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Refusal } from "../../lib/errors.ts";
import { errno } from "./disk-error.ts";
import { diskTime, entryOf } from "./entry.ts";
import { FileSink } from "./file-sink.ts";
import { at, type Folder, lookUp, syncFolder } from "./folder.ts";
import { newAside } from "./names.ts";
import { placeFile } from "./place.ts";
import type { Entry, WriteOptions } from "./storage.ts";

const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
/** The disk's own failures; whatever else ends a body early came from its sender. */
const DISK_FAILED: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS"]);

/** @throws Refusal `file_exists`, `file_expected`, `upload_incomplete`; errors of the system */
export async function putFile(folder: Folder, name: string, body: Readable, options: WriteOptions): Promise<Entry> {
  const before = await lookUp(folder, name);
  if (before?.isDirectory()) throw new Refusal("file_expected");
  if (before && options.overwrite === false) throw new Refusal("file_exists");
  const aside = newAside();
  const file = await open(at(folder, aside), NEW, 0o666);
  try {
    await fill(file, body, options, before);
    await placeFile(folder, aside, folder, name, options.overwrite !== false);
    await syncFolder(folder);
    return entryOf(name, await file.stat());
  } catch (error) {
    await unlink(at(folder, aside)).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

async function fill(
  file: FileHandle,
  body: Readable,
  { size, modifiedAt }: WriteOptions,
  before: Stats | null,
): Promise<void> {
  const out = new FileSink(file);
  try {
    await pipeline(body, out);
  } catch (error) {
    if (error instanceof Refusal || DISK_FAILED.has(errno(error) ?? "")) throw error;
    throw new Refusal("upload_incomplete", undefined, { cause: error });
  }
  if (size !== undefined && out.written !== size) throw new Refusal("upload_incomplete");
  // The rights that an administrator has given to the old file stay.
  if (before) await file.chmod(before.mode & 0o777).catch(() => {});
  if (modifiedAt !== undefined) await file.utimes(diskTime(modifiedAt), diskTime(modifiedAt));
  await file.sync();
}
