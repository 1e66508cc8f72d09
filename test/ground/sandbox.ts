/** A served sandbox, and a hub that is in sandbox mode with a provider registered there. */
import {
  callbackAddress,
  createProvider,
  type ProviderRow,
  type ProviderSettings,
} from "../../src/hub/providers/store.ts";
import { catalogue, findProvider } from "../../src/providers/catalogue/index.ts";
import { type ServedSandbox, serveSandbox } from "../../src/sandbox/serve.ts";
import type { BrowserClient, Shown } from "./browser-client.ts";
import { startHub, type TestHub, type TestHubOptions } from "./hub.ts";

export interface SandboxedHub extends TestHub {
  readonly sandbox: ServedSandbox;
  /** Registers a provider of the catalogue on both sides. */
  addProvider(entryId: string, more?: Partial<ProviderSettings>): Promise<ProviderRow>;
}

export async function startSandboxedHub(options: TestHubOptions = {}): Promise<SandboxedHub> {
  const sandbox = await serveSandbox({ port: 0, providers: catalogue, slowMs: 60_000 });
  const started = await startHub({ ...options, environment: { ...options.environment, ALLDOOR_SANDBOX: sandbox.url } });
  const { hub, url } = started;
  return {
    ...started,
    sandbox,
    async addProvider(entryId, more = {}) {
      const entry = findProvider(entryId);
      if (!entry) throw new Error(`no entry ${entryId}`);
      const app = sandbox.sandbox.app(entryId);
      const row = await hub.db.write((tx) =>
        createProvider(tx, hub, entry, {
          displayName: entry.name,
          clientId: app.clientId,
          clientSecret: app.clientSecret,
          settings: sandbox.sandbox.demoSettings(entryId),
          scope: null,
          allowSignUp: true,
          enabled: true,
          ...more,
        }),
      );
      const known = sandbox.sandbox.app(entryId);
      sandbox.sandbox.registerApp({
        ...known,
        redirectUris: [...known.redirectUris, callbackAddress(url, row)],
        ...(more.settings === undefined ? {} : { settings: row.settings }),
      });
      return row;
    },
    async close() {
      await started.close();
      await sandbox.close();
    },
  };
}

/** Chooses a person on the sandbox's consent page. */
export const choosePerson = (browser: BrowserClient, page: Shown, person: string, fault = "none"): Promise<Shown> =>
  browser.submit(page, fault === "denied" ? { allow: "no" } : { person, fault });
