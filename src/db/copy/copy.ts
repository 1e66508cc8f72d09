/**
 * Copies programs' tables: out of a snapshot, and into an empty database. The tables are first made as the version that wrote the
 * rows had them, filled, and then brought up to date, so that what a later migration does to rows is done to these too.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database, Writer } from "../database.ts";
import { filesMigrations } from "../files-migrations/index.ts";
import { type MigrationList, migrate } from "../migrate.ts";
import { hubMigrations } from "../migrations/index.ts";
import type { Part, ProgramName } from "./archive.ts";
import { tablesOf } from "./layout.ts";
import type { Batch, Snapshot } from "./snapshot.ts";

const LISTS: Readonly<Record<ProgramName, MigrationList>> = { hub: hubMigrations, files: filesMigrations };

/** The target holds something already, or is not what can be filled. */
export class CopyError extends Error {
  override readonly name = "CopyError";
}

/** Rows of a table and a sum over them that does not mind their order: what is compared after a move. */
export interface Tally {
  readonly rows: number;
  readonly sum: string;
}

/** A list cut to what had run when the rows were written. @throws CopyError */
function cutTo(program: ProgramName, names: readonly string[]): MigrationList {
  const { ledger, migrations } = LISTS[program];
  const unknown = names.filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) throw new CopyError(`This was made by a newer version (it has ${unknown.join(", ")}).`);
  return { ledger, migrations: migrations.filter(({ name }) => names.includes(name)) };
}

/** Whether a snapshot's tables are those of this version. */
export const isCurrent = (program: ProgramName, names: readonly string[]): boolean =>
  LISTS[program].migrations.every(({ name }) => names.includes(name));

/** Everything of the programs that a snapshot holds. */
export async function* partsOf(snapshot: Snapshot, programs: readonly ProgramName[]): AsyncGenerator<Part> {
  for (const program of programs) {
    const migrations = await snapshot.migrations(LISTS[program].ledger);
    if (migrations === null) continue;
    const list = cutTo(program, migrations);
    yield { kind: "program", program, migrations };
    for (const table of await tablesOf(list))
      for await (const batch of snapshot.rows(table)) yield { kind: "table", table, batch };
  }
}

/** Whether nothing of a program is there yet. */
export async function isEmpty(db: Database, program: ProgramName): Promise<boolean> {
  const tables = await db.query.introspection.getTables();
  return !tables.some(({ name }) => name === LISTS[program].ledger);
}

/**
 * Fills databases with what a backup or a snapshot gives, one program after the other, each in one transaction that is kept only
 * if all that follows it in `parts` can be read.
 * @param open Gives the database of a program, made and empty.
 * @param finish What is done to a program's rows before they are kept; `tables` are those that they fill.
 * @returns what went into each table
 */
export async function fill(
  parts: AsyncGenerator<Part, unknown>,
  open: (program: ProgramName) => Promise<Database>,
  now: number,
  finish: (tx: Writer, program: ProgramName, tables: ReadonlySet<string>) => Promise<void> = async () => {},
): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map<string, Tally>();
  let next = await parts.next();
  const fillNext = async (): Promise<void> => {
    if (next.done) return;
    const { value: first } = next;
    if (first.kind !== "program") throw new CopyError("There are rows of no program.");
    const { program } = first;
    const list = cutTo(program, first.migrations);
    const db = await open(program);
    if (!(await isEmpty(db, program))) throw new CopyError("The target is not empty. Nothing was changed.");
    const tables = new Set(await tablesOf(list));
    try {
      await migrate(db, list, now);
      let begun = false;
      await db.write(async (tx) => {
        // What was read is gone: a database that asks for it again can't have it.
        if (begun) throw new CopyError("The database broke off. Nothing was changed: try again.");
        begun = true;
        for (const table of [...tables].reverse()) await sql`delete from ${sql.table(table)}`.execute(tx.query);
        for (next = await parts.next(); !next.done && next.value.kind === "table"; next = await parts.next()) {
          const { table, batch } = next.value;
          if (!tables.has(table)) throw new CopyError(`There is no table ${table} in this version.`);
          await insert(tx, table, batch);
          tallies.set(table, tallied(tallies.get(table), batch));
        }
        await finish(tx, program, tables);
        // The other program's rows are read, and the end of it all is seen, before this one's are kept.
        await fillNext();
      });
      await migrate(db, LISTS[program], now);
    } catch (error) {
      await clear(db, program, [...tables]);
      throw error;
    }
  };
  await fillNext();
  return tallies;
}

/** Takes the tables away that were made for nothing. */
async function clear(db: Database, program: ProgramName, tables: readonly string[]): Promise<void> {
  await db.write(async (tx) => {
    for (const table of [...tables].reverse()) await tx.query.schema.dropTable(table).ifExists().execute();
    await tx.query.schema.dropTable(LISTS[program].ledger).ifExists().execute();
  });
}

/** Parameters of one statement that both databases take. */
const MOST_VALUES = 10_000;

async function insert(tx: Writer, table: string, { columns, rows }: Batch): Promise<void> {
  const step = Math.max(1, Math.floor(MOST_VALUES / columns.length));
  for (let start = 0; start < rows.length; start += step) {
    const values = rows.slice(start, start + step).map((row) => sql`(${sql.join([...row])})`);
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(values)}`.execute(
      tx.query,
    );
  }
}

function tallied(before: Tally | undefined, { columns, rows }: Batch): Tally {
  let sum = BigInt(`0x${before?.sum ?? "0"}`);
  const order = columns.map((_, index) => index).sort((a, b) => ((columns[a] ?? "") < (columns[b] ?? "") ? -1 : 1));
  for (const row of rows) {
    const text = JSON.stringify(order.map((index) => [columns[index], row[index]]));
    sum = (sum + createHash("sha256").update(text).digest().readBigUInt64BE()) % 2n ** 64n;
  }
  return { rows: (before?.rows ?? 0) + rows.length, sum: sum.toString(16) };
}

/** What a snapshot holds of the tables named, to be compared with what was put in. */
export async function tallyOf(snapshot: Snapshot, tables: Iterable<string>): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map<string, Tally>();
  for (const table of tables)
    for await (const batch of snapshot.rows(table)) tallies.set(table, tallied(tallies.get(table), batch));
  return tallies;
}
