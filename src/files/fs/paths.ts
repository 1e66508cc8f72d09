/**
 * Paths of the tree. What comes from outside is read here once, into clean names under the person's base path; from then on
 * paths are lists of checked names, and are compared name by name (`/pub` is not above `/public`).
 *
 * As AList reads them: what climbs is refused where it can be seen to (`..`, `../x`, `/x/..`, `/x/../y`); a backslash is a
 * slash; and the rest is cleaned with the base path as the ceiling. Percent signs mean nothing here: whoever takes a path
 * from an address or a header decodes it, once.
 */
import { Refusal } from "../../lib/errors.ts";
import type { Names } from "../storage/storage.ts";

/** Characters of a whole path. Longer ones no system has. */
const LONGEST = 4096;

/** Folders in folders. Each is held open while what is in it is worked on, and there are only so many that can be. */
export const MOST_LEVELS = 128;

const CLIMBS = /^\.\.$|\/\.\.$|^\.\.\/|\/\.\.\//;

const notAllowed = (): Refusal => new Refusal("path_not_allowed");

/** Clean and absolute: one slash between names, none at the end, no `.` and no `..`. */
function cleanNames(raw: string): Names {
  const names: string[] = [];
  for (const name of raw.replaceAll("\\", "/").split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names;
}

export const pathOf = (names: Names): string => `/${names.join("/")}`;

export const cleanPath = (raw: string): string => pathOf(cleanNames(raw));

/** What a clean path is made of. */
export const namesOf = (path: string): Names => (path === "/" ? [] : path.slice(1).split("/"));

/** The first is the second, or lies below it. Both are clean. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === "/" || path === folder || path.startsWith(`${folder}/`);

/** The folder above; `/` is its own. */
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The name below a folder, of a clean path. */
export const joinPath = (folder: string, name: string): string => (folder === "/" ? `/${name}` : `${folder}/${name}`);

/** A path as its owner sees it and as it lies in the whole tree. */
export interface Place {
  /** Below the base path. */
  readonly own: string;
  readonly full: string;
}

/** @throws Refusal `path_not_allowed` */
function readable(raw: string): string {
  if (raw.length > LONGEST || raw.includes("\0") || !raw.isWellFormed() || CLIMBS.test(raw)) throw notAllowed();
  return raw;
}

/**
 * @param basePath Of the person.
 * @param raw As it came, decoded.
 * @throws Refusal `path_not_allowed`
 */
export function resolvePath(basePath: string, raw: string): Place {
  const own = cleanNames(readable(raw));
  const full = [...cleanNames(basePath), ...own];
  if (full.length > MOST_LEVELS) throw notAllowed();
  return { own: pathOf(own), full: pathOf(full) };
}

/** A name that is to stand in a folder: one, and not a path. @throws Refusal `path_not_allowed` */
export function singleName(raw: string): string {
  const name = readable(raw);
  if (name === "" || name === "." || name === ".." || /[/\\]/.test(name)) throw notAllowed();
  return name;
}
