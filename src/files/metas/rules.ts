/**
 * metas: rules for folders, by full path, as AList has them: a password, who may write, which names are hidden, and texts
 * above and below the list. Only the nearest rule counts (the folder's own, else that of the closest folder above it), and it
 * reaches below its folder where its `…Sub` says so. Owns the rules and their table; `files/fs` applies them on every way in.
 */
import { sameSecret } from "../../lib/bearer.ts";
import { isWithin, nameOf, parentOf } from "../fs/paths.ts";
import { compilePattern, type Pattern } from "./pattern.ts";

export interface Meta {
  readonly id: number;
  /** Full and clean. */
  readonly path: string;
  /** Empty: none. */
  readonly password: string;
  readonly passwordSub: boolean;
  readonly write: boolean;
  readonly writeSub: boolean;
  /** Regular expressions, one a line. */
  readonly hide: string;
  readonly hideSub: boolean;
  readonly readme: string;
  readonly readmeSub: boolean;
  readonly header: string;
  readonly headerSub: boolean;
}

interface Rule {
  readonly meta: Meta;
  readonly patterns: readonly Pattern[];
  opensWith(password: string): boolean;
}

export interface FolderRules {
  readonly isEmpty: boolean;
  /** The rule of a folder, or the closest one above it. */
  nearest(full: string): Meta | null;
  /** Whether the rule for its folder hides the name that a full path ends in. */
  hides(full: string): boolean;
  /** Whether a rule hides any of the names that a full path is made of. */
  hidesWithin(full: string): boolean;
  /** Whether something in or below the folder may be hidden. */
  mayHideWithin(folder: string): boolean;
  /** Whether the password that counts for it, if any, is this one. Compared in constant time. */
  opens(full: string, isFolder: boolean, password: string): boolean;
  /** Whether a password is asked for at all. */
  isProtected(full: string, isFolder: boolean): boolean;
  allowsWriting(folder: string): boolean;
  /** Rules of folders in and below a folder, its own left out. */
  below(full: string): readonly Pick<Rule, "opensWith">[];
  texts(folder: string): { readonly readme: string; readonly header: string };
}

const ruleOf = (meta: Meta): Rule => ({
  meta,
  patterns: meta.hide
    .split("\n")
    .map((line) => line.replace(/\r$/, ""))
    // An empty expression fits everything, and nobody means that by an empty line.
    .filter((line) => line !== "")
    .map(compilePattern),
  opensWith: (password) => meta.password === "" || sameSecret(meta.password, password),
});

/** @throws Refusal `bad_request` where a line of `hide` is no expression */
export function folderRules(metas: readonly Meta[]): FolderRules {
  const rules = new Map(metas.map((meta) => [meta.path, ruleOf(meta)]));

  const nearestRule = (full: string): Rule | undefined => {
    if (rules.size === 0) return undefined;
    for (let path = full; ; path = parentOf(path)) {
      const rule = rules.get(path);
      if (rule || path === "/") return rule;
    }
  };

  const reaches = (rule: Rule, folder: string, below: boolean): boolean => rule.meta.path === folder || below;

  /** A file is under its folder's own rule; only folders in it ask whether the rule goes down. */
  const passwordRule = (full: string, isFolder: boolean): Rule | undefined => {
    const rule = nearestRule(full);
    if (!rule || rule.meta.password === "") return undefined;
    const folder = isFolder ? full : parentOf(full);
    return reaches(rule, full, rule.meta.passwordSub) || rule.meta.path === folder ? rule : undefined;
  };

  const hides = (full: string): boolean => {
    const folder = parentOf(full);
    const rule = nearestRule(folder);
    if (!rule || rule.patterns.length === 0 || !reaches(rule, folder, rule.meta.hideSub)) return false;
    const name = nameOf(full);
    return rule.patterns.some((pattern) => pattern.fits(name));
  };

  return {
    isEmpty: rules.size === 0,
    nearest: (full) => nearestRule(full)?.meta ?? null,
    hides,
    hidesWithin(full) {
      for (let path = full; path !== "/"; path = parentOf(path)) if (hides(path)) return true;
      return false;
    },
    mayHideWithin(folder) {
      const own = nearestRule(folder);
      if (own && own.patterns.length > 0 && reaches(own, folder, own.meta.hideSub)) return true;
      return [...rules.values()].some(({ meta, patterns }) => patterns.length > 0 && isWithin(meta.path, folder));
    },
    opens: (full, isFolder, password) => passwordRule(full, isFolder)?.opensWith(password) ?? true,
    isProtected: (full, isFolder) => passwordRule(full, isFolder) !== undefined,
    allowsWriting(folder) {
      const rule = nearestRule(folder);
      return rule?.meta.write === true && reaches(rule, folder, rule.meta.writeSub);
    },
    below: (full) => [...rules.values()].filter(({ meta }) => meta.path !== full && isWithin(meta.path, full)),
    texts(folder) {
      const meta = nearestRule(folder)?.meta;
      const own = meta?.path === folder;
      return {
        readme: meta && (own || meta.readmeSub) ? meta.readme : "",
        header: meta && (own || meta.headerSub) ? meta.header : "",
      };
    },
  };
}
