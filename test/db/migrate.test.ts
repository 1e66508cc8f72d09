/**
 * db: migrations run once, in order, whoever starts first; a process that dies in one leaves nothing of it; a database of a
 * newer version is not touched.
 */
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";
import { hubMigrations } from "../../src/db/migrations/index.ts";
import { openDatabase } from "../../src/db/open.ts";
import { openPostgres } from "../../src/db/postgres.ts";
import { openSqlite } from "../../src/db/sqlite.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";

const NAMES = hubMigrations.migrations.map(({ name }) => name);
const MIGRATOR = fileURLToPath(new URL("migrator.ts", import.meta.url));

/** Runs the process. @returns what it printed, and what ended it. */
const run = (what: "open" | "die", { dataDirectory, databaseUrl = "" }: FreshDatabase) =>
  new Promise<{ printed: string; signal: string | null; failed: string }>((resolve) => {
    execFile(process.execPath, [MIGRATOR, what, dataDirectory, databaseUrl], (error, printed, failed) => {
      resolve({ printed, signal: error?.signal ?? null, failed: error && error.signal === null ? failed : "" });
    });
  });

/** The database as it is, without bringing it up to date. */
const bare = ({ dataDirectory, databaseUrl }: FreshDatabase): Database =>
  databaseUrl === undefined ? openSqlite(`${dataDirectory}/alldoor.sqlite`) : openPostgres(databaseUrl, () => {});

async function tablesOf(database: FreshDatabase): Promise<string[]> {
  const db = bare(database);
  try {
    return (await db.query.introspection.getTables()).map(({ name }) => name).sort();
  } finally {
    await db.close();
  }
}

eachDatabase((fresh, kind) => {
  const open = ({ databaseUrl, dataDirectory }: FreshDatabase) => openDatabase({ url: databaseUrl, dataDirectory });

  test("an empty database gets every migration, in order and once; a second start runs none", async () => {
    const database = await fresh();
    const db = bare(database);
    try {
      expect(await migrate(db, hubMigrations, 1000)).toEqual(NAMES);
      expect(await migrate(db, hubMigrations, 2000)).toEqual([]);
      const rows = await db.query.selectFrom("migrations").selectAll().orderBy("name").execute();
      expect(rows).toEqual(NAMES.map((name) => ({ name, applied_at: 1000 })));
    } finally {
      await db.close();
    }
  });

  test("the names are in the order in which they run, each once", () => {
    expect([...NAMES].sort()).toEqual(NAMES);
    expect(new Set(NAMES).size).toBe(NAMES.length);
  });

  test("processes that start together on an empty database all find it up to date", async () => {
    const database = await fresh();
    const runs = await Promise.all(Array.from({ length: 4 }, () => run("open", database)));
    expect(runs).toEqual(Array(4).fill({ printed: JSON.stringify(NAMES), signal: null, failed: "" }));
  });

  test("a process that is killed in a migration leaves nothing of it, and the next start makes it whole", async () => {
    const database = await fresh();
    expect(await run("die", database)).toEqual({ printed: "", signal: "SIGKILL", failed: "" });
    expect(await tablesOf(database)).toEqual([]);
    const db = await open(database);
    try {
      expect(await db.query.selectFrom("users").selectAll().execute()).toEqual([]);
    } finally {
      await db.close();
    }
    expect(await tablesOf(database)).toContain("migrations");
  });

  test("a migration that fails leaves nothing of it", async () => {
    const database = await fresh();
    const db = bare(database);
    const failing: Database = {
      ...db,
      query: db.query,
      write: (work) =>
        db.write(async (tx) => {
          await work(tx);
          throw new Error("at the very end");
        }),
    };
    await expect(migrate(failing, hubMigrations, 1)).rejects.toThrow("at the very end");
    await db.close();
    expect(await tablesOf(database)).toEqual([]);
  });

  test("a database of a newer version is refused by name, closed, and left as it is", async () => {
    const database = await fresh();
    const db = await open(database);
    await db.write((tx) =>
      tx.query.insertInto("migrations").values({ name: "9999-from-the-future", applied_at: 1 }).execute(),
    );
    await db.close();
    const before = await tablesOf(database);
    await expect(open(database)).rejects.toThrow(
      "This database was made by a newer version (it has 9999-from-the-future).",
    );
    expect(await tablesOf(database)).toEqual(before);
    const again = bare(database);
    await again.write((tx) => tx.query.deleteFrom("migrations").where("name", "=", "9999-from-the-future").execute());
    await again.close();
    await (await open(database)).close();
  });

  if (kind === "sqlite") {
    test("the file keeps a write-ahead log, in a directory that is its owner's alone", async () => {
      const { dataDirectory } = await fresh();
      const own = join(dataDirectory, "made", "by", "it");
      const db = await openDatabase({ dataDirectory: own });
      try {
        const { rows } = await sql<{ journal_mode: string }>`PRAGMA journal_mode`.execute(db.query);
        expect(rows[0]?.journal_mode).toBe("wal");
        expect(statSync(own).mode & 0o777).toBe(0o700);
      } finally {
        await db.close();
      }
    });
  }
});
