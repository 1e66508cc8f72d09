/**
 * A backup file: packed lines of JSON that neither database owns, so that what was SQLite can come back as PostgreSQL. It begins
 * with what it is, holds each program's migrations and rows, and ends with a checksum of all before it: a file that was cut or
 * changed is refused as a whole.
 *
 *   {"alldoor":"backup","format":1,"made_at":1763700000}
 *   {"program":"hub","migrations":["0001-foundation"]}
 *   {"table":"users","columns":["id","name"]}
 *   ["1","Ada"]
 *   {"end":true,"rows":1,"sha256":"…"}
 */
import { createHash, type Hash } from "node:crypto";
import { createInterface } from "node:readline";
import { PassThrough, type Readable } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import type { Batch, Value } from "./snapshot.ts";

export type ProgramName = "hub" | "files";

/** What a backup holds, one thing after the other; the same parts are written and read. */
export type Part =
  | { readonly kind: "program"; readonly program: ProgramName; readonly migrations: readonly string[] }
  | { readonly kind: "table"; readonly table: string; readonly batch: Batch };

/** Not a backup, or not all of one. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

/** The packed file. @param madeAt Unix seconds. */
export function writeArchive(parts: AsyncIterable<Part>, madeAt: number): Readable {
  const text = new PassThrough();
  const packed = text.pipe(createGzip());
  const write = async () => {
    const hash = createHash("sha256");
    const line = async (value: unknown) => {
      const bytes = `${JSON.stringify(value)}\n`;
      hash.update(bytes);
      if (!text.write(bytes)) await new Promise((resolve) => text.once("drain", resolve));
    };
    await line({ alldoor: "backup", format: 1, made_at: madeAt });
    let rows = 0;
    let table = "";
    for await (const part of parts) {
      if (part.kind === "program") await line({ program: part.program, migrations: part.migrations });
      else {
        if (part.table !== table) await line({ table: part.table, columns: part.batch.columns });
        table = part.table;
        for (const row of part.batch.rows) await line(row);
        rows += part.batch.rows.length;
      }
    }
    text.end(`${JSON.stringify({ end: true, rows, sha256: hash.digest("hex") })}\n`);
  };
  write().catch((error: unknown) => packed.destroy(error instanceof Error ? error : new Error(String(error))));
  return packed;
}

const BATCH = 500;

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");
const isRow = (value: unknown): value is Value[] =>
  Array.isArray(value) && value.every((each) => each === null || typeof each === "string" || typeof each === "number");

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new ArchiveError("This file is damaged.");
  }
}

/**
 * Reads a backup. What it gives is only to be believed once it has ended without an error.
 * @throws ArchiveError
 */
export async function* readArchive(file: Readable): AsyncGenerator<Part, { readonly madeAt: number }> {
  const hash: Hash = createHash("sha256");
  const unpacked = createGunzip();
  file.on("error", (error) => unpacked.destroy(error));
  const lines = createInterface({ input: file.pipe(unpacked), crlfDelay: Number.POSITIVE_INFINITY });
  let madeAt: number | undefined;
  let table: { readonly name: string; readonly columns: readonly string[] } | undefined;
  let rows: Value[][] = [];
  let count = 0;
  let ended = false;
  const batch = (): Part[] => {
    if (!table || rows.length === 0) return [];
    const part: Part = { kind: "table", table: table.name, batch: { columns: table.columns, rows } };
    rows = [];
    return [part];
  };
  try {
    for await (const line of lines) {
      if (ended) throw new ArchiveError("This file goes on after its end.");
      const value = parse(line);
      if (madeAt === undefined) {
        madeAt = headerOf(value);
      } else if (isRow(value) && table && value.length === table.columns.length) {
        rows.push(value);
        count += 1;
        if (rows.length === BATCH) yield* batch();
      } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        yield* batch();
        const { program, migrations, table: name, columns, end, rows: told, sha256 } = value as Record<string, unknown>;
        if ((program === "hub" || program === "files") && isList(migrations)) {
          table = undefined;
          yield { kind: "program", program, migrations };
        } else if (typeof name === "string" && isList(columns)) table = { name, columns };
        else if (end === true && told === count && sha256 === hash.copy().digest("hex")) ended = true;
        else throw new ArchiveError("This file is damaged.");
      } else throw new ArchiveError("This file is damaged.");
      hash.update(`${line}\n`);
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw isPackingFault(error) ? new ArchiveError("This file is damaged, or is no backup.", { cause: error }) : error;
  } finally {
    lines.close();
    file.destroy();
  }
  if (!ended || madeAt === undefined) throw new ArchiveError("This file ends too early.");
  return { madeAt };
}

function headerOf(value: unknown): number {
  if (typeof value === "object" && value !== null && "alldoor" in value && value.alldoor === "backup") {
    if ("format" in value && value.format === 1 && "made_at" in value && typeof value.made_at === "number")
      return value.made_at;
    throw new ArchiveError("This backup was made by a newer version.");
  }
  throw new ArchiveError("This is no backup of Alldoor's.");
}

const isPackingFault = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
