/**
 * Comma-separated values (RFC 4180) that are safe to open in a spreadsheet: a cell that a spreadsheet would take for a formula begins
 * with an apostrophe, for what stands in it was typed by strangers.
 */

export type Cell = string | number | boolean | null;

/**
 * What begins a formula in one spreadsheet or another, full-width forms included; and what would look like one of ours that was
 * guarded, so that whoever reads the file (`csv-read.ts`) gets back what stood there.
 */
const FORMULA = /^'*[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/;

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line, with its end. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellText).join(",")}\r\n`;
