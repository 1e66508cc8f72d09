/**
 * A sentence of the text files with elements in its `{places}`. Languages order words differently, so a sentence is
 * never glued together from pieces; what is put in is escaped like every other child.
 */
import type { Child } from "hono/jsx";

interface FillProps {
  readonly text: string;
  readonly values: Readonly<Record<string, Child>>;
}

const place = /\{(\w+)\}/;

export const Fill = ({ text, values }: FillProps) => (
  // Splitting by an expression with one group leaves sentence parts at even places and names at odd ones.
  <>{text.split(place).map((part, index) => (index % 2 === 0 ? part : (values[part] ?? "")))}</>
);
