/**
 * docs: the guides of `docs/` in the running hub, the same for everybody. Owns which documents there are and how they become
 * pages; the texts themselves are files beside the program, and nothing of an installation is in them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { renderMarkdown } from "./markdown.ts";

export const DOCS = "/docs";

export interface Document {
  readonly title: string;
  readonly html: string;
}

export interface Library {
  /** The guides' names and titles, in the order in which they are read. */
  readonly guides: readonly { readonly name: string; readonly title: string }[];
  /** @param name `operations`, or `providers/github`. @returns `undefined` where there is no such document */
  find(name: string): Document | undefined;
}

/** What is for whoever begins stands first; what is not named here comes behind, in the order of names. */
const ORDER = [
  "recipes",
  "groups-and-roles",
  "operations",
  "where-things-are-done",
  "migrating",
  "configuration",
  "api",
  "providers",
  "library",
];

/** `dist/docs` where the program was built, the checkout's `docs` while the sources themselves run. */
function folder(): URL {
  const built = new URL("../../docs/", import.meta.url);
  return existsSync(built) ? built : new URL("../../../docs/", import.meta.url);
}

const namesIn = (at: URL): string[] =>
  readdirSync(at)
    .filter((file) => /^[\w-]+\.md$/.test(file))
    .map((file) => file.slice(0, -3))
    .sort();

const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

const titleOf = (text: string, name: string): string => /^# (.+)$/m.exec(text)?.[1] ?? name;

/** @throws Error when the documents are not there */
export function openLibrary(at: URL = folder()): Library {
  const guides = namesIn(at);
  const names: ReadonlySet<string> = new Set([
    ...guides,
    ...namesIn(new URL("providers/", at)).map((name) => `providers/${name}`),
  ]);
  const read = (name: string): string => readFileSync(new URL(`${name}.md`, at), "utf8");
  const made = new Map<string, Document>();

  /** The address of a document that another one names by a path of its own; `undefined` for what is none. */
  const addressFrom =
    (name: string) =>
    (href: string): string | undefined => {
      const place = URL.canParse(href, `http://docs/${name}`) ? new URL(href, `http://docs/${name}`) : undefined;
      if (place?.host !== "docs" || !place.pathname.endsWith(".md")) return undefined;
      const target = place.pathname.slice(1, -3);
      return names.has(target) ? `${DOCS}/${target}${place.hash}` : undefined;
    };

  let titled: Library["guides"] | undefined;

  return {
    get guides() {
      titled ??= guides
        .toSorted((a, b) => rank(a) - rank(b))
        .map((name) => ({ name, title: titleOf(read(name), name) }));
      return titled;
    },
    find(name) {
      if (!names.has(name)) return undefined;
      const known = made.get(name);
      if (known) return known;
      const text = read(name);
      const document = { title: titleOf(text, name), html: renderMarkdown(text, addressFrom(name)) };
      made.set(name, document);
      return document;
    },
  };
}
