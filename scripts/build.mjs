/**
 * Builds `dist` from `src`: TypeScript for the server, TypeScript for the browser (its own project, whose library is
 * the DOM instead of Node.js), every other file beside them (style sheets, pictures) as it is, and the documents of `docs`,
 * which the hub shows.
 *
 * `dist` is replaced as a whole, and only by a build without an error, so that a file that is gone from `src` is gone
 * from `dist`, and a failing build leaves the last good one in place.
 */
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { finishCatalogue } from "./catalogue.mjs";
import { Failure, run } from "./run.mjs";

const COMPILED = /\.tsx?$/;
const NOT_SHIPPED = /(^|[\\/])(tsconfig\.json|[^\\/]+\.md)$/;

/**
 * @param {string} root
 * @returns {boolean} whether `dist` was built from `src` as it stands; by size and time, in a few milliseconds
 */
export function isBuilt(root) {
  try {
    return readFileSync(join(root, "dist", ".alldoor-built"), "utf8") === fingerprint(root);
  } catch {
    return false;
  }
}

/**
 * @param {string} root
 * @param {string} node the Node.js that runs the compiler
 * @throws {Failure} with the compiler's own words
 */
export async function build(root, node) {
  // Taken before compiling: what is saved while the compiler runs makes the next start build again.
  const built = fingerprint(root);
  const next = join(root, "dist.next");
  const previous = join(root, "dist.previous");
  rmSync(next, { recursive: true, force: true });
  rmSync(previous, { recursive: true, force: true });

  const compilations = [compile(root, node, [".", "--outDir", next])];
  if (existsSync(join(root, "src", "browser", "tsconfig.json"))) {
    compilations.push(compile(root, node, ["src/browser", "--outDir", join(next, "browser")]));
  }
  const errors = (await Promise.all(compilations)).filter((words) => words !== "");
  if (errors.length > 0) {
    rmSync(next, { recursive: true, force: true });
    throw new Failure(`The build failed:\n${errors.join("\n")}`);
  }

  for (const { path } of filesOf(join(root, "src"))) {
    if (COMPILED.test(path) || NOT_SHIPPED.test(path)) continue;
    mkdirSync(dirname(join(next, path)), { recursive: true });
    copyFileSync(join(root, "src", path), join(next, path));
  }
  for (const { path } of filesOf(join(root, "docs"))) {
    if (!path.endsWith(".md")) continue;
    mkdirSync(dirname(join(next, "docs", path)), { recursive: true });
    copyFileSync(join(root, "docs", path), join(next, "docs", path));
  }
  await finishCatalogue(next);
  writeFileSync(join(next, ".alldoor-built"), built);
  if (existsSync(join(root, "dist"))) renameSync(join(root, "dist"), previous);
  renameSync(next, join(root, "dist"));
  rmSync(previous, { recursive: true, force: true });
}

/**
 * @param {string} root
 * @param {string} node
 * @param {readonly string[]} args
 * @returns {Promise<string>} what the compiler found wrong, or nothing
 */
async function compile(root, node, args) {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const { code, output } = await run(node, [compiler, "-p", ...args], { cwd: root });
  return code === 0 ? "" : output.trim() || `tsc ended with exit code ${code}`;
}

/** @param {string} root */
function fingerprint(root) {
  const hash = createHash("sha256");
  for (const path of ["package-lock.json", "tsconfig.json"]) hash.update(readFileSync(join(root, path)));
  for (const folder of ["src", "docs"]) {
    for (const { path, size, modified } of filesOf(join(root, folder)))
      hash.update(`${folder}/${path}\0${size}\0${modified}\n`);
  }
  return `${hash.digest("hex")}\n`;
}

/**
 * @param {string} folder
 * @returns {{ path: string, size: number, modified: number }[]} every file below, in a fixed order
 */
function filesOf(folder, prefix = "") {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(prefix, entry.name);
    if (entry.isDirectory()) return filesOf(folder, path);
    const { size, mtimeMs } = statSync(join(folder, path));
    return [{ path, size, modified: mtimeMs }];
  });
}
