/**
 * JSON exports. Two forms are read: an object with one list a table, as Casdoor's initial data and AList's backup have it, its names
 * put into the spelling of columns (`passwordSalt` → `password_salt`); and the list of `{model, pk, fields}` that Django's
 * `dumpdata` writes, where the model `socialaccount.socialapp` is the table `socialaccount_socialapp`.
 */
import { z } from "zod";
import { Failure } from "../failure.ts";
import type { Cell, Row, Source } from "./source.ts";

const record = z.record(z.string(), z.unknown());
const dumpdata = z.array(
  z.looseObject({
    model: z.string().regex(/^\w+\.\w+$/),
    pk: z.union([z.string(), z.number()]).nullish(),
    fields: record,
  }),
);

const columnName = (name: string): string => name.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);

const rowOf = (fields: Readonly<Record<string, unknown>>): Row =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [columnName(name), (value ?? null) as Cell]));

function djangoTables(file: string, parsed: unknown): Map<string, Row[]> {
  const read = dumpdata.safeParse(parsed);
  if (!read.success)
    throw new Failure("file_unusable", `${file} is a JSON list, but not one that Django's dumpdata writes.`);
  const tables = new Map<string, Row[]>();
  for (const { model, pk, fields } of read.data) {
    const table = model.replace(".", "_");
    const row: Record<string, Cell> = { id: pk ?? null };
    for (const [name, value] of Object.entries(fields)) {
      row[name] = (value ?? null) as Cell;
      // A foreign key: the column of the database has another name than the field.
      if (name === "user" || name === "app") row[`${name}_id`] = (value ?? null) as Cell;
    }
    const rows = tables.get(table) ?? [];
    rows.push(row);
    tables.set(table, rows);
  }
  return tables;
}

function listTables(parsed: unknown): Map<string, Row[]> {
  const tables = new Map<string, Row[]>();
  for (const [name, list] of Object.entries(record.parse(parsed))) {
    if (!Array.isArray(list)) continue;
    const rows = list.flatMap((each: unknown) => {
      const fields = record.safeParse(each);
      return fields.success ? [rowOf(fields.data)] : [];
    });
    tables.set(columnName(name), rows);
  }
  return tables;
}

/** @throws Failure `file_unusable` */
export function readJsonExport(file: string, text: string): Source {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Failure("file_unusable", `${file} is not JSON to its end.`, error);
  }
  const tables = Array.isArray(parsed) ? djangoTables(file, parsed) : listTables(parsed);
  return { kind: "json", rows: (table) => tables.get(table) };
}
