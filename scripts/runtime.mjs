/**
 * Which Node.js runs Alldoor: the machine's own from version 24, else the one pinned in `runtime/`, which npm fetches.
 *
 * Newer builds of Node.js for Linux need the system's `libatomic.so.1`, which a slim container has not; `runtime/lts/`
 * pins a release that does without. A build is tried once, when it has just been installed: on a system that no build
 * is made for (an old glibc) that turns an obscure loader error into one sentence.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { install, isInstalled, libcFamily, packagesOfThisPlatform } from "./install.mjs";
import { Failure, run } from "./run.mjs";

const OLDEST = 24;

/** @returns {boolean} whether the Node.js of this process can run Alldoor */
export function isOwnNodeEnough() {
  return Number.parseInt(process.versions.node, 10) >= OLDEST;
}

/**
 * @param {string} root
 * @returns {string | undefined} the pinned Node.js, if it is installed and was seen to run here
 */
export function pinnedNode(root) {
  for (const folder of candidates(root)) {
    if (!isInstalled(folder)) return undefined;
    const verdict = verdictOn(folder);
    if (verdict?.runs) return verdict.binary;
  }
  return undefined;
}

/**
 * @param {string} root
 * @param {(message: string) => void} say
 * @returns {Promise<string>} the pinned Node.js
 * @throws {Failure} when none of the pinned builds runs on this system
 */
export async function installPinnedNode(root, say) {
  /** @type {string[]} */
  const reasons = [];
  if (libcFamily() === "musl") throw noBuild("npm has none for systems built on musl, such as Alpine.");
  for (const folder of candidates(root)) {
    const [found] = Object.entries(packagesOfThisPlatform(folder));
    if (!found) throw noBuild(`npm has none for ${process.platform} ${process.arch}.`);
    const [path, { version }] = found;
    if (!isInstalled(folder)) {
      const why = reasons.length === 0 ? `this machine has ${process.versions.node}` : "that one does not run here";
      say(`Fetching Node.js ${version}, since ${why}`);
      await install(folder);
    }
    const verdict = verdictOn(folder) ?? (await tryOut(folder, binaryIn(path)));
    if (verdict.runs) return verdict.binary;
    reasons.push(`${version}: ${verdict.words}`);
  }
  throw noBuild(`the builds that npm has do not run on this system:\n  ${reasons.join("\n  ")}`);
}

/** @param {string} why */
function noBuild(why) {
  return new Failure(
    `Alldoor needs Node.js ${OLDEST} or newer; this is ${process.versions.node}, and ${why}\n` +
      `Install Node.js ${OLDEST} or newer, then try again: https://nodejs.org/en/download`,
  );
}

/** @param {string} root */
function candidates(root) {
  const folder = join(root, "runtime");
  return process.platform === "linux" ? [folder, join(folder, "lts")] : [folder];
}

/** @param {string} path of the package, in its folder */
function binaryIn(path) {
  return join(path, "bin", process.platform === "win32" ? "node.exe" : "node");
}

/**
 * @typedef {object} Verdict
 * @property {boolean} runs
 * @property {string} binary
 * @property {string} words what the loader said, where it does not
 */

/**
 * @param {string} folder
 * @param {string} path of the binary, in the folder
 * @returns {Promise<Verdict>}
 */
async function tryOut(folder, path) {
  const { code, output } = await run(join(folder, path), ["--version"], { cwd: folder });
  writeFileSync(
    verdictFile(folder),
    JSON.stringify({ runs: code === 0, path, words: output.trim() || `exit ${code}` }),
  );
  return /** @type {Verdict} */ (verdictOn(folder));
}

/**
 * Inside `node_modules`, so that it goes when another build is installed there.
 * @param {string} folder
 */
function verdictFile(folder) {
  return join(folder, "node_modules", ".alldoor-verdict");
}

/**
 * @param {string} folder
 * @returns {Verdict | undefined}
 */
function verdictOn(folder) {
  const file = verdictFile(folder);
  if (!existsSync(file)) return undefined;
  const { runs, path, words } = JSON.parse(readFileSync(file, "utf8"));
  return { runs, binary: join(folder, path), words };
}
