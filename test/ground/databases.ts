/**
 * The same tests over every database that Alldoor stores in: SQLite in a folder of its own, and a database of its own in
 * the run's PostgreSQL cluster.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, describe, inject } from "vitest";

export type DatabaseKind = "sqlite" | "postgres";

/** An empty database, in the words of the hub's options and of `openDatabase`. */
export interface FreshDatabase {
  readonly kind: DatabaseKind;
  /** A folder of its own, which holds the database where it is SQLite. */
  readonly dataDirectory: string;
  /** `postgres://…`; `undefined` stands for SQLite. */
  readonly databaseUrl: string | undefined;
}

/**
 * Runs `body` once for each database. `fresh` makes an empty one, as often as it is called, and the end of the suite
 * removes what it made; close what was opened in it before, in the suite's own `afterAll`.
 */
export function eachDatabase(body: (fresh: () => Promise<FreshDatabase>, kind: DatabaseKind) => void): void {
  describe.each<DatabaseKind>(["sqlite", "postgres"])("%s", (kind) => {
    const made: FreshDatabase[] = [];
    // Hooks run in the reverse of the order in which they are given: this one after those of `body`.
    afterAll(async () => {
      for (const database of made) await removeDatabase(database);
    });
    body(async () => {
      const database = await freshDatabase(kind);
      made.push(database);
      return database;
    }, kind);
  });
}

/** One empty database of a kind; give it to `removeDatabase` in the end. */
export async function freshDatabase(kind: DatabaseKind): Promise<FreshDatabase> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "alldoor-test-"));
  if (kind === "sqlite") return { kind, dataDirectory, databaseUrl: undefined };
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administer(`CREATE DATABASE ${name}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = name;
  return { kind, dataDirectory, databaseUrl: url.href };
}

export async function removeDatabase({ dataDirectory, databaseUrl }: FreshDatabase): Promise<void> {
  if (databaseUrl !== undefined)
    await administer(`DROP DATABASE ${new URL(databaseUrl).pathname.slice(1)} WITH (FORCE)`);
  await rm(dataDirectory, { recursive: true, force: true });
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
