/** A database file of SQLite, opened for reading alone. */
import { DatabaseSync } from "node:sqlite";
import { Failure } from "../failure.ts";
import type { Cell, Row, Source } from "./source.ts";

const cellOf = (value: unknown): Cell => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  // Whole numbers too large to be told apart as numbers are ids: they stay as they are written.
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value === null || typeof value === "string" || typeof value === "number" ? value : null;
};

/** @throws Failure `file_unusable` */
export function readSqliteFile(file: string): Source {
  const open = (): DatabaseSync => new DatabaseSync(file, { readOnly: true });
  const reading = <T>(work: (db: DatabaseSync) => T): T => {
    try {
      const db = open();
      try {
        return work(db);
      } finally {
        db.close();
      }
    } catch (error) {
      throw new Failure("file_unusable", `${file} is not a whole SQLite database.`, error);
    }
  };
  return {
    kind: "sqlite",
    rows: (table) =>
      reading((db) => {
        const known = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table);
        if (known === undefined) return undefined;
        const all = db.prepare(`SELECT * FROM "${table.replaceAll('"', '""')}"`);
        all.setReadBigInts(true);
        return all
          .all()
          .map((row): Row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)])));
      }),
  };
}
