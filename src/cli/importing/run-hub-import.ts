/** One call of an import into the hub: read the source, write it or only try to, and answer with the report. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Configuration } from "../../lib/configuration.ts";
import type { Output } from "../output.ts";
import { hasStore, withHub } from "../with-hub.ts";
import type { HubWishes } from "./hub-wishes.ts";
import { importIntoHub } from "./into-hub.ts";
import { createReport, type ImportReport } from "./report.ts";
import { openSource, type Source } from "./source.ts";

export interface HubImport {
  readonly file: string;
  readonly dryRun: boolean;
  readonly configuration: Configuration;
  readonly output: Output;
  /** The tables that are of use. */
  readonly tables: ReadonlySet<string>;
  read(source: Source, report: ImportReport): Promise<HubWishes>;
}

/**
 * The configuration of a dry run: where there is no database yet it is tried on an empty one that is thrown away, so that a dry run
 * leaves nothing behind.
 */
export async function onTrial<T>(
  configuration: Configuration,
  isTrial: boolean,
  work: (configuration: Configuration) => Promise<T>,
): Promise<T> {
  if (!isTrial) return work(configuration);
  const folder = mkdtempSync(join(tmpdir(), "alldoor-import-"));
  try {
    return await work({ ...configuration, dataDirectory: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function runHubImport({
  file,
  dryRun,
  configuration,
  output,
  tables,
  read,
}: HubImport): Promise<undefined> {
  const before = createReport();
  const wishes = await read(openSource(file, tables), before);
  const report = await onTrial(configuration, dryRun && !hasStore(configuration), (place) =>
    withHub(place, (hub) => importIntoHub(hub, wishes, before, dryRun)),
  );
  output.answer({ dry_run: dryRun, ...report.document() }, report.text(dryRun));
  return undefined;
}
