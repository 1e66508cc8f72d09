/**
 * Where an import reads from: somebody else's database as a file of SQLite, as the SQL text that `mysqldump`, `pg_dump` or `.dump`
 * writes, or as a JSON export. Which one it is shows in the file itself; whatever it is, rows come as texts and numbers under the
 * names of their columns. The file is only read.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { Failure } from "../failure.ts";
import { readJsonExport } from "./json-export.ts";
import { readSqlDump } from "./sql-dump.ts";
import { readSqliteFile } from "./sqlite-file.ts";

export type Cell = string | number | boolean | null | readonly unknown[] | { readonly [name: string]: unknown };
/** By names of columns. */
export type Row = Readonly<Record<string, Cell>>;

export interface Source {
  readonly kind: "sqlite" | "sql" | "json";
  /** `undefined` where there is no such table. */
  rows(table: string): readonly Row[] | undefined;
}

/** Bytes of a text; more does not fit into one string. */
const LARGEST_TEXT = 400_000_000;

/** The first bytes of a database file (SQLite file format, 1.3). */
const SQLITE = Buffer.from("SQLite format 3\u0000");

function beginning(file: string): Buffer {
  const bytes = Buffer.alloc(16);
  const handle = openSync(file, "r");
  try {
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(handle);
  }
}

/**
 * @param tables The tables that are of use: others are skipped as they are read.
 * @throws Failure `file_unusable`; Node's error where the file can't be read
 */
export function openSource(file: string, tables: ReadonlySet<string>): Source {
  if (beginning(file).equals(SQLITE)) return readSqliteFile(file);
  if (statSync(file).size > LARGEST_TEXT)
    throw new Failure("file_unusable", `${file} is larger than ${LARGEST_TEXT} bytes: dump only the tables needed.`);
  const text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
  return /^\s*[[{]/.test(text) ? readJsonExport(file, text) : readSqlDump(file, text, tables);
}
