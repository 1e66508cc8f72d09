/**
 * The hub's domain for one piece of work: opened as a served hub opens it (migrated, its encryption key checked), beside
 * hubs that may be running on the same data, and closed again.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { SQLITE_FILE } from "../db/open.ts";
import type { Actor } from "../hub/audit/audit.ts";
import type { Hub } from "../hub/hub.ts";
import { openHub } from "../hub/open-hub.ts";
import type { Configuration } from "../lib/configuration.ts";
import { createLog } from "../lib/log.ts";
import { keptFilesClient } from "./serving/files-record.ts";

/** Who does what commands do: whoever may use the data directory. */
export const COMMAND_LINE: Actor = {};

/** @throws what `openHub` throws, and what the work throws */
export async function withHub<T>(configuration: Configuration, work: (hub: Hub) => Promise<T>): Promise<T> {
  const log = createLog(configuration.logLevel, "alldoor", (lines) => void process.stderr.write(lines));
  const issuer = knownIssuer(configuration);
  const { hub, close } = await openHub({ configuration, log, ...(issuer === undefined ? {} : { issuer }) });
  try {
    return await work(hub);
  } finally {
    await close();
  }
}

/**
 * The address under which `alldoor start` last served this data, where the configuration says nothing of it.
 * @throws Failure `file_unusable`
 */
export const knownIssuer = ({ issuer, port, dataDirectory }: Configuration): string | undefined =>
  issuer === undefined && port === undefined ? keptFilesClient(dataDirectory)?.issuer : undefined;

/** Whether there is a database to look into: what only reads makes none, least of all under a mistyped `--data`. */
export const hasStore = ({ databaseUrl, dataDirectory }: Configuration): boolean =>
  databaseUrl !== undefined || existsSync(join(dataDirectory, SQLITE_FILE));

export const nothingThere = ({ dataDirectory }: Configuration): string =>
  `There is no database in ${dataDirectory} yet.`;
