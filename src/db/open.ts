/**
 * db: opens SQLite in the data directory, or PostgreSQL by address, brings it up to date and hands out one `Database`.
 * Owns the schema, the migrations and the transaction; knows no rule of any domain.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../lib/clock.ts";
import { seconds, systemClock } from "../lib/clock.ts";
import type { Database } from "./database.ts";
import { type MigrationList, migrate } from "./migrate.ts";
import { hubMigrations } from "./migrations/index.ts";
import { openSqlite } from "./sqlite.ts";

/** The database's file in the data directory, where it is SQLite. */
export const SQLITE_FILE = "alldoor.sqlite";

export interface OpenOptions {
  /** `postgres://…`; left out, SQLite in the data directory. */
  readonly url?: string | undefined;
  readonly dataDirectory: string;
  /** The file's name in the data directory. */
  readonly fileName?: string;
  /** Whose tables it holds; the hub's where nothing is said. */
  readonly tables?: MigrationList;
  readonly clock?: Clock;
  readonly onIdleError?: (error: Error) => void;
}

/** @throws whatever the database says when it can't be opened; nothing is left open then. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { url, dataDirectory, fileName = SQLITE_FILE, clock = systemClock, onIdleError = () => {} } = options;
  const tables = options.tables ?? hubMigrations;
  if (url === undefined) mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const db = url === undefined ? openSqlite(join(dataDirectory, fileName)) : await openPostgresAt(url, onIdleError);
  try {
    await migrate(db, tables, seconds(clock));
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Its driver is loaded by those alone who have a PostgreSQL: it takes time and memory at each start. */
async function openPostgresAt(url: string, onIdleError: (error: Error) => void): Promise<Database> {
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres(url, onIdleError);
}
