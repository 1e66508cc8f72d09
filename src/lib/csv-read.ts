/**
 * Reading comma-separated values (RFC 4180), as spreadsheets write them: a byte order mark, semicolons where the country's comma is
 * a decimal sign, lines that end in either way, and the apostrophe that our own files put before what looks like a formula
 * (`csv.ts`). A quote that is never closed is a fault of the file, told with its line.
 */

export interface CsvRow {
  /** The line of the file that it begins on, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file that is none; `line` is where it shows. */
export class CsvFault extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`line ${line} is not CSV`);
    this.line = line;
  }
}

const separatorOf = (text: string): "," | ";" | "\t" => {
  const [head = ""] = text.split(/\r?\n/, 1);
  return ([";", "\t"] as const).find((each) => head.includes(each) && !head.includes(",")) ?? ",";
};

const GUARDED = /^'(?='*\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%])/;

/** The rows that hold anything. @throws CsvFault */
export function* readCsv(source: string): Generator<CsvRow> {
  const text = source.replace(/^\ufeff/, "");
  const separator = separatorOf(text);
  let line = 1;
  let began = 1;
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quoted(text, at, line) : plain(text, at, separator);
    cells.push(cell.value.replace(GUARDED, ""));
    line += cell.lines;
    at = cell.end;
    const end = text[at];
    if (end === separator) {
      at += 1;
      // A separator at the very end opens one more cell.
      if (at < text.length) continue;
      cells.push("");
    } else if (end === "\r" || end === "\n") {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      line += 1;
    } else if (end !== undefined) throw new CsvFault(line);
    if (cells.some((each) => each !== "")) yield { line: began, cells };
    cells = [];
    began = line;
  }
}

interface ReadCell {
  readonly value: string;
  readonly end: number;
  /** Line ends inside. */
  readonly lines: number;
}

function plain(text: string, from: number, separator: string): ReadCell {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: text.slice(from, end).trim(), end, lines: 0 };
}

function quoted(text: string, from: number, line: number): ReadCell {
  let value = "";
  for (let at = from + 1; ; ) {
    const close = text.indexOf('"', at);
    if (close === -1) throw new CsvFault(line);
    value += text.slice(at, close);
    if (text[close + 1] !== '"') return { value, end: close + 1, lines: value.split("\n").length - 1 };
    value += '"';
    at = close + 2;
  }
}
