/**
 * The sandbox, with its registrations kept in the data directory (`sandbox.json`), so that what was set up against it goes
 * on working after a restart. The secrets in there open nothing but this sandbox; they are still nobody else's business.
 */
import { join } from "node:path";
import { z } from "zod";
import type { SandboxApp } from "../../sandbox/apps.ts";
import { type ServedSandbox, serveSandbox } from "../../sandbox/serve.ts";
import { readPrivateJson, writePrivateJson } from "../private-file.ts";

export const SANDBOX_PORT = 9000;

const kept = z.object({
  apps: z.array(
    z.object({
      providerId: z.string(),
      clientId: z.string(),
      clientSecret: z.string(),
      redirectUris: z.array(z.string()),
      settings: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

const fileIn = (dataDirectory: string): string => join(dataDirectory, "sandbox.json");

/** What a sandbox on this data has registered. @throws Failure `file_unusable` */
export const sandboxApps = (dataDirectory: string): readonly SandboxApp[] =>
  readPrivateJson(fileIn(dataDirectory), kept)?.apps ?? [];

export interface OwnSandbox extends Omit<ServedSandbox, "close"> {
  /** Writes what has changed; otherwise that happens soon. */
  keep(): void;
  close(): Promise<void>;
}

interface OwnSandboxOptions {
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  /** Where it is reached, if that is not `http://localhost:<port>`. */
  readonly address?: string | undefined;
}

/** @throws Failure `file_unusable`; Node's error when the port is taken */
export async function serveOwnSandbox({ dataDirectory, host, port, address }: OwnSandboxOptions): Promise<OwnSandbox> {
  let changed: readonly SandboxApp[] | undefined;
  let soon: NodeJS.Immediate | undefined;
  const keep = () => {
    clearImmediate(soon);
    soon = undefined;
    if (changed) writePrivateJson(fileIn(dataDirectory), { apps: changed });
    changed = undefined;
  };
  // Loaded for a sandbox alone: whoever is served without one needs none of it.
  const { catalogue } = await import("../../providers/catalogue/whole.ts");
  const served = await serveSandbox({
    providers: catalogue,
    apps: sandboxApps(dataDirectory),
    onAppsChanged(apps) {
      changed = apps;
      soon ??= setImmediate(keep);
    },
    port,
    host,
    ...(address === undefined ? {} : { origin: address }),
  });
  return {
    ...served,
    keep,
    async close() {
      await served.close();
      keep();
    },
  };
}
