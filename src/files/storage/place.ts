/** Giving what lies in one folder its name in another, or the same one. */
import { link, rename, unlink } from "node:fs/promises";
import { Refusal } from "../../lib/errors.ts";
import { errno } from "./disk-error.ts";
import { at, type Folder, lookUp } from "./folder.ts";

/** Disks on which a file can't have two names. */
const ONE_NAME_ONLY: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/**
 * Without `overwrite`, of two files that come to one name at once the second is refused.
 * @throws Refusal `file_exists`; errors of the system
 */
export async function placeFile(
  from: Folder,
  name: string,
  to: Folder,
  newName: string,
  overwrite: boolean,
): Promise<void> {
  if (!overwrite) {
    try {
      await link(at(from, name), at(to, newName));
      return await unlink(at(from, name));
    } catch (error) {
      if (!ONE_NAME_ONLY.has(errno(error) ?? "")) throw error;
      if (await lookUp(to, newName)) throw new Refusal("file_exists");
    }
  }
  await rename(at(from, name), at(to, newName));
}
