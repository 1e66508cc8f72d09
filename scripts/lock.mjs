/**
 * One preparation at a time in a checkout: two first starts at once would each have `npm ci` delete what the other is
 * writing.
 *
 * The lock is a folder, since making one is atomic everywhere; inside stands who holds it. A holder that died (killed,
 * power lost) is recognised by its process id and taken over from. Taking over happens under a second folder, so that
 * of two who find the same dead holder one cannot remove the lock that the other has just made.
 */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "./run.mjs";

const POLL_MS = 100;
const SAY_AFTER_MS = 2_000;
const GIVE_UP_MS = 15 * 60_000;
/** How long a lock without a name in it, or a takeover, may be another's first instant; both take microseconds. */
const INSTANT_MS = 10_000;

/**
 * @template T
 * @param {string} folder the lock's own path; its parent must exist
 * @param {(message: string) => void} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Failure} when another process has held the lock for 15 minutes, or the folder cannot be written
 */
export async function withLock(folder, say, work) {
  const started = Date.now();
  let said = false;
  while (!take(folder)) {
    if (isAbandoned(folder) && takeOver(folder)) continue;
    const waited = Date.now() - started;
    if (waited > GIVE_UP_MS) throw new Failure(`${folder} is held by another process. If none is running, remove it.`);
    if (waited > SAY_AFTER_MS && !said) {
      say("Waiting for another Alldoor that is installing or building here");
      said = true;
    }
    await wait(POLL_MS);
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.on("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** @param {string} folder */
function take(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw new Failure(`This folder must be writable to install and build in: ${folder} (${codeOf(error)})`);
  }
  writeFileSync(join(folder, "holder"), `${process.pid} ${hostname()}`);
  return true;
}

/** @param {string} folder */
function isAbandoned(folder) {
  try {
    const [pid, host] = readFileSync(join(folder, "holder"), "utf8").split(" ");
    if (pid && host) return host === hostname() && !isAlive(Number(pid));
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
  return isOlderThanAnInstant(folder);
}

/**
 * @param {string} folder
 * @returns {boolean} whether the lock is gone
 */
function takeOver(folder) {
  const guard = `${folder}-takeover`;
  try {
    mkdirSync(guard);
  } catch {
    if (isOlderThanAnInstant(guard)) rmSync(guard, { recursive: true, force: true });
    return false;
  }
  try {
    if (!isAbandoned(folder)) return false;
    rmSync(folder, { recursive: true, force: true });
    return true;
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function isOlderThanAnInstant(folder) {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > INSTANT_MS;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
