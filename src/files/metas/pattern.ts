/**
 * Regular expressions that people write: which names a folder hides, and names to rename. They run in linear time (RE2), so no
 * expression makes the server wait for ever; what RE2 does not know (look-around, back-references) is refused, as AList's
 * own engine refuses it.
 */
import { RE2JS, RE2JSException } from "re2js";
import { Refusal } from "../../lib/errors.ts";

/** Characters of an expression. */
const LONGEST = 1000;

export interface Pattern {
  /** Whether it fits a part of the text. */
  fits(text: string): boolean;
  /** Every part that fits, replaced; `$1` and `${name}` stand for groups, `$$` for a dollar sign. */
  replace(text: string, replacement: string): string;
}

/** @throws Refusal `bad_request` in AList's words */
export function compilePattern(source: string): Pattern {
  if (source.length > LONGEST) throw new Refusal("bad_request", "The regular expression is too long.");
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(source);
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    throw new Refusal("bad_request", `${source} is illegal: ${cause.message}`, { cause });
  }
  return {
    fits: (text) => compiled.test(text),
    replace(text, replacement) {
      const matcher = compiled.matcher(text);
      return matcher.replaceAll(() => expand(replacement, (group) => groupOf(matcher, group)));
    },
  };
}

const REFERENCE = /\$(?:\$|(\w+)|\{(\w+)\})/g;

/** As Go's `Expand`: the longest name counts, and a group that is not there is empty. */
const expand = (template: string, group: (name: string) => string): string =>
  template.replace(REFERENCE, (whole, plain: string | undefined, braced: string | undefined) =>
    whole === "$$" ? "$" : group(plain ?? braced ?? ""),
  );

function groupOf(matcher: { group(group: number | string): string | null }, name: string): string {
  try {
    return matcher.group(/^\d+$/.test(name) ? Number(name) : name) ?? "";
  } catch (error) {
    if (error instanceof RE2JSException) return "";
    throw error;
  }
}
