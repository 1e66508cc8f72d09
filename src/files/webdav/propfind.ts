/**
 * PROPFIND (RFC 4918, 9.1): properties of a file, or of a folder and what is directly in it. Depth infinity, which is what a
 * missing header means, is refused: it is as much work as somebody cares to ask for.
 */
import type { Node } from "../fs/file-system.ts";
import { type DavMethod, depthOf, hrefOfNode } from "./call.ts";
import type { DeadProperty, PropertyName } from "./dead-properties.ts";
import { isProtected, liveProperty, ordinaryNames, type Resource } from "./live-properties.ts";
import { lockViewer } from "./lock-discovery.ts";
import { covers, type Lock } from "./locks.ts";
import { emptyElement, multistatus, type PropertyStatus, responseElement } from "./multistatus.ts";
import { DavRefusal } from "./refused.ts";
import { childElements, DAV, isDav, type XmlElement } from "./xml.ts";
import { readXmlBody } from "./xml-body.ts";

/** Properties that one request can name: each is looked for at every file of a folder. */
const MOST_NAMES = 500;
/** Files whose dead properties are held at a time: what people keep there may be larger than memory. */
const AT_ONCE = 100;

type Wanted =
  | { readonly kind: "some"; readonly names: readonly PropertyName[] }
  | { readonly kind: "all"; readonly further: readonly PropertyName[] }
  | { readonly kind: "names" };

export const propfind: DavMethod = async (call) => {
  const { http, fs, actor, attachments, target, now } = call;
  const viewer = lockViewer(fs, actor, now);
  const about = (node: Node, locks: readonly Lock[]): Resource => ({
    node,
    locks,
    viewer,
    space: () => fs.space(actor, node.path),
  });
  const depth = depthOf(http, ["0", "1", "infinity"], "infinity");
  const wanted = readWanted(await readXmlBody(http));
  const node = await fs.stat(actor, target.path);
  if (depth === "infinity" && node.isFolder)
    throw new DavRefusal(403, "Depth: infinity is not answered.", { condition: "propfind-finite-depth" });
  if (depth === "0" || !node.isFolder) {
    const locks = await attachments.locks.covering(node.fullPath);
    const dead = await attachments.properties.of(node.fullPath);
    return multistatus([await describe(wanted, about(node, locks), dead)]);
  }
  const { folder, content } = await fs.list(actor, target.path);
  const locks = await attachments.locks.around(folder.fullPath);
  const all = [folder, ...content];
  const describeAll = async function* (): AsyncGenerator<string> {
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      const dead = await attachments.properties.ofEach(some.map(({ fullPath }) => fullPath));
      for (const one of some) {
        const covering = locks.length === 0 ? locks : locks.filter((lock) => covers(lock, one.fullPath));
        yield await describe(wanted, about(one, covering), dead.get(one.fullPath) ?? []);
      }
    }
  };
  return multistatus(describeAll());
};

/** @throws DavRefusal 400 where the body is not a `DAV:propfind` */
function readWanted(body: XmlElement | null): Wanted {
  if (body === null) return { kind: "all", further: [] };
  const invalid = (): DavRefusal => new DavRefusal(400, "The body is not a propfind element as RFC 4918 has it.");
  if (!isDav(body, "propfind")) throw invalid();
  const children = childElements(body);
  const prop = children.filter((child) => isDav(child, "prop"));
  const all = children.filter((child) => isDav(child, "allprop"));
  const names = children.filter((child) => isDav(child, "propname"));
  if (prop.length + all.length + names.length !== 1) throw invalid();
  if (names.length > 0) return { kind: "names" };
  if (children.flatMap(childElements).length > MOST_NAMES) throw new DavRefusal(400, "Too many properties are named.");
  if (prop[0]) return { kind: "some", names: childElements(prop[0]) };
  return { kind: "all", further: children.filter((child) => isDav(child, "include")).flatMap(childElements) };
}

async function describe(wanted: Wanted, resource: Resource, dead: readonly DeadProperty[]): Promise<string> {
  const href = hrefOfNode(resource.node);
  const found: string[] = [];
  const missing: string[] = [];
  if (wanted.kind !== "some") {
    for (const name of ordinaryNames) {
      const element = await liveProperty(name, resource);
      if (element !== null) found.push(wanted.kind === "names" ? `<D:${name}/>` : element);
    }
    found.push(...dead.map((property) => (wanted.kind === "names" ? emptyElement(property) : property.xml)));
  }
  const named = wanted.kind === "some" ? wanted.names : wanted.kind === "all" ? wanted.further : [];
  for (const name of named) {
    if (wanted.kind === "all" && name.namespace === DAV && ordinaryNames.includes(name.name)) continue;
    const element = await propertyElement(name, resource, dead);
    if (element === null) missing.push(emptyElement(name));
    else found.push(element);
  }
  const statuses: PropertyStatus[] = [];
  if (found.length > 0 || missing.length === 0) statuses.push({ status: 200, elements: found });
  if (missing.length > 0) statuses.push({ status: 404, elements: missing });
  return responseElement(href, statuses);
}

async function propertyElement(
  { namespace, name }: PropertyName,
  resource: Resource,
  dead: readonly DeadProperty[],
): Promise<string | null> {
  if (namespace === DAV && isProtected(name)) return liveProperty(name, resource);
  return dead.find((property) => property.namespace === namespace && property.name === name)?.xml ?? null;
}
