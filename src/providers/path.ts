/**
 * Paths into a provider's answers: `picture.data.url`, `emails[0].value`, `["odd key"].x`.
 *
 * A step that is not there gives `undefined`, never an exception, and only an object's own members count: what an answer
 * calls `constructor` or `__proto__` reaches nothing of the program's.
 */
import type { Answers, Json } from "./provider.ts";

// One step: ["odd key"], [0], or a name up to the next dot or bracket.
const STEP = /\["([^"]+)"\]|\[(\d{1,6})\]|\.?([^.[\]]+)/y;

/**
 * The steps of a path.
 * @throws SyntaxError where the text is not a path.
 */
export function parsePath(path: string): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const start = STEP.lastIndex;
    const match = STEP.exec(path);
    if (match === null || (start === 0 && path.startsWith("."))) throw new SyntaxError(`not a path: ${path}`);
    const [, quoted, index, name] = match;
    steps.push(quoted ?? (index === undefined ? (name ?? "") : Number(index)));
  }
  if (steps.length === 0) throw new SyntaxError("not a path: it is empty");
  return steps;
}

/** What lies at `path` in `value`; `undefined` where nothing does. */
export function readPath(value: Json | undefined, path: string): Json | undefined {
  let here: Json | undefined = value;
  for (const step of parsePath(path)) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<string | number, Json>>)[step];
  }
  return here;
}

const ROOT = /^\$(token|idToken|callback|extra\.([^.[\]]+))(?:\.|(?=\[)|$)/;

/** Where a claim's path begins and how it goes on: `$extra.emails[0].email` begins in `extra.emails`. */
export function splitRoot(path: string): { readonly root: string; readonly rest: string } {
  const match = ROOT.exec(path);
  if (match === null) {
    if (path.startsWith("$")) throw new SyntaxError(`not a path: ${path} begins nowhere`);
    return { root: "profile", rest: path };
  }
  return { root: match[1] ?? "", rest: path.slice(match[0].length) };
}

/** What lies at a claim's path in all that the provider has answered. */
export function readAnswers(answers: Answers, path: string): Json | undefined {
  const { root, rest } = splitRoot(path);
  const start = root.startsWith("extra.")
    ? ownMember(answers.extra, root.slice(6))
    : answers[root as "profile" | "token" | "idToken" | "callback"];
  return rest === "" ? start : readPath(start, rest);
}

const ownMember = (record: Readonly<Record<string, Json>>, key: string): Json | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
