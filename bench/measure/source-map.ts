/** Where a place in a built file stands in its source, by the map that lies beside it. */
import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const maps = new Map<string, SourceMap | undefined>();

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) {
    const path = `${file}.map`;
    maps.set(file, existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, "utf8"))) : undefined);
  }
  return maps.get(file);
}

/**
 * @param url Of the built file, or a name such as `node:crypto`.
 * @param line,column Counted from 0.
 * @returns `src/hub/keys/ring.ts:42`, a package and its file, or the name as it is
 */
export function placeInSource(url: string, line: number, column: number): string {
  if (!url.startsWith("file:")) return url;
  const file = fileURLToPath(url);
  const entry = mapOf(file)?.findEntry(line, column);
  if (entry && "originalSource" in entry) {
    const source = resolve(dirname(file), entry.originalSource);
    return `${relative(process.cwd(), source)}:${entry.originalLine + 1}`;
  }
  const inPackage = file.lastIndexOf("/node_modules/");
  return inPackage === -1 ? `${file}:${line + 1}` : `${file.slice(inPackage + 14)}:${line + 1}`;
}
