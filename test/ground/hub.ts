/**
 * A served hub for flow tests: the real program on a real port, with a fresh database, a clock that tests move, and short
 * ways to what a test needs to exist first. What a test is about goes over HTTP.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClientSettingsInput, readClientSettings } from "../../src/hub/clients/settings.ts";
import { createClient, type MadeClient } from "../../src/hub/clients/store.ts";
import type { Hub } from "../../src/hub/hub.ts";
import { ensureFirstOrganization } from "../../src/hub/organizations/store.ts";
import { type ServedHub, serveHub } from "../../src/hub/serve.ts";
import { createUser, type NewUser, type User } from "../../src/hub/users/store.ts";
import { type Configuration, readConfiguration } from "../../src/lib/configuration.ts";
import { silentLog } from "../../src/lib/log.ts";
import { type TestClock, testClock } from "./clock.ts";

export interface TestHub {
  readonly hub: Hub;
  /** The issuer, which is also where it answers. */
  readonly url: string;
  readonly time: TestClock;
  readonly setUpLink: string | null;
  readonly logouts: ServedHub["logouts"];
  readonly webhooks: ServedHub["webhooks"];
  readonly mails: ServedHub["mails"];
  readonly dataDirectory: string;
  /** A client with the settings given; the rest as a new one has it. */
  makeClient(settings?: Partial<ClientSettingsInput>): Promise<MadeClient>;
  /** A person with a password. */
  makeUser(wish?: Partial<NewUser> & { readonly password?: string }): Promise<User & { readonly password: string }>;
  close(): Promise<void>;
}

export interface TestHubOptions {
  /** `postgres://…` of an empty database; SQLite where it is left out. */
  readonly databaseUrl?: string | undefined;
  /** Further settings by variable name. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A data directory to start again in; it is kept. */
  readonly dataDirectory?: string;
  readonly time?: TestClock;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

let count = 0;

/** Hashes of the passwords that people of the tests have: each costs tens of milliseconds by design, so it is made once. */
const hashes = new Map<string, Promise<string>>();

function hashOf({ passwords }: Pick<Hub, "passwords">, password: string): Promise<string> {
  const known = hashes.get(password) ?? passwords.hash(password);
  hashes.set(password, known);
  return known;
}

export async function startHub(options: TestHubOptions = {}): Promise<TestHub> {
  const { time = testClock() } = options;
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), "alldoor-test-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const configuration: Configuration = readConfiguration({
    ALLDOOR_DATA: dataDirectory,
    ALLDOOR_PORT: String(port),
    ALLDOOR_ISSUER: url,
    ...(options.databaseUrl === undefined ? {} : { ALLDOOR_DATABASE_URL: options.databaseUrl }),
    ...options.environment,
  });
  const served: ServedHub = await serveHub({ configuration, clock: time.clock, log: silentLog });
  const { hub } = served;
  return {
    hub,
    url,
    time,
    setUpLink: served.setUpLink,
    logouts: served.logouts,
    webhooks: served.webhooks,
    mails: served.mails,
    dataDirectory,
    async makeClient(settings = {}) {
      count += 1;
      const input = { name: `Client ${count}`, redirectUris: ["https://app.example.com/callback"], ...settings };
      return hub.db.write(async (tx) => {
        const organization = await ensureFirstOrganization(tx, hub);
        return createClient(tx, hub, organization.id, readClientSettings(input));
      });
    },
    async makeUser({ password = "correct horse battery staple", ...wish } = {}) {
      count += 1;
      const number = count;
      const passwordHash = wish.passwordHash === undefined ? await hashOf(hub, password) : wish.passwordHash;
      const user = await hub.db.write(async (tx) => {
        const organization = await ensureFirstOrganization(tx, hub);
        return createUser(tx, hub, {
          organizationId: organization.id,
          name: `person${number}`,
          displayName: `Person ${number}`,
          email: `person${number}@example.com`,
          emailVerified: true,
          isAdmin: false,
          ...wish,
          passwordHash,
        });
      });
      return { ...user, password };
    },
    async close() {
      await served.close();
      if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
