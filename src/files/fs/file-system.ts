/**
 * fs: the tree that people see, made of mounted storages, and what each of them may do in it. The one place that enforces
 * base path, permission bits and folder rules (metas): pages, API, links and WebDAV call this and decide nothing themselves.
 *
 * Every path that comes in is the caller's own (`/` is the base path) and raw; it is resolved here once, and refused where it
 * climbs (`path_not_allowed`). Names in lists are single names.
 */
import type { Readable } from "node:stream";
import type { Entry, WriteOptions } from "../storage/storage.ts";
import type { User } from "../users/user.ts";
import type { Operation } from "./operations.ts";

/** Who asks, and by which way: WebDAV needs bits of its own beside those of the operation. */
export interface Actor {
  readonly user: User;
  readonly way: "page" | "api" | "webdav";
  /** What an app password allows at most; left out, all that the person may. */
  readonly bounds?: { readonly access: "read" | "write"; readonly path: string };
  /** A folder's password, where the caller gave one. */
  readonly folderPassword?: string;
  /** Tokens of WebDAV locks that the caller says it holds. Whoever gives none is refused whatever is locked. */
  readonly lockTokens?: readonly string[];
}

/** A thing in the tree, seen by somebody. */
export interface Node extends Entry {
  /** Seen by the caller: `/` is the base path. */
  readonly path: string;
  /** From the tree's own root; what links and search show, as AList has it. */
  readonly fullPath: string;
  /** The storage's driver; `null` for a folder that only exists because something is mounted below it. */
  readonly driver: string | null;
}

export interface Listing {
  readonly folder: Node;
  readonly content: readonly Node[];
  /** How many there are; with a window `content` is a part of them. */
  readonly total: number;
  /** Texts of the nearest folder rule. */
  readonly readme: string;
  readonly header: string;
  /** Whether the caller may make folders and upload here. */
  readonly canWrite: boolean;
}

export interface SearchOptions {
  /** Case-insensitive part of a name. */
  readonly keywords: string;
  readonly kind: "all" | "folders" | "files";
  /** How many are gone through at most, and how many are given. */
  readonly page: number;
  readonly perPage: number;
}

/** Refusals: `path_not_allowed`, `permission_denied`, `folder_password_wrong`, `storage_not_found`, and what storages throw. */
/** A part of a list, in the order of names. */
export interface Window {
  readonly start: number;
  readonly count: number;
  readonly foldersFirst?: boolean;
}

export interface FileSystem {
  /** Refuses before the first step what would be refused at each. @throws Refusal `permission_denied` */
  demand(actor: Actor, operation: Operation): void;
  /** Where the path is in the whole tree, whether or not something stands there. @throws Refusal `path_not_allowed` */
  fullPath(actor: Actor, path: string): string;
  /**
   * What stands there, if the caller may change it without changing its bytes (lock it, give it properties): the bits are
   * those of `write`, and locks count.
   */
  changeable(actor: Actor, path: string): Promise<Node>;
  /** @throws Refusal `file_not_found` where there is nothing, or nothing that the caller may see. */
  stat(actor: Actor, path: string): Promise<Node>;
  /** @param window Which of them, in their order by name; of a large folder only those are looked at. */
  list(actor: Actor, path: string, window?: Window): Promise<Listing>;
  read(
    actor: Actor,
    path: string,
    range?: { readonly start: number; readonly end: number },
  ): Promise<{ readonly node: Node; readonly body: Readable }>;
  /** @param parents Missing folders above it are made too. */
  write(
    actor: Actor,
    path: string,
    body: Readable,
    options: WriteOptions & { readonly parents: boolean },
  ): Promise<{ readonly node: Node; readonly created: boolean }>;
  makeFolder(actor: Actor, path: string, parents: boolean): Promise<void>;
  /** In its folder. @param name A single name. */
  rename(actor: Actor, path: string, name: string, overwrite: boolean): Promise<void>;
  /** @param to The whole new path, name included. @returns whether it replaced something. */
  move(actor: Actor, from: string, to: string, overwrite: boolean): Promise<{ readonly replaced: boolean }>;
  copy(
    actor: Actor,
    from: string,
    to: string,
    options: { readonly overwrite: boolean; readonly deep: boolean },
  ): Promise<{ readonly replaced: boolean }>;
  remove(actor: Actor, path: string): Promise<void>;
  /** Removes the folders below a folder that hold nothing, not even what the caller does not see. */
  removeEmptyFolders(actor: Actor, path: string): Promise<void>;
  touch(actor: Actor, path: string, modifiedAt: number): Promise<void>;
  search(
    actor: Actor,
    parent: string,
    options: SearchOptions,
  ): Promise<{ readonly content: readonly Node[]; readonly total: number }>;
  /** Of the storage that holds the path. */
  space(actor: Actor, path: string): Promise<{ readonly used: number; readonly available: number } | null>;
  /** What a signed link stands for: no person, no permission; the full path from the tree's root. */
  readLinked(
    fullPath: string,
    range?: { readonly start: number; readonly end: number },
  ): Promise<{ readonly node: Node; readonly body: Readable }>;
  statLinked(fullPath: string): Promise<Node>;
}
