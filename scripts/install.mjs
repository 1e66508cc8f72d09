/**
 * Packages of one folder (the root, `runtime/` or `test/`), as its lock file says, without running any package's
 * install script.
 *
 * A stamp inside `node_modules` holds what was installed. `npm ci` removes `node_modules` before it writes, so an
 * installation that was interrupted has no stamp and is done again.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Failure, run } from "./run.mjs";

/** Every kind is named, since `NODE_ENV=production` or a person's own npm settings would otherwise leave some out. */
const NPM_CI = [
  "ci",
  "--ignore-scripts",
  "--include=prod",
  "--include=dev",
  "--include=optional",
  "--no-audit",
  "--no-fund",
  "--no-progress",
  "--engine-strict=false",
  "--loglevel=error",
];

/** What npm tells its scripts of the package that they belong to, and options meant for the command that ran them. */
const NOT_FOR_US =
  /^npm_(package_|lifecycle_|command$|config_(local_prefix|prefix|global_prefix|global|omit|include|production|only|package|call|dry_run|package_lock_only)$)/i;

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string | string[]} [os]
 * @property {string | string[]} [cpu]
 * @property {string | string[]} [libc]
 */

/**
 * @param {string} folder
 * @returns {boolean} whether `node_modules` holds what the lock file asks for, on this platform
 */
export function isInstalled(folder) {
  try {
    return readFileSync(stampOf(folder), "utf8") === wanted(folder);
  } catch {
    return false;
  }
}

/**
 * @param {string} folder
 * @throws {Failure} with npm's own words
 */
export async function install(folder) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_FOR_US.test(name)));
  const [command, ...args] = npmCommand();
  const { code, output } = await run(command, [...args, ...NPM_CI], { cwd: folder, env });
  if (code !== 0) throw new Failure(`npm ci failed in ${folder} (exit code ${code}):\n${output.trim()}`);
  // npm takes a package of binaries that it could not fetch for one that this platform does not need.
  const missing = Object.keys(packagesOfThisPlatform(folder)).filter((path) => !existsSync(join(folder, path)));
  if (missing.length > 0) throw new Failure(`npm could not fetch ${missing.join(", ")} in ${folder}. Try again.`);
  // Where no package names this platform, npm makes no folder.
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(stampOf(folder), wanted(folder));
}

/**
 * @param {string} folder
 * @returns {Record<string, LockedPackage>} by their path in `folder`, the locked packages that are made for exactly
 *   this system (operating system, processor, C library)
 */
export function packagesOfThisPlatform(folder) {
  /** @type {Record<string, LockedPackage>} */
  const packages = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
  const libc = libcFamily();
  return Object.fromEntries(
    Object.entries(packages).filter(
      ([, { os, cpu, libc: needed }]) =>
        listed(os, process.platform) && listed(cpu, process.arch) && (needed === undefined || listed(needed, libc)),
    ),
  );
}

/**
 * @param {string | string[] | undefined} list
 * @param {string | undefined} word
 */
function listed(list, word) {
  return word !== undefined && [list].flat().includes(word);
}

/** @returns {"glibc" | "musl" | undefined} the C library of a Linux */
export function libcFamily() {
  if (process.platform !== "linux") return undefined;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report?.getReport() ?? {});
  return report.header?.glibcVersionRuntime ? "glibc" : "musl";
}

/** @param {string} folder */
function stampOf(folder) {
  return join(folder, "node_modules", ".alldoor-installed");
}

/** @param {string} folder */
function wanted(folder) {
  const lock = createHash("sha256")
    .update(readFileSync(join(folder, "package-lock.json")))
    .digest("hex");
  return `${lock} ${process.platform} ${process.arch}\n`;
}

/**
 * The npm that started us, or else the one found first.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const started = process.env.npm_execpath;
  if (started && basename(started) === "npm-cli.js") return [process.execPath, started];
  if (process.platform !== "win32") return ["npm"];
  return [process.execPath, join(dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js")];
}
