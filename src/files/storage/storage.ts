/**
 * storage: where bytes are. A storage is a tree of folders and files that knows no person, no permission and no mount; local
 * folders are the first, an object store can be another. Paths are lists of names, checked before (`files/fs/paths.ts`): no
 * empty one, no `.` or `..`, no separator, no NUL.
 */
import type { Readable } from "node:stream";

export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes; 0 for folders. */
  readonly size: number;
  /** Milliseconds since 1970, with the storage's own fraction. */
  readonly modifiedAt: number;
  readonly createdAt: number;
  /** Changes whenever the content does; of a file, ready to be quoted as an ETag. */
  readonly tag: string;
}

export type Names = readonly string[];

/** What is known of everything in a folder before each thing is looked at. */
export type Named = Pick<Entry, "name" | "isFolder">;

/** First and last byte, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface WriteOptions {
  /** Bytes that will come, where that is known: fewer or more is a broken upload and leaves the old file as it was. */
  readonly size?: number;
  /** Milliseconds since 1970: what the file's time will be. */
  readonly modifiedAt?: number;
  /** `false`: refuses where there is a file. */
  readonly overwrite?: boolean;
}

/**
 * Whatever fails is a `Refusal`: `file_not_found`, `file_exists`, `folder_expected`, `file_expected`, `path_not_allowed`,
 * `name_too_long`, `upload_incomplete`, `storage_full`, `storage_read_only`, `storage_denied`, `storages_crossed`, `into_itself`, `busy`.
 */
export interface Storage {
  /** Shown to administrators and as AList's `provider`: `Local`. */
  readonly driver: string;
  readonly readOnly: boolean;
  /** `null` where there is nothing. Never follows a link out of the storage. */
  stat(path: Names): Promise<Entry | null>;
  /**
   * What a folder holds, in no order.
   * @param pick Chooses, of all that is there, what is looked at and given, in its order: of a large folder that is quick.
   */
  list(path: Names, pick?: (all: readonly Named[]) => readonly Named[]): Promise<readonly Entry[]>;
  /**
   * The stream holds little in memory; `entry` is of the file that is open, whatever stands there a moment later.
   * @param range First and last byte, both included, within the file.
   */
  read(path: Names, range?: ByteRange): Promise<{ readonly entry: Entry; readonly body: Readable }>;
  /** Writes aside, syncs, and renames: readers see the old file or the new one. The parent must exist. */
  write(path: Names, body: Readable, options?: WriteOptions): Promise<Entry>;
  /** @param parents Makes missing ones too; what is there already is fine then. */
  makeFolder(path: Names, parents: boolean): Promise<void>;
  /** Renames within the storage. @param overwrite What stands at `to` goes away, whole. */
  move(from: Names, to: Names, overwrite: boolean): Promise<void>;
  /** Copies a file, or a folder with (`deep`) or without what it holds. */
  copy(from: Names, to: Names, options: { readonly overwrite: boolean; readonly deep: boolean }): Promise<void>;
  /** Removes a file, or a folder with all that it holds. */
  remove(path: Names): Promise<void>;
  /** Removes a folder that holds nothing. @returns whether it did */
  removeEmpty(path: Names): Promise<boolean>;
  /** Sets a file's time. */
  touch(path: Names, modifiedAt: number): Promise<void>;
  /** Bytes, where the storage knows. */
  space(): Promise<{ readonly used: number; readonly available: number } | null>;
  /** Ends what the storage does by itself. */
  close(): void;
}
