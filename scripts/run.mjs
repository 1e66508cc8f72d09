/**
 * Runs one program to its end: quietly, with what it said kept for the case that it fails, or with its output shown.
 *
 * A program started here must not outlive us: an `npm ci` left running would write into `node_modules` while the next
 * start, having taken over our lock, writes there too. So a signal that ends us ends it first, and we end after it.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { whenOrphaned } from "./orphan.mjs";

/** A failure that the person at the terminal can act on: its message is all that is shown. */
export class Failure extends Error {}

/** @type {readonly NodeJS.Signals[]} */
const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {NodeJS.Signals | undefined} */
let endedBy;
let stopWatching = () => {};

function watchForTheEnd() {
  for (const signal of ENDINGS) process.on(signal, endAll);
  const stop = whenOrphaned(() => endAll("SIGTERM"));
  stopWatching = () => {
    for (const signal of ENDINGS) process.off(signal, endAll);
    stop();
  };
}

/** @param {NodeJS.Signals} signal */
function endAll(signal) {
  endedBy ??= signal;
  for (const child of running) child.kill(signal);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, show?: boolean }} options `show`: straight to the terminal, else kept
 * @returns {Promise<{ code: number, output: string }>} the exit code (128 + n after signal n) and what was kept;
 *   127 and the reason when it could not be started at all
 */
export function run(command, args, { cwd, env = process.env, show = false }) {
  return new Promise((resolve) => {
    if (running.size === 0) watchForTheEnd();
    const child = spawn(command, args, { cwd, env, stdio: show ? "inherit" : ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        output += text;
      });
    }
    /** @param {number} code */
    const settle = (code) => {
      if (!running.delete(child)) return;
      if (running.size === 0) {
        stopWatching();
        if (endedBy) process.exit(exitCodeOf(endedBy));
      }
      resolve({ code, output });
    };
    child.on("error", (error) => {
      output += error.message;
      settle(127);
    });
    child.on("close", (code, signal) => settle(code ?? exitCodeOf(signal)));
  });
}

/**
 * The exit code by which shells tell of a death by signal.
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(signal) {
  return signal ? 128 + constants.signals[signal] : 1;
}
