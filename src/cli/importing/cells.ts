/** Values of another product's columns, as each kind of source writes them. */
import type { Row } from "./source.ts";

/** The text; empty for NULL and for a column that is not there. */
export function textOf(row: Row, column: string): string {
  const cell = Object.hasOwn(row, column) ? row[column] : null;
  // PostgreSQL stores no NUL, and no name or address of anybody has one.
  if (typeof cell === "string") return cell.replaceAll("\u0000", "");
  return typeof cell === "number" || typeof cell === "boolean" ? String(cell) : "";
}

/** 1 in MySQL and SQLite, `t` in PostgreSQL's COPY, `true` in JSON. */
export const isOn = (row: Row, column: string): boolean => /^(?:1|t|true)$/i.test(textOf(row, column));

/** A list, an object or a number that stands as JSON in a text column, or as itself in a JSON export. */
export function jsonOf(row: Row, column: string): unknown {
  const cell = Object.hasOwn(row, column) ? row[column] : null;
  if (typeof cell !== "string") return cell ?? null;
  try {
    return cell === "" ? null : (JSON.parse(cell) as unknown);
  } catch {
    return null;
  }
}

export function listOf(row: Row, column: string): readonly string[] {
  const cell = jsonOf(row, column);
  return Array.isArray(cell) ? cell.filter((each) => typeof each === "string") : [];
}

export function objectOf(row: Row, column: string): Readonly<Record<string, unknown>> {
  const cell = jsonOf(row, column);
  return typeof cell === "object" && cell !== null && !Array.isArray(cell) ? { ...cell } : {};
}

/** A telephone number as people write it, or `null`. */
export function phoneOf(row: Row, column: string): string | null {
  const text = textOf(row, column).trim();
  return /^\+?[\d ().-]{3,30}$/.test(text) ? text : null;
}
