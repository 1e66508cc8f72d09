/**
 * Writes people who come from an AList into the file server: all of them in one transaction, or nobody. A dry run is the same
 * transaction, taken back at its end. Who is here already is never changed.
 */
import type { Files } from "../../files/files.ts";
import { readBasePath } from "../../files/users/administer.ts";
import { readUsername } from "../../files/users/names.ts";
import { createUser, updateUser } from "../../files/users/store.ts";
import type { FilesPersonWish } from "./alist.ts";
import { keptHashes } from "./foreign-password.ts";
import { createReport, type ImportReport } from "./report.ts";
import { reported } from "./reported.ts";

/** Takes a transaction back. */
class DryRun extends Error {}

/** @throws Refusal `busy` */
export async function importIntoFiles(
  files: Files,
  people: readonly FilesPersonWish[],
  before: ImportReport,
  dryRun: boolean,
): Promise<ImportReport> {
  const hashes = await keptHashes(
    files.passwords,
    people.map(({ password }) => password),
  );
  let report = before;
  try {
    await files.db.write(async (tx) => {
      report = createReport(before);
      for (const [index, { username, password, basePath, totpSecret, ...wish }] of people.entries()) {
        const passwordHash = hashes[index] ?? null;
        await reported(report, "user", username, async () => {
          const { id } = await createUser(tx, files, {
            ...wish,
            username: readUsername(username),
            basePath: readBasePath(basePath),
            passwordHash,
          });
          if (totpSecret !== null) {
            const sealed = files.vault.seal(totpSecret, `files_users:sealed_otp_secret:${id}`);
            await updateUser(tx, files, id, { sealed_otp_secret: sealed });
          }
          if (password !== null && passwordHash === null)
            report.changed("user", username, "Their password's hash is not AList's: they need a new one.");
        });
      }
      if (dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  return report;
}
