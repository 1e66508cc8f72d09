/**
 * Claim sources that several entries need beside a plain path: words joined, an address around an id, the last piece of
 * an address, a flag that is a text or a number, one member of a list. Each gives nothing where the answer has nothing.
 */
import { claimValue } from "../claims.ts";
import { isJsonObject } from "../json.ts";
import { readAnswers, readPath } from "../path.ts";
import type { Answers, ClaimSource, Json } from "../provider.ts";

const text = (answers: Answers, path: string): string => {
  const value = readAnswers(answers, path);
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() : "";
};

const orNothing = (value: string): string | undefined => (value === "" ? undefined : value);

/** The values with a space between them. */
export const joined =
  (...paths: readonly string[]): ClaimSource =>
  (answers) =>
    orNothing(
      paths
        .map((path) => text(answers, path))
        .filter((word) => word !== "")
        .join(" "),
    );

/** The first of several sources that gives something. */
export const firstOf =
  (...sources: readonly ClaimSource[]): ClaimSource =>
  (answers) => {
    for (const source of sources) {
      const value = claimValue(source, answers);
      if (value !== undefined && value !== null && value !== "") return value;
    }
    return undefined;
  };

/** An address around one value, encoded in the place of `{}`. */
export const addressWith =
  (template: string, path: string): ClaimSource =>
  (answers) => {
    const value = text(answers, path);
    return value === "" ? undefined : template.replace("{}", () => encodeURIComponent(value));
  };

/** What stands after the last slash. */
export const lastSegment =
  (path: string): ClaimSource =>
  (answers) =>
    orNothing(text(answers, path).split("/").at(-1) ?? "");

/** What stands before the first `mark`, or all where there is none. */
export const before =
  (mark: string, path: string): ClaimSource =>
  (answers) =>
    orNothing(text(answers, path).split(mark, 1)[0] ?? "");

/** A flag that this provider writes in its own way: `true` where the value is one of these. */
export const flag =
  (path: string, ...values: readonly Json[]): ClaimSource =>
  (answers) => {
    const value = readAnswers(answers, path);
    return value === undefined || value === null ? undefined : values.includes(value);
  };

/** `field` of the first member of a list whose `mark` is `true`. */
export const marked =
  (list: string, mark: string, field: string): ClaimSource =>
  (answers) => {
    const members = readAnswers(answers, list);
    const found = Array.isArray(members)
      ? members.find((member: Json) => isJsonObject(member) && readPath(member, mark) === true)
      : undefined;
    return readPath(found, field);
  };
