/** A line of PostgreSQL's COPY in its text format: values between tabs, `\N` for NULL, backslash escapes. */
import type { Cell } from "./source.ts";

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** Every value comes as text: COPY does not say which are numbers. */
export const copyCells = (line: string): Cell[] =>
  line
    .split("\t")
    .map((cell) =>
      cell === "\\N"
        ? null
        : cell.replace(/\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|[\s\S])/g, (_whole, letter: string) =>
            /^x/.test(letter) && letter.length > 1
              ? String.fromCharCode(Number.parseInt(letter.slice(1), 16))
              : /^[0-7]/.test(letter)
                ? String.fromCharCode(Number.parseInt(letter, 8))
                : (ESCAPES[letter] ?? letter),
          ),
    );
