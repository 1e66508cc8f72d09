/**
 * PROPPATCH (RFC 4918, 9.2): properties are set and removed in the order of the body, all of them or none. What the server
 * knows by itself can't be set; one of Windows' own is obeyed besides being kept, since copying a file's time is what it is for.
 */
import type { Node } from "../fs/file-system.ts";
import { type DavCall, type DavMethod, hrefOfNode } from "./call.ts";
import type { DeadProperty, PropertyChange, PropertyName } from "./dead-properties.ts";
import { isProtected } from "./live-properties.ts";
import { emptyElement, multistatus, type PropertyStatus, responseElement } from "./multistatus.ts";
import { DavRefusal } from "./refused.ts";
import { childElements, DAV, inLanguage, isDav, textOf, writeXml, type XmlElement } from "./xml.ts";
import { readXmlBody } from "./xml-body.ts";

const WINDOWS = "urn:schemas-microsoft-com:";

interface Update {
  readonly changes: readonly PropertyChange[];
  /** Milliseconds since 1970: the time that Windows asks for. */
  readonly modifiedAt: number | undefined;
}

export const proppatch: DavMethod = async (call) => {
  const body = await readXmlBody(call.http);
  if (body === null || !isDav(body, "propertyupdate"))
    throw new DavRefusal(400, "The body is not a propertyupdate element as RFC 4918 has it.");
  const update = readUpdate(body);
  if (update.changes.length === 0) throw new DavRefusal(400, "The body names no property.");
  const node = await call.fs.changeable(call.actor, call.target.path);
  return multistatus([responseElement(hrefOfNode(node), await apply(call, node, update))]);
};

async function apply(call: DavCall, node: Node, { changes, modifiedAt }: Update): Promise<readonly PropertyStatus[]> {
  const named = new Map(changes.map(nameOf).map((name) => [emptyElement(name), name]));
  const refused = [...named].filter(([, { namespace, name }]) => namespace === DAV && isProtected(name));
  if (refused.length > 0) {
    const elements = refused.map(([element]) => element);
    const others = [...named.keys()].filter((element) => !elements.includes(element));
    const status: PropertyStatus = { status: 403, elements, condition: "cannot-modify-protected-property" };
    return others.length > 0 ? [status, { status: 424, elements: others }] : [status];
  }
  const hasRoom = await call.attachments.properties.change(node.fullPath, changes);
  if (!hasRoom) return [{ status: 507, elements: [...named.keys()] }];
  if (modifiedAt !== undefined && !node.isFolder) await call.fs.touch(call.actor, node.path, modifiedAt);
  return [{ status: 200, elements: [...named.keys()] }];
}

const nameOf = (change: PropertyChange): PropertyName => ("set" in change ? change.set : change.remove);

function readUpdate(body: XmlElement): Update {
  const changes: PropertyChange[] = [];
  let modifiedAt: number | undefined;
  for (const step of childElements(body)) {
    const isSet = isDav(step, "set");
    if (!isSet && !isDav(step, "remove")) continue;
    for (const prop of childElements(step).filter((child) => isDav(child, "prop")))
      for (const property of childElements(prop)) {
        const { namespace, name } = property;
        if (!isSet) changes.push({ remove: { namespace, name } });
        else {
          changes.push({ set: deadProperty(inLanguage(property, [body, step, prop])) });
          if (namespace === WINDOWS && name === "Win32LastModifiedTime") modifiedAt = timeOf(textOf(property));
        }
      }
  }
  return { changes, modifiedAt };
}

const deadProperty = (element: XmlElement): DeadProperty => ({
  namespace: element.namespace,
  name: element.name,
  xml: writeXml(element),
});

function timeOf(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) || time < 0 ? undefined : time;
}
