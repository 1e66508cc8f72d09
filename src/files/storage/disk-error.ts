/**
 * What the system says when something on a disk fails (errno), as refusals of ours. Messages of the system hold real paths, so
 * they stay in the cause.
 */
import { Refusal, type RefusalCode } from "../../lib/errors.ts";

const codes: Readonly<Record<string, RefusalCode>> = {
  ENOENT: "file_not_found",
  ELOOP: "file_not_found",
  ENOTDIR: "folder_expected",
  EISDIR: "file_expected",
  EEXIST: "file_exists",
  ENOTEMPTY: "file_exists",
  ENAMETOOLONG: "name_too_long",
  ENOSPC: "storage_full",
  EDQUOT: "storage_full",
  EFBIG: "storage_full",
  EROFS: "storage_read_only",
  EACCES: "storage_denied",
  EPERM: "storage_denied",
  EXDEV: "storages_crossed",
  EMFILE: "busy",
  ENFILE: "busy",
};

export const errno = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Whether the system says that there is nothing to be found under a name. */
export const isMissing = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG"].includes(errno(error) ?? "");

/** Runs work on a disk. @throws Refusal, and the error itself where it is none that a disk gives */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codes[errno(error) ?? ""];
    throw code === undefined ? error : new Refusal(code, undefined, { cause: error });
  }
}
