/** CSV that is safe to open: what a spreadsheet would run begins with an apostrophe, and what was written is read again. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "../../src/lib/csv.ts";
import { readCsv } from "../../src/lib/csv-read.ts";

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", "|calc", "%0A=1"])(
  "%j is no formula",
  (text) => {
    expect(csvLine([text]).replace(/^"/, "").startsWith("'")).toBe(true);
  },
);

test("numbers, words and nothing stay what they are", () => {
  expect(csvLine(["theo", -5, true, null, "a,b", 'say "hi"'])).toBe('theo,-5,true,,"a,b","say ""hi"""\r\n');
});

/** Reads one line as RFC 4180 has it. */
function read(line: string): string[] {
  const cells: string[] = [];
  let rest = line.slice(0, -2);
  for (;;) {
    const [whole = "", quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^,"\r\n]*))/.exec(rest) ?? [];
    cells.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (whole.length >= rest.length) return cells;
    rest = rest.slice(whole.length + 1);
    if (rest === "") return [...cells, ""];
  }
}

test("every line is read again as it was written, but for the apostrophe", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (cells) => {
      const back = read(csvLine(cells));
      expect(back).toHaveLength(cells.length);
      for (const [index, cell] of cells.entries()) expect([cell, `'${cell}`]).toContain(back[index]);
    }),
  );
});

test("what we wrote we read as it stood there, whatever begins it", () => {
  const text = fc.string({
    unit: fc.constantFrom("'", "=", "+", "@", '"', ",", "|", "a", "\n"),
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(text, (word) => {
      const cell = word.trim();
      const [row] = readCsv(csvLine(["x", cell]));
      expect(row?.cells).toEqual(["x", cell]);
    }),
  );
});
