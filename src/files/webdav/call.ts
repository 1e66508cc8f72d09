/** One WebDAV request, proven and read: what every method is given. */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Actor, FileSystem, Node } from "../fs/file-system.ts";
import { parentOf } from "../fs/paths.ts";
import type { DavAttachments } from "./attachments.ts";
import { hrefOf, type Target } from "./href.ts";
import { DavRefusal } from "./refused.ts";

export interface DavCall {
  readonly http: EndpointRequest;
  readonly fs: FileSystem;
  readonly attachments: DavAttachments;
  /** With the lock tokens that the request has submitted. */
  readonly actor: Actor;
  readonly target: Target;
  /** Names (with ports) under which a `Destination` is ours. */
  readonly hosts: readonly string[];
  /** Unix seconds. */
  readonly now: number;
}

export type DavMethod = (call: DavCall) => Promise<Answer>;

/** What stands at the path, or `null`. @throws Refusal whatever else the tree refuses */
export async function nodeAt({ fs, actor }: Pick<DavCall, "fs" | "actor">, path: string): Promise<Node | null> {
  try {
    return await fs.stat(actor, path);
  } catch (error) {
    if (error instanceof Refusal && error.code === "file_not_found") return null;
    throw error;
  }
}

/**
 * What stands there, if the caller's bits let them change it. A lock in the way is no matter here: whoever asks for a lock is
 * told of it as a conflict, and whoever ends one ends it.
 */
export async function changeableButForLocks({
  fs,
  actor,
  target,
}: Pick<DavCall, "fs" | "actor" | "target">): Promise<Node> {
  try {
    return await fs.changeable(actor, target.path);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "file_locked")) throw error;
    return fs.stat(actor, target.path);
  }
}

export const hrefOfNode = (node: Pick<Node, "path" | "isFolder">): string => hrefOf(node.path, node.isFolder);

/** @throws DavRefusal 409 unless the path's parent is a folder (RFC 4918, 9.3.1, 9.7.1, 9.8.5) */
export async function requireParent(call: Pick<DavCall, "fs" | "actor">, path: string): Promise<void> {
  const parent = await nodeAt(call, parentOf(path));
  if (!parent?.isFolder) throw new DavRefusal(409, "The folder that it should be in does not exist.");
}

/** The `Depth` header. @throws DavRefusal 400 where it is not one of the values allowed */
export function depthOf<D extends "0" | "1" | "infinity">(
  { headers }: EndpointRequest,
  allowed: readonly D[],
  fallback: D,
): D {
  const header = headers["depth"];
  if (header === undefined) return fallback;
  const found = allowed.find((depth) => depth === String(header).trim().toLowerCase());
  if (found === undefined) throw new DavRefusal(400, "The Depth header is not one of this method's.");
  return found;
}
