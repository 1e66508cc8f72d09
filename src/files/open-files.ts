/** Makes the file server's services from what it is told, in the order in which they need each other, and closes them again. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { filesMigrations } from "../db/files-migrations/index.ts";
import { openDatabase } from "../db/open.ts";
import { tracedDatabase } from "../db/traced.ts";
import { type Clock, systemClock } from "../lib/clock.ts";
import { createIdSource } from "../lib/ids.ts";
import { createLog, type Log } from "../lib/log.ts";
import { addressList } from "../lib/network.ts";
import { createOutbound, sandboxRewrite } from "../lib/outbound.ts";
import { createPasswordHasher, type PasswordHasher } from "../lib/passwords.ts";
import { createVault, sealingKey } from "../lib/seal.ts";
import type { TracingConfiguration } from "../lib/tracing/configuration.ts";
import { openTracing } from "../lib/tracing/open-tracing.ts";
import { tracedFetch } from "../lib/tracing/traced-fetch.ts";
import type { Tracing } from "../lib/tracing/tracing.ts";
import { changesSoFar, createFollower, type Follower } from "./arrangement.ts";
import type { Files } from "./files.ts";
import { createFileSystem } from "./fs/create-file-system.ts";
import { openStorages, type Storages } from "./fs/storages.ts";
import { openMetas } from "./metas/store.ts";
import { HUB_CALLBACK_PATH } from "./platforms/addresses.ts";
import { hubEntry } from "./platforms/hub-entry.ts";
import { ensureHubPlatform } from "./platforms/hub-platform.ts";
import { prepareSettings } from "./settings/store.ts";
import { BACKCHANNEL_LOGOUT_PATH } from "./sso/backchannel-logout.ts";
import { ensureGuest } from "./users/store.ts";
import { createBrowsers } from "./web/browsers.ts";
import { createAttachments } from "./webdav/attachments.ts";

/** The database's file in the data directory, where it is SQLite. */
export const FILES_SQLITE = "files.sqlite";

export interface FilesOptions {
  /** The origin under which browsers reach us. */
  readonly address: string;
  readonly hub: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
  /** Holds the database where it is SQLite. */
  readonly dataDirectory: string;
  /** `postgres://…`; it may be the hub's, since no table has the same name. */
  readonly databaseUrl?: string | undefined;
  /** What seals secrets: 32 random bytes as text, kept from start to start. */
  readonly encryptionKey: string;
  /** The folder that the first start mounts at `/`; left out, `files` in the data directory. */
  readonly root?: string | undefined;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  /** Certificates (PEM) that the hub may have besides those of the system's authorities. */
  readonly ca?: readonly string[];
  readonly isHubAdministrator?: (subject: string) => Promise<boolean>;
  /** Address of a sandbox, where platforms are looked for in place of the internet. */
  readonly sandbox?: string | undefined;
  /** Hosts and networks of platforms that may be called though they are private. */
  readonly allowPrivate?: readonly string[];
  /** Where traces are sent, if they are. */
  readonly tracing?: TracingConfiguration | undefined;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly passwords?: PasswordHasher;
}

export interface OpenFiles {
  readonly files: Files;
  /** Tells what others have changed in rules and mounts. */
  readonly follower: Follower;
  close(): Promise<void>;
}

/** Where the hub sends browsers back to: what is registered there, byte for byte. */
export const callbackAddress = (address: string): string => `${address}${HUB_CALLBACK_PATH}`;

/** Where the hub says that somebody has signed out there. */
export const backchannelLogoutAddress = (address: string): string => `${address}${BACKCHANNEL_LOGOUT_PATH}`;

/** The hub is who the administrator says it is, so it may live on a private address, at that host and port alone. */
function hostAndPort(issuer: string): string {
  const { hostname, port, protocol } = new URL(issuer);
  return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}

/** In sandbox mode the platforms' addresses are moved to the sandbox, which may then be called; nothing else changes. */
function openUpstream(
  { sandbox, allowPrivate = [], ca }: FilesOptions,
  tracing: Tracing | null,
): Files["upstream"] & { close(): void } {
  const rewrite = sandbox === undefined ? undefined : sandboxRewrite(sandbox);
  const allow = [...allowPrivate, ...(sandbox === undefined ? [] : [new URL(sandbox).host])];
  const outbound = createOutbound({ allow, ...(ca === undefined ? {} : { ca }), ...(rewrite ? { rewrite } : {}) });
  return {
    fetch: tracedFetch(tracing, outbound.fetch),
    toBrowser: (url) => (rewrite ? rewrite(new URL(url)).href : url),
    close: () => outbound.close(),
  };
}

const packageVersion = (): string => {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
};

/**
 * @throws Refusal `configuration_invalid`, `encryption_key_wrong`; TypeError where the issuer is not an address; whatever the
 * database says when it can't be opened
 */
export async function openFiles(options: FilesOptions): Promise<OpenFiles> {
  const { address, hub, clock = systemClock, log = createLog("info", "files"), trustedProxies = [], ca } = options;
  const secure = address.startsWith("https:");
  const vault = createVault([sealingKey(options.encryptionKey)]);
  const proxies = addressList(trustedProxies);
  const allowed = hostAndPort(hub.issuer);
  const tracing = openTracing(options.tracing, { name: "alldoor-files", log });
  const opened = await openDatabase({
    url: options.databaseUrl,
    dataDirectory: options.dataDirectory,
    fileName: FILES_SQLITE,
    tables: filesMigrations,
    clock,
    onIdleError: (error) => log.warn("database.connection-lost", { error }),
  });
  const db = tracedDatabase(tracing, opened);
  const outbound = createOutbound({ allow: [allowed], ...(ca === undefined ? {} : { ca }) });
  const upstream = openUpstream(options, tracing);
  let storages: Storages | undefined;
  const close = async () => {
    outbound.close();
    upstream.close();
    storages?.close();
    await db.close();
    await tracing?.close();
    log.flush();
  };
  try {
    const changes = await changesSoFar(db);
    const metas = await openMetas(db, vault);
    const firstRoot = options.root ?? join(resolve(options.dataDirectory), "files");
    storages = await openStorages({ db, clock, firstRoot });
    const attachments = createAttachments(db, clock);
    const files: Files = {
      address,
      secure,
      version: packageVersion(),
      db,
      clock,
      ids: createIdSource(clock),
      vault,
      passwords: options.passwords ?? createPasswordHasher(),
      log,
      trustedProxies: proxies,
      storages,
      metas,
      fs: createFileSystem({ storages, metas, clock, attachments }),
      attachments,
      browsers: createBrowsers(vault, secure, address),
      hub: {
        app: {
          provider: hubEntry,
          clientId: hub.clientId,
          clientSecret: hub.clientSecret,
          settings: { issuer: hub.issuer },
          redirectUri: callbackAddress(address),
        },
        fetch: tracedFetch(tracing, outbound.fetch),
      },
      upstream,
      tracing,
      isHubAdministrator: options.isHubAdministrator ?? (() => Promise.resolve(false)),
    };
    await prepareSettings(files);
    await db.write(async (tx) => {
      await ensureGuest(tx, files);
      await ensureHubPlatform(tx, files, options.isHubAdministrator !== undefined);
    });
    return { files, follower: createFollower(files, changes), close };
  } catch (error) {
    await close();
    throw error;
  }
}
