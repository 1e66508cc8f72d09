/** The database: reachable, ours, whole, and as new as this program. It is opened without bringing it up to date. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import type { Database } from "../../db/database.ts";
import { hubMigrations } from "../../db/migrations/index.ts";
import { SQLITE_FILE } from "../../db/open.ts";
import { openPostgres } from "../../db/postgres.ts";
import { openSqlite } from "../../db/sqlite.ts";
import type { Configuration } from "../../lib/configuration.ts";
import { explain } from "../explain.ts";
import { type Finding, failed, ok } from "./finding.ts";

const CHECK = "database";

/** Opens what is there. @returns `null` where there is nothing yet. */
export function openAsItIs({ databaseUrl, dataDirectory }: Configuration): Database | null {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl, () => {});
  const file = join(dataDirectory, SQLITE_FILE);
  return existsSync(file) ? openSqlite(file) : null;
}

/** The migrations that have run; `null` where none ever has. */
async function applied(db: Database): Promise<readonly string[] | null> {
  const tables = await db.query.introspection.getTables();
  if (!tables.some(({ name }) => name === "migrations")) return null;
  return (await db.query.selectFrom("migrations").select("name").execute()).map(({ name }) => name);
}

async function damage(db: Database): Promise<string | null> {
  if (db.kind !== "sqlite") return null;
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db.query);
  const said = rows[0]?.quick_check ?? "nothing";
  return said === "ok" ? null : said;
}

export interface DatabaseFinding {
  readonly finding: Finding;
  /** Whether its tables are the ones that this program knows. */
  readonly isCurrent: boolean;
}

export async function database(db: Database): Promise<DatabaseFinding> {
  const name = db.kind === "sqlite" ? "The SQLite database" : "The PostgreSQL database";
  const not = (message: string, fix: string): DatabaseFinding => ({
    finding: failed(CHECK, message, fix),
    isCurrent: false,
  });
  await db.ping();
  const broken = await damage(db);
  if (broken !== null)
    return not(`${name} is damaged: ${broken}.`, "Stop the hub and put the last backup in its place.");
  const done = await applied(db);
  if (done === null) return { finding: ok(CHECK, `${name} is empty; the first start fills it.`), isCurrent: false };
  const known = hubMigrations.migrations.map((migration) => migration.name);
  const unknown = done.filter((migration) => !known.includes(migration));
  if (unknown.length > 0)
    return not(
      `${name} was made by a newer version of Alldoor (${unknown.join(", ")}).`,
      "Run that version or a newer one.",
    );
  const waiting = known.filter((migration) => !done.includes(migration));
  if (waiting.length > 0)
    return {
      finding: ok(CHECK, `${name} is older than this version; the next start brings it up to date.`),
      isCurrent: false,
    };
  return { finding: ok(CHECK, `${name} is reachable, whole and up to date.`), isCurrent: true };
}

/** What can't be opened or asked, in words. */
export function databaseTrouble(error: unknown): Finding {
  const { message } = explain(error);
  return failed(
    CHECK,
    message,
    "See --database-url (DATABASE_URL) and --data: which database is meant, and whether this user may use it.",
  );
}
