/**
 * The XML of WebDAV (RFC 4918, 8.2 and 17): request bodies read into elements with their namespaces, and elements written as
 * XML that stands by itself. No document type, so no entity but XML's own five; bounded in depth and count, because anybody
 * who may sign in may send one.
 */
import { SaxesParser } from "saxes";
import { DavRefusal } from "./refused.ts";
import { escapeAttribute, escapeText } from "./xml-text.ts";

export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  /** Elements and text, in order. */
  readonly content: readonly (XmlElement | string)[];
}

export interface XmlAttribute {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

export const DAV = "DAV:";
const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";
const DEEPEST = 32;
/** Elements and attributes. */
const MOST_PARTS = 10_000;
/** Characters: a prefix says a namespace in a letter, and what is written anew says it whole, each time. */
const LONGEST_NAMESPACE = 512;

interface Open extends XmlElement {
  readonly content: (XmlElement | string)[];
}

/** @throws DavRefusal 400 where it is not well formed or larger than allowed, 415 in another encoding than UTF-8 and UTF-16 */
export function readXml(bytes: Buffer): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const path: Open[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  parser.on("error", (cause) => {
    throw new DavRefusal(400, "The XML is not well formed.", { cause });
  });
  parser.on("doctype", () => {
    throw new DavRefusal(400, "A document type is not accepted.");
  });
  parser.on("opentag", (tag) => {
    const attributes = Object.values(tag.attributes)
      .filter(({ uri }) => uri !== XMLNS)
      .map(({ uri, local, value }) => ({ namespace: uri, name: local, value }));
    count += 1 + attributes.length;
    if (path.length >= DEEPEST || count > MOST_PARTS) throw new DavRefusal(400, "The XML is nested too deep.");
    if ([tag.uri, ...attributes.map(({ namespace }) => namespace)].some(({ length }) => length > LONGEST_NAMESPACE))
      throw new DavRefusal(400, "The XML has a namespace that is too long.");
    const element: Open = { namespace: tag.uri, name: tag.local, attributes, content: [] };
    path.at(-1)?.content.push(element);
    root ??= element;
    path.push(element);
  });
  parser.on("closetag", () => void path.pop());
  parser.on("text", (text) => void path.at(-1)?.content.push(text));
  parser.on("cdata", (text) => void path.at(-1)?.content.push(text));
  parser.write(decoded(bytes)).close();
  if (root === undefined) throw new DavRefusal(400, "The XML has no element.");
  return root;
}

/** RFC 4918, 8.2 asks for UTF-8 and UTF-16; the byte order mark tells which. */
function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  const wide = first === 0xfe && second === 0xff ? "utf-16be" : first === 0xff && second === 0xfe ? "utf-16le" : null;
  const [, named = "utf-8"] =
    /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]{1,40})/.exec(bytes.toString("latin1", 0, 200)) ?? [];
  if (wide === null && !/^(utf-?8|us-ascii)$/i.test(named))
    throw new DavRefusal(415, "The XML is neither in UTF-8 nor in UTF-16.");
  try {
    return new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DavRefusal(400, "The XML is not in the encoding that it says.", { cause });
  }
}

export const childElements = (element: XmlElement): readonly XmlElement[] =>
  element.content.filter((part) => typeof part !== "string");

export const isDav = (element: XmlElement, name: string): boolean => element.namespace === DAV && element.name === name;

export const textOf = (element: XmlElement): string =>
  element.content.filter((part) => typeof part === "string").join("");

/** The element with the language that holds around it, where it names none itself (RFC 4918, 4.3). */
export function inLanguage(element: XmlElement, around: readonly XmlElement[]): XmlElement {
  const languageOf = ({ attributes }: XmlElement) =>
    attributes.find(({ namespace, name }) => namespace === XML && name === "lang");
  if (languageOf(element)) return element;
  const inherited = around.map(languageOf).findLast((attribute) => attribute !== undefined);
  return inherited ? { ...element, attributes: [...element.attributes, inherited] } : element;
}

/** @param inside The default namespace of where it will stand; of none, and of none known, it says its own. */
export function writeXml(element: XmlElement, inside?: string): string {
  const { namespace, name, attributes, content } = element;
  let tag = name;
  if (namespace !== inside) tag += ` xmlns="${escapeAttribute(namespace)}"`;
  for (const [index, attribute] of attributes.entries()) tag += ` ${writeAttribute(attribute, `a${index}`)}`;
  if (content.length === 0) return `<${tag}/>`;
  const inner = content.map((part) => (typeof part === "string" ? escapeText(part) : writeXml(part, namespace)));
  return `<${tag}>${inner.join("")}</${name}>`;
}

function writeAttribute({ namespace, name, value }: XmlAttribute, prefix: string): string {
  const quoted = `"${escapeAttribute(value)}"`;
  if (namespace === "") return `${name}=${quoted}`;
  if (namespace === XML) return `xml:${name}=${quoted}`;
  return `xmlns:${prefix}="${escapeAttribute(namespace)}" ${prefix}:${name}=${quoted}`;
}
