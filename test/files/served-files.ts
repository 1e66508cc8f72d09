/** A served file server beside a hub of the test, registered there, with the test's clock and its log kept to be read. */
import { randomBytes } from "node:crypto";
import { callbackAddress } from "../../src/files/open-files.ts";
import { serveFiles } from "../../src/files/serve.ts";
import { createLog } from "../../src/lib/log.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { freePort, type TestHub } from "../ground/hub.ts";

export interface TestFiles {
  readonly url: string;
  readonly cookieKey: string;
  /** Everything that was logged. */
  log(): string;
  /** A browser that can reach hub and files. */
  browser(): BrowserClient;
  close(): Promise<void>;
}

export interface TestFilesOptions {
  readonly clientSecret?: string;
  readonly cookieKey?: string;
  readonly port?: number;
  readonly consent?: "first-party" | "always";
}

export async function startFiles(hub: TestHub, options: TestFilesOptions = {}): Promise<TestFiles> {
  const {
    cookieKey = randomBytes(32).toString("base64url"),
    port = await freePort(),
    consent = "first-party",
  } = options;
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
    cookieKey,
    clock: hub.time.clock,
    log,
  });
  return {
    url,
    cookieKey,
    log() {
      log.flush();
      return lines.join("");
    },
    browser: () => new BrowserClient(url, hub.url),
    close: () => served.close(),
  };
}
