/**
 * The file server's services in one value, made once by `open-files.ts` and passed to everything that needs them. Nothing
 * of a request is ever kept here.
 */
import type { BlockList } from "node:net";
import type { Database } from "../db/database.ts";
import type { Clock } from "../lib/clock.ts";
import type { IdSource } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import type { PasswordHasher } from "../lib/passwords.ts";
import type { Vault } from "../lib/seal.ts";
import type { Tracing } from "../lib/tracing/tracing.ts";
import type { ProviderApp, ProviderFetch } from "../providers/index.ts";
import type { FileSystem } from "./fs/file-system.ts";
import type { Storages } from "./fs/storages.ts";
import type { Metas } from "./metas/store.ts";
import type { Browsers } from "./web/browsers.ts";
import type { DavAttachments } from "./webdav/attachments.ts";

export interface Files {
  /** Our own origin, from the configuration and never from a request. */
  readonly address: string;
  /** Whether that is https. */
  readonly secure: boolean;
  /** Of the package. */
  readonly version: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly vault: Vault;
  readonly passwords: PasswordHasher;
  readonly log: Log;
  readonly trustedProxies: BlockList;
  /** Made only where somebody collects them. */
  readonly tracing: Tracing | null;
  /** What is mounted in the tree. */
  readonly storages: Storages;
  /** Rules of folders. */
  readonly metas: Metas;
  /** The tree: the only way to anybody's files. */
  readonly fs: FileSystem;
  readonly attachments: DavAttachments;
  readonly browsers: Browsers;
  /** What we are at the hub: one of its applications, like any other. */
  readonly hub: { readonly app: ProviderApp; readonly fetch: ProviderFetch };
  /** The way to every other platform. */
  readonly upstream: {
    readonly fetch: ProviderFetch;
    /** The address that the browser is sent to: the platform's own, or the sandbox's in sandbox mode. */
    toBrowser(url: string): string;
  };
  /**
   * Whether the hub's administrators are known to be ours, and this `sub` is one: the first of them to come makes this server's
   * first administrator. Says no where the hub is another's.
   */
  isHubAdministrator(subject: string): Promise<boolean>;
}
