/**
 * JSON from strangers (RFC 8259), parsed strictly: at most 32 levels deep, no name twice in one object, and no name
 * `__proto__`. Two parsers that disagree on which of two equal names counts are how a checked value becomes another one.
 *
 * The scan goes through the text once, before it is parsed, and needs no stack of its own: depth costs nothing.
 */
import type { Json } from "./provider.ts";

const MAX_DEPTH = 32;
const WHITE_SPACE = /[\t\n\r ]*/y;

/** The index of the quote that closes the string opened at `start`; the text's end where none does. */
function closingQuote(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index];
    if (character === "\\") index += 1;
    else if (character === '"') return index;
  }
  return text.length;
}

/** Whether the string that ends before `index` is a member's name. */
function isName(text: string, index: number): boolean {
  WHITE_SPACE.lastIndex = index;
  WHITE_SPACE.exec(text);
  return text[WHITE_SPACE.lastIndex] === ":";
}

function scan(text: string): void {
  // The names of each open object; nothing for an array.
  const open: (Set<string> | undefined)[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === "{" || character === "[") {
      open.push(character === "{" ? new Set() : undefined);
      if (open.length > MAX_DEPTH) throw new SyntaxError("JSON: too deep");
    } else if (character === "}" || character === "]") {
      open.pop();
    } else if (character === '"') {
      const end = closingQuote(text, index);
      const names = open.at(-1);
      if (names !== undefined && isName(text, end + 1)) {
        const name = String(JSON.parse(text.slice(index, end + 1)));
        if (name === "__proto__") throw new SyntaxError("JSON: a member named __proto__");
        if (names.has(name)) throw new SyntaxError("JSON: a name is there twice");
        names.add(name);
      }
      index = end;
    }
  }
}

/**
 * The value that the text stands for.
 * @throws SyntaxError where the text is not JSON, or not JSON that is accepted here.
 */
export function parseJson(text: string): Json {
  scan(text);
  return JSON.parse(text) as Json;
}

/** Whether a value is a JSON object (and neither an array nor `null`). */
export const isJsonObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
