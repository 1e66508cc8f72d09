/**
 * A process that opens a database, for tests that need one of its own: `open` brings it up to date and says which
 * migrations stand there, `die` is killed when its first migration is made and not yet noted.
 */
import type { Database } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";
import { hubMigrations } from "../../src/db/migrations/index.ts";
import { openDatabase } from "../../src/db/open.ts";
import { openPostgres } from "../../src/db/postgres.ts";
import { openSqlite } from "../../src/db/sqlite.ts";

const [what, file = "", url = ""] = process.argv.slice(2);

/** Everything as it is, but whoever begins to write a row finds the process gone. */
const mortal = <T extends object>(query: T): T =>
  new Proxy(query, {
    get(target, name) {
      if (name === "insertInto") process.kill(process.pid, "SIGKILL");
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

if (what === "open") {
  const db = await openDatabase({ url: url === "" ? undefined : url, dataDirectory: file });
  const rows = await db.query.selectFrom("migrations").select("name").orderBy("name").execute();
  process.stdout.write(JSON.stringify(rows.map(({ name }) => name)));
  await db.close();
} else {
  const db: Database = url === "" ? openSqlite(`${file}/alldoor.sqlite`) : openPostgres(url, () => {});
  const dying: Database = {
    ...db,
    query: db.query,
    write: (work) => db.write((tx) => work({ ...tx, query: mortal(tx.query) })),
  };
  await migrate(dying, hubMigrations, 1);
  process.stdout.write("alive");
}
