/**
 * Brings a checkout up to date before anything runs in it: packages, Node.js, `dist`.
 *
 * What is up to date already costs a few milliseconds and no lock. All words go to standard error, since standard
 * output belongs to the command that follows (`alldoor provider list --json`).
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, isBuilt } from "./build.mjs";
import { install, isInstalled } from "./install.mjs";
import { withLock } from "./lock.mjs";
import { Failure, run } from "./run.mjs";
import { installPinnedNode, isOwnNodeEnough, pinnedNode } from "./runtime.mjs";

/**
 * For running Alldoor: nothing is installed that only tests need.
 * @param {string} root
 * @returns {Promise<string>} the Node.js to run `dist` on
 */
export function prepareToRun(root) {
  return orExit(() => prepare(root, { folders: [""], pinned: !isOwnNodeEnough(), built: true }));
}

/**
 * For testing: always the pinned Node.js, so that a run means the same everywhere. Building is left to `prepareBuild`.
 * @param {string} root
 * @returns {Promise<string>} the pinned Node.js
 */
export function prepareToTest(root) {
  return orExit(() => prepare(root, { folders: ["", "test"], pinned: true, built: false }));
}

/**
 * For running Alldoor where it is not worked on: built, and bundled besides, so that it starts in a fraction of the time.
 * @param {string} root
 * @returns {Promise<string>} the Node.js to run it on
 */
export function prepareToShip(root) {
  return orExit(async () =>
    bundled(root, await prepare(root, { folders: [""], pinned: !isOwnNodeEnough(), built: true })),
  );
}

/**
 * For measuring what ships: the pinned Node.js, and what `bench/` measures against.
 * @param {string} root
 * @returns {Promise<string>} the pinned Node.js
 */
export function prepareToMeasure(root) {
  return orExit(async () => bundled(root, await prepare(root, { folders: ["", "bench"], pinned: true, built: true })));
}

/**
 * Builds, if `src` has changed since the last time.
 * @param {string} root
 * @param {string} node
 * @param {() => never} end called when the build fails, after its errors were shown
 */
export function prepareBuild(root, node, end) {
  return orExit(() => (isBuilt(root) ? Promise.resolve() : locked(root, () => buildIfStale(root, node))), end);
}

/** @param {string} message */
export function say(message) {
  process.stderr.write(`${message} …\n`);
}

/**
 * @param {string} root
 * @param {{ folders: readonly string[], pinned: boolean, built: boolean }} wanted
 * @returns {Promise<string>} the Node.js to go on with
 */
async function prepare(root, { folders, pinned, built }) {
  const paths = folders.map((folder) => join(root, folder));
  const ready = pinned ? pinnedNode(root) : process.execPath;
  if (ready && paths.every(isInstalled) && (!built || isBuilt(root))) return ready;
  return locked(root, async () => {
    const [node] = await settled([
      pinned ? installPinnedNode(root, say) : Promise.resolve(process.execPath),
      ...paths.map((path, at) => installPackages(path, folders[at] ? `Installing ${folders[at]}/` : "Installing")),
    ]);
    if (built) await buildIfStale(root, node);
    return node;
  });
}

/**
 * @param {string} folder
 * @param {string} words
 */
async function installPackages(folder, words) {
  if (isInstalled(folder)) return;
  say(words);
  await install(folder);
}

/**
 * @param {string} root
 * @param {string} node
 */
async function buildIfStale(root, node) {
  if (isBuilt(root)) return;
  say("Building");
  await build(root, node);
}

/**
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 */
function locked(root, work) {
  return withLock(join(root, "runtime", ".lock"), say, work);
}

/**
 * @param {string} root
 * @param {string} node
 * @returns {Promise<string>} the same Node.js
 */
async function bundled(root, node) {
  const isBundled = () => existsSync(join(root, "dist", "alldoor.js"));
  if (isBundled()) return node;
  return locked(root, async () => {
    if (isBundled()) return node;
    say("Bundling");
    const { code, output } = await run(node, [join(root, "scripts", "bundle.mjs"), root], { cwd: root });
    if (code !== 0) throw new Failure(`Bundling failed:\n${output.trim()}`);
    return node;
  });
}

/**
 * Waits for every one, also when one fails: the lock may not be given back while another still writes.
 * @param {readonly [Promise<string>, ...Promise<void>[]]} promises
 */
async function settled(promises) {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @param {() => never} end
 * @returns {Promise<T>}
 */
async function orExit(work, end = () => process.exit(1)) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return end();
  }
}
