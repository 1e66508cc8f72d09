/** `alldoor import casdoor`: people, organizations, sign-in providers and applications out of a Casdoor. */

import { command } from "../command.ts";
import { casdoorTables, readCasdoor } from "../importing/casdoor.ts";
import { runHubImport } from "../importing/run-hub-import.ts";

export const importCasdoor = command({
  about: [
    "FILE is Casdoor's database (SQLite), a dump of it in SQL by mysqldump or pg_dump, or its JSON export. It is only read.",
    "People keep their passwords, which are hashed anew when they next sign in, their authenticators and their ids; applications keep their client ids and secrets. Everything comes in one transaction, or nothing. What is here already is never changed, so an import can be run again.",
    "The report says what could not come and why: redirect addresses that are patterns, providers whose ids are not certain to be ours, permissions. Look at it with --dry-run first.",
  ],
  settings: "hub",
  operands: [{ name: "FILE", help: "The database, the dump or the export." }],
  options: {
    dryRun: { kind: "flag", help: "Write nothing, and say what would come." },
    keepAdministrators: { kind: "flag", help: "Global administrators there are administrators of the hub." },
    tablePrefix: { kind: "text", value: "TEXT", help: "What the names of the tables begin with. Default: nothing." },
  },
  examples: ["import casdoor casdoor.sql --dry-run", "import casdoor casdoor.db --keep-administrators"],
  run: ({ operands: [file = ""], options, configuration, output }) =>
    runHubImport({
      file,
      dryRun: options.dryRun,
      configuration: configuration(),
      output,
      tables: casdoorTables(options.tablePrefix ?? ""),
      read: (source, report) =>
        readCasdoor(
          source,
          { prefix: options.tablePrefix ?? "", keepAdministrators: options.keepAdministrators },
          report,
        ),
    }),
});
