/** Dumps give back the rows that were written into them, whatever stands in them, in each dialect. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSource } from "../../src/cli/importing/source.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "alldoor-sources-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rowsOf = (text: string) => {
  const file = join(folder, "dump.sql");
  writeFileSync(file, text);
  return openSource(file, new Set(["t"])).rows("t");
};

const value = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc
    .string({ unit: fc.constantFrom(..."ab'\"`\\;,()\n\r\t-#/*$E–漢🚪N%") })
    // A lone carriage return before a line's end is a line's end to many who write dumps.
    .map((text) => text.replaceAll("\r\n", "\r")),
);
const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 5 });
type Cells = readonly (string | number | null)[];
const objects = (list: readonly Cells[], asText = false) =>
  list.map(([a = null, b = null]) => ({
    a: asText && a !== null ? String(a) : a,
    b: asText && b !== null ? String(b) : b,
  }));
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const literal = (cell: string | number | null, text: (text: string) => string) =>
  typeof cell === "string" ? text(cell) : String(cell ?? "NULL");

test("mysqldump", () => {
  const text = (each: string) =>
    `'${each.replace(/[\\'"\n\r]/g, (sign) => `\\${({ "\n": "n", "\r": "r" })[sign] ?? sign}`)}'`;
  fc.assert(
    fc.property(rows, (list) => {
      const tuples = list.map((cells) => `(${cells.map((cell) => literal(cell, text)).join(",")})`).join(",");
      const dump = `/*!40101 SET NAMES utf8 */;\nCREATE TABLE \`t\` (\n  \`a\` varchar(9) DEFAULT 'x;,)',\n  \`b\` enum('p','q'),\n  PRIMARY KEY (\`a\`)\n);\nINSERT INTO \`t\` VALUES ${tuples};\n`;
      expect(rowsOf(dump)).toEqual(objects(list));
    }),
  );
});

test("pg_dump with COPY, where every value is a text", () => {
  const cell = (each: string | number | null) =>
    each === null
      ? "\\N"
      : String(each).replace(/[\\\n\r\t]/g, (sign) => `\\${({ "\n": "n", "\r": "r", "\t": "t" })[sign] ?? "\\"}`);
  fc.assert(
    fc.property(rows, (list) => {
      const lines = list.map((cells) => cells.map(cell).join("\t")).join("\n");
      const dump = `CREATE TABLE public.t (\n    b text,\n    a text\n);\nCOPY public.t (a, b) FROM stdin;\n${lines}\n\\.\n\nSELECT 1;\n`;
      expect(rowsOf(dump)).toEqual(objects(list, true));
    }),
  );
});

test("pg_dump --inserts, with E'' where there is a backslash", () => {
  const text = (each: string) => (each.includes("\\") ? `E${quoted(each.replaceAll("\\", "\\\\"))}` : quoted(each));
  fc.assert(
    fc.property(rows, (list) => {
      const inserts = list.map(
        (cells) => `INSERT INTO public.t (a, b) VALUES (${cells.map((cell) => literal(cell, text)).join(", ")});`,
      );
      expect(rowsOf(`SET x = 1;\n${inserts.join("\n")}\n`)).toEqual(objects(list));
    }),
  );
});

test("SQLite's .dump, where a backslash is a backslash", () => {
  fc.assert(
    fc.property(rows, (list) => {
      const inserts = list.map(
        (cells) => `INSERT INTO t VALUES(${cells.map((cell) => literal(cell, quoted)).join()});`,
      );
      const dump = `PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE \`t\` (\`a\`, \`b\`);\n${inserts.join("\n")}\nCOMMIT;\n`;
      expect(rowsOf(dump)).toEqual(objects(list));
    }),
  );
  expect(
    rowsOf(
      "PRAGMA foreign_keys=OFF;\nCREATE TABLE t (a, b);\nINSERT INTO t VALUES(replace('x\\ny','\\n',char(10)),2);\n",
    ),
  ).toEqual([{ a: "x\ny", b: 2 }]);
});

test("whatever a dump is, reading it ends: with rows, or with what is wrong", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."INSERT INTO t VALUES(,);'\"`\\$E\n-/*COPYCREATABL") }),
      (text) => {
        try {
          expect(Array.isArray(rowsOf(`CREATE TABLE t (a);\n${text}`))).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ name: "Failure", code: "file_unusable" });
        }
      },
    ),
  );
});
