/** `results/latest.json`: everything a run found, for later runs to be held against. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of results, made if it is not there. */
export function resultsFolder(): string {
  const folder = join(import.meta.dirname, "..", "..", "results");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @returns the file. */
export function writeResults(results: object): string {
  const file = join(resultsFolder(), "latest.json");
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return file;
}
