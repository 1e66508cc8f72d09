/** db: the file server's tables stand beside the hub's in one database, and alone in a file of their own. */
import { afterAll, expect, test } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { filesMigrations } from "../../src/db/files-migrations/index.ts";
import { openDatabase } from "../../src/db/open.ts";
import { eachDatabase } from "../ground/databases.ts";

eachDatabase((fresh) => {
  const opened: Database[] = [];
  afterAll(() => Promise.all(opened.map((db) => db.close())));

  const namesOf = async (db: Database) => (await db.query.introspection.getTables()).map(({ name }) => name);

  test("both programs share one database, and neither takes the other's ledger for its own", async () => {
    const { databaseUrl: url, dataDirectory } = await fresh();
    for (let starts = 0; starts < 2; starts += 1) {
      opened.push(await openDatabase({ url, dataDirectory }));
      opened.push(await openDatabase({ url, dataDirectory, tables: filesMigrations }));
    }
    const names = await namesOf(opened[0] as Database);
    expect(names).toEqual(expect.arrayContaining(["users", "migrations", "files_users", "files_migrations"]));
  });

  test("a database of files alone holds nothing of the hub", async () => {
    const { databaseUrl: url, dataDirectory } = await fresh();
    const db = await openDatabase({ url, dataDirectory, fileName: "files.sqlite", tables: filesMigrations });
    opened.push(db);
    const names = await namesOf(db);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !name.startsWith("files_"))).toEqual([]);
  });
});
