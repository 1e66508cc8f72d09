/**
 * SQL text as `mysqldump`, `pg_dump` (with COPY or with INSERT) and SQLite's `.dump` write it. It is read as those three write it and
 * no further: CREATE TABLE for the columns' order, INSERT and COPY for the rows, everything else is skipped. Nothing is run.
 *
 * What would break: reading a backslash as an escape where the dialect has none. MySQL has it in every text, PostgreSQL only in
 * E'…', SQLite never; the dialect shows in the dump's own quoting of names.
 */
import { Failure } from "../failure.ts";
import { firstOf } from "../output.ts";
import type { Cell, Row, Source } from "./source.ts";
import { copyCells } from "./sql-copy.ts";

type Token =
  | { readonly kind: "word" | "name" | "text" | "number"; readonly value: string; readonly end: number }
  | { readonly kind: "sign"; readonly value: string; readonly end: number }
  | { readonly kind: "end"; readonly value: ""; readonly end: number };

const MYSQL_ESCAPES: Readonly<Record<string, string>> = {
  "0": "\u0000",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\u001a",
};

const WORD = /[A-Za-z_][\w$]*/y;
const NUMBER = /[-+]?(?:0x[0-9A-Fa-f]+|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+)/y;
const DOLLAR = /\$(?:[A-Za-z_]\w*)?\$/y;
const SKIPPED = /(?:\s+|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/y;

const cut = (): Failure => new Failure("file_unusable", "The dump ends in the middle of a statement.");

class Reader {
  readonly text: string;
  readonly #backslash: boolean;
  at = 0;

  constructor(text: string) {
    this.text = text;
    this.#backslash = /`/.test(text.slice(0, 100_000)) && !/^PRAGMA /m.test(text.slice(0, 1000));
  }

  #quoted(quote: string, start: number, backslash: boolean): { value: string; end: number } {
    let value = "";
    let from = start;
    for (let at = start; at < this.text.length; at += 1) {
      const sign = this.text[at];
      if (sign === "\\" && backslash) {
        const next = this.text[at + 1] ?? "";
        value += this.text.slice(from, at) + (MYSQL_ESCAPES[next] ?? next);
        at += 1;
        from = at + 1;
      } else if (sign === quote) {
        if (this.text[at + 1] !== quote) return { value: value + this.text.slice(from, at), end: at + 1 };
        value += this.text.slice(from, at + 1);
        at += 1;
        from = at + 1;
      }
    }
    throw cut();
  }

  #match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0] ?? "";
  }

  next(): Token {
    const token = this.#read(this.at + this.#match(SKIPPED, this.at).length);
    this.at = token.end;
    return token;
  }

  #read(at: number): Token {
    const sign = this.text[at];
    if (sign === undefined) return { kind: "end", value: "", end: at };
    if (sign === "'") return { kind: "text", ...this.#quoted("'", at + 1, this.#backslash) };
    if ((sign === "E" || sign === "e") && this.text[at + 1] === "'")
      return { kind: "text", ...this.#quoted("'", at + 2, true) };
    if (/[xX]/.test(sign) && this.text[at + 1] === "'") {
      const { value, end } = this.#quoted("'", at + 2, false);
      return { kind: "text", value: Buffer.from(value, "hex").toString("utf8"), end };
    }
    if (sign === "`" || sign === '"') return { kind: "name", ...this.#quoted(sign, at + 1, false) };
    const dollar = this.#match(DOLLAR, at);
    if (dollar !== "") {
      const close = this.text.indexOf(dollar, at + dollar.length);
      if (close === -1) throw cut();
      return { kind: "text", value: this.text.slice(at + dollar.length, close), end: close + dollar.length };
    }
    const number = this.#match(NUMBER, at);
    if (number !== "") return { kind: "number", value: number, end: at + number.length };
    const word = this.#match(WORD, at);
    if (word !== "") return { kind: "word", value: word, end: at + word.length };
    return { kind: "sign", value: sign, end: at + 1 };
  }

  /** The rest of a statement, its `;` included. */
  skipStatement(token: Token = this.next()): void {
    let each = token;
    while (!(each.kind === "sign" && each.value === ";")) {
      if (each.kind === "end") throw cut();
      each = this.next();
    }
  }

  line(): string {
    const end = this.text.indexOf("\n", this.at);
    if (end === -1) throw cut();
    const line = this.text.slice(this.at, end).replace(/\r$/, "");
    this.at = end + 1;
    return line;
  }
}

const isWord = (token: Token, word: string): boolean => token.kind === "word" && token.value.toUpperCase() === word;
const isSign = (token: Token, sign: string): boolean => token.kind === "sign" && token.value === sign;

/** A table's name without its schema. @returns with the token behind it */
function tableName(reader: Reader, first: Token): { name: string; next: Token } {
  let { value: name } = first;
  let next = reader.next();
  while (isSign(next, ".")) {
    name = reader.next().value;
    next = reader.next();
  }
  return { name, next };
}

function cellOf(token: Token): Cell {
  if (token.kind === "number") {
    const number = Number(token.value);
    return Number.isSafeInteger(number) || /[.eE]/.test(token.value) ? number : token.value;
  }
  if (isWord(token, "NULL")) return null;
  if (isWord(token, "TRUE")) return true;
  if (isWord(token, "FALSE")) return false;
  return token.value;
}

/** SQLite writes line ends as `replace('a\nb','\n',char(10))`. */
function replaced(reader: Reader): Token {
  reader.next();
  const [text, from, code] = listOf(reader);
  if (text === undefined || from === undefined || code === undefined) throw cut();
  const value = text.value.replaceAll(from.value, String.fromCharCode(Number(code.value)));
  return { kind: "text", value, end: reader.at };
}

/** `(a, b, 'c')`, from behind its opening parenthesis. */
function listOf(reader: Reader): Token[] {
  const values: Token[] = [];
  for (let depth = 1; ; ) {
    const token = reader.next();
    if (token.kind === "end") throw cut();
    if (isSign(token, "(")) depth += 1;
    if (isSign(token, ")")) {
      depth -= 1;
      if (depth === 0) return values;
    }
    // Of `_binary 'x'`, `X'..'`, `'x'::jsonb` or `CAST('x' AS …)` the value is what counts.
    if (token.kind === "sign") continue;
    if (isWord(token, "REPLACE")) values.push(replaced(reader));
    else if (token.kind === "word" && !/^(?:null|true|false)$/i.test(token.value)) continue;
    else values.push(token);
  }
}

const NO_COLUMN = /^(?:PRIMARY|UNIQUE|KEY|CONSTRAINT|INDEX|FOREIGN|CHECK|FULLTEXT|SPATIAL|EXCLUDE|LIKE)$/i;

/** The columns of `CREATE TABLE t (…)`, from behind its opening parenthesis. */
function columnsOf(reader: Reader): string[] {
  const columns: string[] = [];
  let first = true;
  for (let depth = 1; depth > 0; ) {
    const token = reader.next();
    if (token.kind === "end") throw cut();
    if (first && (token.kind === "name" || (token.kind === "word" && !NO_COLUMN.test(token.value))))
      columns.push(token.value);
    first = depth === 1 && isSign(token, ",");
    if (isSign(token, "(")) depth += 1;
    if (isSign(token, ")")) depth -= 1;
  }
  return columns;
}

class Dump {
  readonly #reader: Reader;
  readonly #wanted: ReadonlySet<string>;
  readonly #columns = new Map<string, readonly string[]>();
  readonly tables = new Map<string, Row[]>();

  constructor(text: string, wanted: ReadonlySet<string>) {
    this.#reader = new Reader(text);
    this.#wanted = wanted;
  }

  read(): Map<string, Row[]> {
    for (let token = this.#reader.next(); token.kind !== "end"; token = this.#reader.next()) {
      if (isWord(token, "CREATE")) this.#create();
      else if (isWord(token, "INSERT") || isWord(token, "REPLACE")) this.#insert();
      else if (isWord(token, "COPY")) this.#copy();
      else if (isSign(token, "\\")) this.#reader.line();
      else this.#reader.skipStatement(token);
    }
    return this.tables;
  }

  #create(): void {
    const reader = this.#reader;
    let token = reader.next();
    while (token.kind === "word" && /^(?:TEMPORARY|UNLOGGED|GLOBAL|LOCAL)$/i.test(token.value)) token = reader.next();
    if (!isWord(token, "TABLE")) {
      reader.skipStatement(token);
      return;
    }
    token = reader.next();
    while (token.kind === "word" && /^(?:IF|NOT|EXISTS)$/i.test(token.value)) token = reader.next();
    const { name, next } = tableName(reader, token);
    if (!isSign(next, "(")) {
      reader.skipStatement(next);
      return;
    }
    this.#columns.set(name, columnsOf(reader));
    if (this.#wanted.has(name) && !this.tables.has(name)) this.tables.set(name, []);
    reader.skipStatement();
  }

  #insert(): void {
    const reader = this.#reader;
    let token = reader.next();
    while (token.kind === "word" && /^(?:IGNORE|INTO|OR|REPLACE)$/i.test(token.value)) token = reader.next();
    const { name, next } = tableName(reader, token);
    if (!this.#wanted.has(name)) {
      reader.skipStatement(next);
      return;
    }
    token = next;
    let columns = this.#columns.get(name);
    if (isSign(token, "(")) {
      columns = this.#names();
      token = reader.next();
    }
    while (token.kind === "word" && /^(?:OVERRIDING|SYSTEM|USER|VALUE)$/i.test(token.value)) token = reader.next();
    if (!isWord(token, "VALUES")) {
      reader.skipStatement(token);
      return;
    }
    if (columns === undefined)
      throw new Failure("file_unusable", `The dump has rows of ${name}, and neither its columns' names nor its table.`);
    for (token = reader.next(); isSign(token, "("); token = reader.next()) {
      this.#add(name, columns, listOf(reader).map(cellOf));
      token = reader.next();
      if (!isSign(token, ",")) break;
    }
    reader.skipStatement(token);
  }

  #names(): string[] {
    const names: string[] = [];
    for (let token = this.#reader.next(); !isSign(token, ")"); token = this.#reader.next()) {
      if (token.kind === "end") throw cut();
      if (token.kind === "name" || token.kind === "word") names.push(token.value);
    }
    return names;
  }

  #copy(): void {
    const reader = this.#reader;
    const { name, next } = tableName(reader, reader.next());
    const columns = isSign(next, "(") ? this.#names() : this.#columns.get(name);
    reader.skipStatement(isSign(next, "(") ? reader.next() : next);
    reader.line();
    for (let line = reader.line(); line !== "\\."; line = reader.line()) {
      if (!this.#wanted.has(name)) continue;
      if (columns === undefined) throw new Failure("file_unusable", `The dump says no columns of ${name}.`);
      this.#add(name, columns, copyCells(line));
    }
  }

  #add(table: string, columns: readonly string[], cells: readonly Cell[]): void {
    if (cells.length !== columns.length)
      throw new Failure("file_unusable", `A row of ${table} has ${cells.length} values for ${columns.length} columns.`);
    const rows = this.tables.get(table) ?? [];
    rows.push(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null])));
    this.tables.set(table, rows);
  }
}

/** How dumps begin, and what they then end with, so that one that was cut off is told from a whole one. */
const TRAILERS: readonly (readonly [RegExp, string])[] = [
  [/^-- (?:MySQL|MariaDB) dump /, "-- Dump completed"],
  [/^--\n-- PostgreSQL database dump\n/, "-- PostgreSQL database dump complete"],
];

/** @throws Failure `file_unusable` */
export function readSqlDump(file: string, text: string, wanted: ReadonlySet<string>): Source {
  for (const [beginning, trailer] of TRAILERS)
    if (beginning.test(text.slice(0, 500).replaceAll("\r", "")) && !text.slice(-2000).includes(trailer))
      throw new Failure("file_unusable", `${file} is cut off: it does not end in "${trailer}".`);
  const tables = new Dump(text, wanted).read();
  if (tables.size === 0)
    throw new Failure(
      "file_unusable",
      `${file} holds none of the tables that are looked for: ${firstOf([...wanted])}.`,
    );
  return { kind: "sql", rows: (table) => tables.get(table) };
}
