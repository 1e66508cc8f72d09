/**
 * Live properties: what the server knows of a file by itself (RFC 4918, 15; quota: RFC 4331). Each gives the XML inside its
 * element, or `null` where the file has no such property. None can be set.
 */

import type { Node } from "../fs/file-system.ts";
import { mediaType } from "../web/media-type.ts";
import { type LockViewer, lockDiscovery, SUPPORTED_LOCKS } from "./lock-discovery.ts";
import type { Lock } from "./locks.ts";
import { escapeText } from "./xml-text.ts";

export interface Resource {
  readonly node: Node;
  readonly viewer: LockViewer;
  readonly locks: readonly Lock[];
  /** Bytes of the storage that holds it; asked for only where a quota is. */
  space(): Promise<{ readonly used: number; readonly available: number } | null>;
}

type Value = string | null | Promise<string | null>;

export const etagOf = (node: Pick<Node, "isFolder" | "tag">): string | null => (node.isFolder ? null : `"${node.tag}"`);

const properties: Readonly<Record<string, (resource: Resource) => Value>> = {
  creationdate: ({ node }) => new Date(node.createdAt).toISOString().replace(/\.\d+Z$/, "Z"),
  displayname: ({ node }) => escapeText(node.path === "/" ? "/" : node.name),
  getcontentlength: ({ node }) => (node.isFolder ? null : String(node.size)),
  getcontenttype: ({ node }) => (node.isFolder ? null : mediaType(node.name)),
  getetag: ({ node }) => {
    const etag = etagOf(node);
    return etag === null ? null : escapeText(etag);
  },
  getlastmodified: ({ node }) => new Date(node.modifiedAt).toUTCString(),
  lockdiscovery: ({ locks, viewer }) => lockDiscovery(locks, viewer),
  resourcetype: ({ node }) => (node.isFolder ? "<D:collection/>" : ""),
  supportedlock: () => SUPPORTED_LOCKS,
  "quota-available-bytes": async ({ node, space }) => bytes(node, (await space())?.available),
  "quota-used-bytes": async ({ node, space }) => bytes(node, (await space())?.used),
};

const bytes = (node: Node, count: number | undefined): string | null =>
  node.isFolder && count !== undefined ? String(Math.max(0, Math.floor(count))) : null;

const names = Object.keys(properties);

/** What `DAV:allprop` gives; a quota has to be asked for (RFC 4331, 3). */
export const ordinaryNames: readonly string[] = names.filter((name) => !name.startsWith("quota-"));

/** Names in `DAV:` that only the server can write, those of other documents that clients try included. */
export const isProtected = (name: string): boolean => Object.hasOwn(properties, name);

/** The whole element, or `null`. @param name In `DAV:`. */
export async function liveProperty(name: string, resource: Resource): Promise<string | null> {
  if (!Object.hasOwn(properties, name)) return null;
  const value = await properties[name]?.(resource);
  if (value === null || value === undefined) return null;
  return value === "" ? `<D:${name}/>` : `<D:${name}>${value}</D:${name}>`;
}
