/**
 * Brings a database up to date: each migration once, in order, in one transaction with the row that says it has run, under
 * a lock that makes a second process wait. A process that dies midway leaves the database as it was before that migration.
 */
import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { Ddl, Migration } from "./migrations/migration.ts";

const LOCK = 7_301_966;

/** What brings one program's tables up to date. Programs may share a database: each has a ledger of its own. */
export interface MigrationList {
  /** The table that says which have run. */
  readonly ledger: "migrations" | "files_migrations";
  /** Oldest first. */
  readonly migrations: readonly Migration[];
}

const ddlOf = (kind: Database["kind"]): Ddl => ({
  rowId: (table) =>
    table.addColumn("id", kind === "sqlite" ? "integer" : "bigint", (column) => column.primaryKey()) as typeof table,
  // SQLite compares so by itself.
  bytewiseText: kind === "sqlite" ? sql`text` : sql`text collate "C"`,
});

/**
 * @returns the names of the migrations that it ran.
 * @throws Error when the database was made by a newer version.
 */
export function migrate(db: Database, { ledger, migrations }: MigrationList, now: number): Promise<string[]> {
  return db.write(async (tx) => {
    // SQLite's write transaction is the lock; PostgreSQL's is released with the transaction.
    if (db.kind === "postgres") await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx.query);
    await tx.query.schema
      .createTable(ledger)
      .ifNotExists()
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("applied_at", "bigint", (column) => column.notNull())
      .execute();
    const done = new Set((await tx.query.selectFrom(ledger).select("name").execute()).map((row) => row.name));
    const unknown = [...done].filter((name) => !migrations.some((migration) => migration.name === name));
    if (unknown.length > 0)
      throw new Error(`This database was made by a newer version (it has ${unknown.join(", ")}).`);
    const ran: string[] = [];
    for (const migration of migrations) {
      if (done.has(migration.name)) continue;
      await migration.up(tx.query, ddlOf(db.kind));
      await tx.query.insertInto(ledger).values({ name: migration.name, applied_at: now }).execute();
      ran.push(migration.name);
    }
    return ran;
  });
}
