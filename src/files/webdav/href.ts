/**
 * Addresses below `/dav`: which path of the tree one means, and how a path is written as one (RFC 4918, 8.3: percent-encoded,
 * a folder ends in a slash). Whether a path may be gone to is the tree's to say; here a name only must be one name.
 */
import { DavRefusal } from "./refused.ts";

export const DAV_ROOT = "/dav";

export interface Target {
  /** As the tree takes it: `/` is the caller's base path. */
  readonly path: string;
  /** Whether it was written as a folder, with a slash at its end. */
  readonly asFolder: boolean;
}

/** @throws DavRefusal 400 where it is not an address, 404 where a name can't be one */
export function targetOf(raw: string): Target {
  if (raw !== DAV_ROOT && !raw.startsWith(`${DAV_ROOT}/`)) throw new DavRefusal(403, "This address is not below /dav.");
  if (/[#\\]/.test(raw)) throw new DavRefusal(400, "This is not an address.");
  const names = raw.slice(DAV_ROOT.length).split("/").filter(Boolean).map(decoded);
  return { path: `/${names.join("/")}`, asFolder: raw.endsWith("/") };
}

function decoded(segment: string): string {
  let name: string;
  try {
    name = decodeURIComponent(segment);
  } catch (cause) {
    throw new DavRefusal(400, "The address is not percent-encoded UTF-8.", { cause });
  }
  if (/[/\\\u0000]/.test(name)) throw new DavRefusal(404, "There can be nothing of this name.");
  return name;
}

/** What `encodeURIComponent` leaves alone is allowed in a segment, but for these two, which some clients quote in XML. */
const encoded = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export function hrefOf(path: string, isFolder: boolean): string {
  const href = DAV_ROOT + path.split("/").map(encoded).join("/").replace(/\/$/, "");
  return isFolder ? `${href}/` : href;
}

/** A host as it is compared: a port that goes without saying is left out. */
export const plainHost = (host: string): string => host.toLowerCase().replace(/:(?:80|443)$/, "");

/**
 * The path of a `Destination` or of a tagged list, which may be an absolute address of ours or a path.
 * @param hosts Names as `plainHost` writes them that are ours: the one that the request came to, and the configured one.
 * @throws DavRefusal 400 where it is neither, 502 where it is another server's (RFC 4918, 9.8.5)
 */
export function targetOfReference(reference: string, hosts: readonly string[]): Target {
  if (reference.startsWith("/") && !reference.startsWith("//")) return targetOf(reference);
  // The parser would decode dots before anything here has looked at them, so only the host is taken from it.
  const [, authority = "", path = "/"] = /^https?:\/\/([^/?#]+)([^?#]*)$/i.exec(reference) ?? [];
  if (authority === "") throw new DavRefusal(400, "The Destination is not an address.");
  if (!hosts.includes(plainHost(authority))) throw new DavRefusal(502, "The Destination is on another server.");
  return targetOf(path);
}
