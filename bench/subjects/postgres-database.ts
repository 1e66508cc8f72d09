/** A database of the run's own on a given PostgreSQL server, dropped when the run is over. */
import { randomBytes } from "node:crypto";
import pg from "pg";

export interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** @param url Of any database there, as a role that may create databases. @throws what PostgreSQL says */
export async function makeDatabase(url: string): Promise<OwnDatabase> {
  const name = `alldoor_bench_${randomBytes(6).toString("hex")}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  await execute(url, `CREATE DATABASE ${name}`);
  return { url: own.href, drop: () => execute(url, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
