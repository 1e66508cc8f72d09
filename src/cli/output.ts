/**
 * Where words go. Standard output holds the command's answer and nothing else: one JSON document with `--json`, else
 * sentences and small tables. Everything said on the way goes to standard error.
 */

export interface Output {
  readonly json: boolean;
  /** The command's answer: `document` where JSON is asked for, else `text`. Once a call. */
  answer(document: unknown, text: string): void;
  /** Said on the way: progress, warnings. */
  note(text: string): void;
  /** Where a program's log lines go: beside the answer, or out of its way where that is JSON. */
  readonly writeLog: (lines: string) => void;
}

/** Names come from people, and a control character in one would be an order to the terminal. */
const shown = (text: string): string => text.replace(/(?![\n])\p{C}/gu, "\u{fffd}");

export function createOutput(json: boolean): Output {
  return {
    json,
    answer(document, text) {
      process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${shown(text)}\n`);
    },
    note: (text) => void process.stderr.write(`${shown(text)}\n`),
    writeLog: (lines) => void (json ? process.stderr : process.stdout).write(lines),
  };
}

/** Columns of the width of their longest cell, two spaces apart. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows].map((cells) => cells.map((cell) => cell.replaceAll("\n", " ")));
  const widths = heads.map((_, column) => Math.max(...lines.map((cells) => [...(cells[column] ?? "")].length)));
  const padded = (cell: string, column: number) =>
    cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length));
  return lines.map((cells) => cells.map(padded).join("  ").trimEnd()).join("\n");
}

/** Pairs, one a line. */
export const facts = (pairs: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n");
};

/** The first few of a list that may be long. */
export function firstOf(words: readonly string[], most = 5): string {
  const more = words.length - most;
  return more > 1 ? `${words.slice(0, most).join(", ")} and ${more} more` : words.join(", ");
}

/** Paragraphs broken at words. @param indent What each line begins with. */
export function wrapped(text: string, indent = "", width = 96): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width - indent.length) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => indent + each).join("\n");
}
