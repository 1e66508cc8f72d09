/**
 * A database as it is at one moment, read beside programs that go on writing: SQLite in one read transaction, PostgreSQL in one of
 * its repeatable reads. Rows come in batches, so that no table has to fit into memory.
 */
import { DatabaseSync } from "node:sqlite";

export type Value = string | number | null;

export interface Batch {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

export interface Snapshot {
  /** The names that a ledger holds; `null` where there is no such ledger. */
  migrations(ledger: string): Promise<readonly string[] | null>;
  rows(table: string): AsyncIterable<Batch>;
  close(): Promise<void>;
}

const BATCH = 500;

/** @param alone Holds everybody else off the file until it is closed. @throws where another program has it open */
export function openSqliteSnapshot(file: string, alone = false): Snapshot {
  const db = new DatabaseSync(file, alone ? { timeout: 500 } : { readOnly: true, timeout: 5000 });
  try {
    // In this mode SQLite wants the file for itself alone: with another connection open it is busy.
    if (alone) db.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
    else db.exec("BEGIN");
    const has = db.prepare("select count(*) as count from sqlite_master where type = 'table' and name = ?");
    has.get("");
    return {
      async migrations(ledger) {
        if (Number(has.get(ledger)?.count) === 0) return null;
        return db
          .prepare(`select name from "${ledger}" order by name`)
          .all()
          .map(({ name }) => String(name));
      },
      async *rows(table) {
        const statement = db.prepare(`select * from "${table}"`);
        const columns = statement.columns().map(({ name }) => name);
        let rows: Value[][] = [];
        for (const row of statement.iterate()) {
          rows.push(columns.map((column) => row[column] as Value));
          if (rows.length === BATCH) {
            yield { columns, rows };
            rows = [];
          }
        }
        if (rows.length > 0) yield { columns, rows };
      },
      async close() {
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @param alone Refuses where anybody else is connected. */
export async function openPostgresSnapshot(url: string, alone = false): Promise<Snapshot> {
  const { default: pg } = await import("pg");
  // Our bigints are Unix seconds and row ids, safe integers both; pg would hand them over as text.
  const types = {
    getTypeParser: (oid: number, format?: "text" | "binary") =>
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
  } as typeof pg.types;
  const client = new pg.Client({ connectionString: url, application_name: "alldoor", types });
  await client.connect();
  try {
    const others = await client.query(
      "select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    if (alone && others.rows[0]?.count > 0) throw new Error("somebody else is connected to the database");
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    async migrations(ledger) {
      const { rows } = await client.query("select to_regclass($1) as found", [ledger]);
      if (rows[0]?.found === null) return null;
      const { rows: names } = await client.query(`select name from "${ledger}" order by name`);
      return names.map(({ name }) => String(name));
    },
    async *rows(table) {
      await client.query(`declare copying no scroll cursor for select * from "${table}"`);
      for (;;) {
        const { rows, fields } = await client.query({ text: `fetch ${BATCH} from copying`, rowMode: "array" });
        if (rows.length === 0) break;
        yield { columns: fields.map(({ name }) => name), rows: rows as Value[][] };
      }
      await client.query("close copying");
    },
    close: () => client.end(),
  };
}
