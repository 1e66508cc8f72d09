/** The file server's domain for one piece of work: opened as a served one opens it, beside whichever may be running on the same data. */
import type { Files } from "../files/files.ts";
import { openFiles } from "../files/open-files.ts";
import { FILES_PORT } from "../files/serve.ts";
import { HUB_PORT } from "../hub/open-hub.ts";
import type { Configuration } from "../lib/configuration.ts";
import { createLog } from "../lib/log.ts";
import { filesAddress, filesKey } from "./serving/files.ts";
import { keptFilesClient } from "./serving/files-record.ts";

/** @throws what `openFiles` throws, and what the work throws */
export async function withFiles<T>(configuration: Configuration, work: (files: Files) => Promise<T>): Promise<T> {
  const { dataDirectory, databaseUrl, logLevel } = configuration;
  // Nothing is asked of the hub here; whoever it is, no work of a command reaches it.
  const nobody = { issuer: `http://localhost:${HUB_PORT}`, clientId: "", clientSecret: "" };
  const kept = keptFilesClient(dataDirectory);
  const { files, close } = await openFiles({
    // The address that it was served under last is the one that platforms know.
    address: filesAddress(kept && new URL(kept.redirectUri).origin, configuration, FILES_PORT),
    hub: kept ?? nobody,
    dataDirectory,
    databaseUrl,
    encryptionKey: filesKey(configuration),
    log: createLog(logLevel, "files", (lines) => void process.stderr.write(lines)),
  });
  try {
    return await work(files);
  } finally {
    await close();
  }
}
