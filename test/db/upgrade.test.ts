/**
 * db: a database that the version before has filled comes over whole: every row of every table is there afterwards, and what a
 * migration writes into rows that were there is right.
 */
import { sql } from "kysely";
import { expect, test } from "vitest";
import { tablesOf } from "../../src/db/copy/layout.ts";
import type { Database } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";
import { hubMigrations } from "../../src/db/migrations/index.ts";
import { openPostgres } from "../../src/db/postgres.ts";
import { openSqlite } from "../../src/db/sqlite.ts";
import { eachDatabase } from "../ground/databases.ts";

/** The last migration of the version before. */
const LAST = "0015-upstream-more";
const before = { ...hubMigrations, migrations: hubMigrations.migrations.filter(({ name }) => name <= LAST) };

/** One row in which every column has something: each id the same, so that whatever refers to a row finds it. */
async function fillRow(db: Database, table: string): Promise<void> {
  const known = (await db.query.introspection.getTables()).find(({ name }) => name === table);
  const values = (known?.columns ?? []).map(({ name, dataType }) => {
    if (!/int/i.test(dataType)) return [name, name === "id" || name.endsWith("_id") ? "one" : "[]"] as const;
    return [name, /_id$|^id$/.test(name) ? 7 : 1] as const;
  });
  const columns = sql.join(values.map(([name]) => sql.ref(name)));
  const row = sql.join(values.map(([, value]) => value));
  await db.write((tx) => sql`insert into ${sql.table(table)} (${columns}) values (${row})`.execute(tx.query));
}

const countOf = async (db: Database, table: string): Promise<number> => {
  const { rows } = await sql<{ n: number | string }>`select count(*) as n from ${sql.table(table)}`.execute(db.query);
  return Number(rows[0]?.n);
};

eachDatabase((fresh) => {
  const open = async (): Promise<Database> => {
    const { databaseUrl, dataDirectory } = await fresh();
    return databaseUrl === undefined
      ? openSqlite(`${dataDirectory}/alldoor.sqlite`)
      : openPostgres(databaseUrl, () => {});
  };

  test("a row in every table of the version before is still there", async () => {
    const db = await open();
    try {
      await migrate(db, before, 1);
      const tables = await tablesOf(before);
      for (const table of tables) await fillRow(db, table);
      await migrate(db, hubMigrations, 2);
      const counts = await Promise.all(tables.map((table) => countOf(db, table)));
      expect(Object.fromEntries(tables.map((table, index) => [table, counts[index]]))).toEqual(
        Object.fromEntries(tables.map((table) => [table, 1])),
      );
    } finally {
      await db.close();
    }
  });

  test("people are found by their words, know when they last signed in, and applications who is switched off", async () => {
    const db = await open();
    try {
      await migrate(db, before, 1);
      for (const table of ["organizations", "users", "clients", "sessions"]) await fillRow(db, table);
      await db.write(async (tx) => {
        await sql`update organizations set disabled_at = 1700000000`.execute(tx.query);
        await sql`update users set name = 'ada', display_name = 'Ada Lovelace', email = null`.execute(tx.query);
        await sql`update sessions set authenticated_at = 1700000005`.execute(tx.query);
      });
      await migrate(db, hubMigrations, 2);
      const { query } = db;
      const words = await query.selectFrom("user_words").select("word").orderBy("word").execute();
      expect(words.map(({ word }) => word)).toEqual(["ada", "ada lovelace", "lovelace"]);
      expect(await query.selectFrom("users").select("last_sign_in_at").execute()).toEqual([
        { last_sign_in_at: 1_700_000_005 },
      ]);
      expect(await query.selectFrom("clients").select("organization_disabled_at").execute()).toEqual([
        { organization_disabled_at: 1_700_000_000 },
      ]);
    } finally {
      await db.close();
    }
  });
});
