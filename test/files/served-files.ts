/** A served file server beside a hub of the test, registered there, with the test's clock and its log kept to be read. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Files } from "../../src/files/files.ts";
import { callbackAddress } from "../../src/files/open-files.ts";
import { serveFiles } from "../../src/files/serve.ts";
import { beginSession } from "../../src/files/sessions/store.ts";
import { staticHash } from "../../src/files/users/static-hash.ts";
import { createUser, type NewUser } from "../../src/files/users/store.ts";
import type { User } from "../../src/files/users/user.ts";
import { findUser } from "../../src/hub/users/store.ts";
import type { Configuration } from "../../src/lib/configuration.ts";
import { createLog } from "../../src/lib/log.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { freePort, type TestHub } from "../ground/hub.ts";

export interface TestFiles {
  readonly url: string;
  readonly files: Files;
  readonly dataDirectory: string;
  readonly encryptionKey: string;
  /** Everything that was logged. */
  log(): string;
  /** A browser that can reach hub and files. */
  browser(): BrowserClient;
  /** A person with a password. */
  makeUser(wish?: Partial<NewUser> & { readonly password?: string }): Promise<User & { readonly password: string }>;
  /** A token of AList's API. */
  token(user: User): Promise<string>;
  /** The value of a session's cookie. */
  cookie(user: User): Promise<string>;
  /** A call of AList's API: its envelope, with the HTTP status. `json` makes it a POST. */
  api(path: string, call?: ApiCall): Promise<{ status: number; code: number; message: string; data: never }>;
  close(): Promise<void>;
}

export interface ApiCall extends RequestInit {
  readonly token?: string;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
}

export interface TestFilesOptions {
  readonly clientSecret?: string;
  readonly encryptionKey?: string;
  readonly port?: number;
  /** A folder to start again in; it is kept. */
  readonly dataDirectory?: string;
  /** `postgres://…` of an empty database; SQLite where it is left out. */
  readonly databaseUrl?: string | undefined;
  readonly consent?: "first-party" | "always";
  /** Address of a sandbox that the platforms are looked for in. */
  readonly sandbox?: string;
  readonly allowPrivate?: readonly string[];
  readonly tracing?: Configuration["tracing"];
}

let count = 0;

export async function startFiles(hub: TestHub, options: TestFilesOptions = {}): Promise<TestFiles> {
  const {
    encryptionKey = randomBytes(32).toString("base64url"),
    port = await freePort(),
    consent = "first-party",
  } = options;
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), "alldoor-files-"));
  const url = `http://localhost:${port}`;
  const made = await hub.makeClient({
    redirectUris: [callbackAddress(url)],
    grantTypes: ["authorization_code"],
    consent,
  });
  const lines: string[] = [];
  const log = createLog("debug", "files", (text) => void lines.push(text));
  const served = await serveFiles({
    host: "127.0.0.1",
    port,
    address: url,
    hub: {
      issuer: hub.url,
      clientId: made.client.clientId,
      clientSecret: options.clientSecret ?? made.clientSecret ?? "",
    },
    encryptionKey,
    dataDirectory,
    databaseUrl: options.databaseUrl,
    sandbox: options.sandbox,
    ...(options.allowPrivate === undefined ? {} : { allowPrivate: options.allowPrivate }),
    tracing: options.tracing,
    isHubAdministrator: async (subject) => (await findUser(hub.hub.db, subject))?.isAdmin === true,
    clock: hub.time.clock,
    log,
  });
  return {
    url,
    files: served.files,
    dataDirectory,
    encryptionKey,
    log() {
      log.flush();
      return lines.join("");
    },
    browser: () => new BrowserClient(url, hub.url),
    async makeUser({ password = "correct horse battery staple", ...wish } = {}) {
      count += 1;
      const username = `reader${count}`;
      const passwordHash = await served.files.passwords.hash(staticHash(password));
      const user = await served.files.db.write((tx) =>
        createUser(tx, served.files, {
          username,
          role: "general",
          basePath: "/",
          permission: 0,
          passwordHash,
          ...wish,
        }),
      );
      return { ...user, password };
    },
    token: (user) =>
      served.files.db.write((tx) =>
        beginSession(tx, served.files, user, "token", { address: "127.0.0.1", userAgent: "test" }),
      ),
    cookie: (user) =>
      served.files.db.write((tx) =>
        beginSession(tx, served.files, user, "cookie", { address: "127.0.0.1", userAgent: "test" }),
      ),
    async api(path, { token, ...init } = {}) {
      const answer = await fetch(`${url}${path}`, {
        ...init,
        method: init.method ?? (init.json === undefined ? "GET" : "POST"),
        headers: {
          ...(token === undefined ? {} : { authorization: token }),
          ...(init.json === undefined ? {} : { "content-type": "application/json" }),
          ...init.headers,
        },
        ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
      });
      return { status: answer.status, ...((await answer.json()) as { code: number; message: string; data: never }) };
    },
    async close() {
      await served.close();
      if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
