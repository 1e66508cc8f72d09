/** The file server as the command line serves it: its secrets sealed by a key that is kept in the data directory. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ServedFiles, serveFiles } from "../../files/serve.ts";
import type { Configuration } from "../../lib/configuration.ts";
import { createLog } from "../../lib/log.ts";
import { newSealingKeyText } from "../../lib/seal.ts";
import type { Output } from "../output.ts";
import { keptText } from "../private-file.ts";

export const filesAddress = (given: string | undefined, { tls }: Configuration, port: number): string =>
  given ?? `${tls ? "https" : "http"}://localhost:${port}`;

/** The configured encryption key, else one of its own: what is sealed must outlive a restart, and is nothing of the hub's. */
export const filesKey = ({ encryptionKey, dataDirectory }: Configuration): string =>
  encryptionKey ?? keptText(join(dataDirectory, "files.key"), () => `${newSealingKeyText()}\n`);

export interface FilesProgram {
  readonly configuration: Configuration;
  readonly port: number;
  /** The origin under which browsers reach it. */
  readonly address: string;
  readonly hub: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
  /**
   * The hub, where this very process serves it: its certificate is trusted, whoever signed it, and its first administrator to
   * come is ours.
   */
  readonly ownHub?: { isAdministrator(subject: string): Promise<boolean> };
  readonly output: Output;
}

/** @throws what `serveFiles` throws */
export function openFilesProgram({
  configuration,
  port,
  address,
  hub,
  ownHub,
  output,
}: FilesProgram): Promise<ServedFiles> {
  const { host, tls, trustedProxies, logLevel, dataDirectory, databaseUrl, sandbox, allowPrivate, tracing } =
    configuration;
  return serveFiles({
    host,
    port,
    tls,
    address,
    hub,
    trustedProxies,
    dataDirectory,
    databaseUrl,
    sandbox,
    allowPrivate,
    tracing,
    encryptionKey: filesKey(configuration),
    ...(ownHub ? { isHubAdministrator: ownHub.isAdministrator } : {}),
    ...(ownHub && tls ? { ca: [readFileSync(tls.certFile, "utf8")] } : {}),
    log: createLog(logLevel, "files", output.writeLog),
  });
}
