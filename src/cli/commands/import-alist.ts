/** `alldoor import alist`: people out of an AList, into the file server. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { FILES_SQLITE } from "../../files/open-files.ts";
import { command } from "../command.ts";
import { alistTables, readAlist } from "../importing/alist.ts";
import { importIntoFiles } from "../importing/into-files.ts";
import { createReport } from "../importing/report.ts";
import { onTrial } from "../importing/run-hub-import.ts";
import { openSource } from "../importing/source.ts";
import { withFiles } from "../with-files.ts";

const PREFIX = "x_";

export const importAlist = command({
  about: [
    "FILE is AList's database (SQLite), a dump of it in SQL by mysqldump or pg_dump, or the backup that its settings page writes, which holds no passwords. It is only read.",
    "People keep their passwords, which are hashed anew when they next sign in, their base paths, their permissions and their authenticators. Storages, folder rules and settings are set up anew. Everybody comes in one transaction, or nobody; who is here already is never changed.",
  ],
  settings: "files",
  operands: [{ name: "FILE", help: "The database, the dump or the backup." }],
  options: {
    dryRun: { kind: "flag", help: "Write nothing, and say what would come." },
    keepAdministrators: { kind: "flag", help: "Administrators there are administrators here." },
    tablePrefix: { kind: "text", value: "TEXT", help: `What the names of the tables begin with. Default: ${PREFIX}.` },
  },
  examples: ["import alist data.db --dry-run", "import alist alist.sql --keep-administrators"],
  async run({ operands: [file = ""], options, configuration, output }) {
    const { dryRun, keepAdministrators, tablePrefix: prefix = PREFIX } = options;
    const settings = configuration();
    const before = createReport();
    const people = readAlist(openSource(file, alistTables(prefix)), { prefix, keepAdministrators }, before);
    const isThere = settings.databaseUrl !== undefined || existsSync(join(settings.dataDirectory, FILES_SQLITE));
    const report = await onTrial(settings, dryRun && !isThere, (place) =>
      withFiles(place, (files) => importIntoFiles(files, people, before, dryRun)),
    );
    output.answer({ dry_run: dryRun, ...report.document() }, report.text(dryRun));
    return undefined;
  },
});
