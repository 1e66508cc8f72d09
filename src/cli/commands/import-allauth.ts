/** `alldoor import allauth`: people and sign-in providers out of a Django site with django-allauth. */
import { command } from "../command.ts";
import { allauthTables, readAllauth } from "../importing/allauth.ts";
import { runHubImport } from "../importing/run-hub-import.ts";

const USERS = "auth_user";

export const importAllauth = command({
  about: [
    "FILE is the site's database (SQLite), a dump of it in SQL by mysqldump or pg_dump, or the JSON that dumpdata writes. It is only read.",
    "People keep their passwords, which are hashed anew when they next sign in, their authenticators, and those social accounts of which it is certain whose they are. Applications that the site names in its settings file are not in its database: add those providers first, and the links come to them.",
    "Everything comes into the hub's first organization, in one transaction or not at all. What is here already is never changed. The report says what could not come and why; look at it with --dry-run first.",
  ],
  settings: "hub",
  operands: [{ name: "FILE", help: "The database, the dump or the export." }],
  options: {
    dryRun: { kind: "flag", help: "Write nothing, and say what would come." },
    keepAdministrators: { kind: "flag", help: "Superusers are administrators of the hub." },
    userTable: { kind: "text", value: "TABLE", help: `The table of the site's user model. Default: ${USERS}.` },
  },
  examples: [
    "import allauth db.sqlite3 --dry-run",
    "import allauth dump.sql --user-table accounts_user --keep-administrators",
  ],
  run({ operands: [file = ""], options, configuration, output }) {
    const users = options.userTable ?? USERS;
    return runHubImport({
      file,
      dryRun: options.dryRun,
      configuration: configuration(),
      output,
      tables: allauthTables(users),
      read: (source, report) => readAllauth(source, { users, keepAdministrators: options.keepAdministrators }, report),
    });
  },
});
