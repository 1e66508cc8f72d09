/**
 * A reader of the pages' own output for the tests. The pages are well-formed (every attribute quoted, every element
 * closed), so this is strict: what it cannot read is an error, and markup that slipped through unescaped is a node.
 */

export interface Element {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
  readonly parent: Element | null;
}

const voidTags = new Set(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"]);
const tagAt = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+="[^"<]*")*)\s*(\/?)>/y;
const attribute = /([^\s"'<>/=]+)="([^"<]*)"/g;

const decode = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** @throws Error where the text is not well-formed */
export const parse = (html: string): Element => {
  const prologue = "<!doctype html>";
  if (!html.startsWith(prologue)) throw new Error("There is no doctype.");
  const root: Element = { tag: "#root", attributes: new Map(), children: [], parent: null };
  let open = root;
  let at = prologue.length;
  while (at < html.length) {
    if (html[at] !== "<") {
      const end = html.indexOf("<", at);
      open.children.push(decode(html.slice(at, end === -1 ? undefined : end)));
      at = end === -1 ? html.length : end;
      continue;
    }
    tagAt.lastIndex = at;
    const match = tagAt.exec(html);
    if (!match) throw new Error(`Not well-formed: ${html.slice(at, at + 80)}`);
    const [whole, closing, tag = "", attributes = "", selfClosing] = match;
    at += whole.length;
    if (closing) {
      if (open.tag !== tag || !open.parent) throw new Error(`</${tag}> closes <${open.tag}>`);
      open = open.parent;
      continue;
    }
    const pairs = [...attributes.matchAll(attribute)].map(
      ([, name = "", value = ""]) => [name, decode(value)] as const,
    );
    if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error(`An attribute twice: ${whole}`);
    const element: Element = { tag, attributes: new Map(pairs), children: [], parent: open };
    open.children.push(element);
    if (!selfClosing && !voidTags.has(tag)) open = element;
  }
  if (open !== root) throw new Error(`<${open.tag}> is not closed`);
  return root;
};

/** Every element below, in the document's order. */
export const elements = (root: Element): Element[] =>
  root.children.flatMap((child) => (typeof child === "string" ? [] : [child, ...elements(child)]));

export const byTag = (root: Element, ...tags: readonly string[]): Element[] =>
  elements(root).filter((element) => tags.includes(element.tag));

export const attr = (element: Element, name: string): string | undefined => element.attributes.get(name);

/** The text inside, without what is hidden from screen readers. */
export const textOf = (element: Element): string =>
  attr(element, "aria-hidden") === "true"
    ? ""
    : element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");

export const ancestors = (element: Element): Element[] =>
  element.parent ? [element.parent, ...ancestors(element.parent)] : [];

/** The document with every text and attribute value taken out: its bare structure. */
export const skeleton = (root: Element): string =>
  elements(root)
    .map((element) => `${ancestors(element).length}${element.tag}[${[...element.attributes.keys()].join(" ")}]`)
    .join("\n");
