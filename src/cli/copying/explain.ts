/** What goes wrong while rows are copied, in the command line's words. */
import { ArchiveError } from "../../db/copy/archive.ts";
import { CopyError } from "../../db/copy/copy.ts";
import { Failure } from "../failure.ts";

/** Runs `work`, and says what stopped it. @throws Failure `file_unusable`, `database_unusable` */
export async function copying<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ArchiveError)
      throw new Failure("file_unusable", `${error.message} Nothing was changed.`, error);
    if (error instanceof CopyError) throw new Failure("database_unusable", error.message, error);
    throw error;
  }
}
