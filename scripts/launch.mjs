/**
 * Hands over to the program that was prepared, in a child that takes our place: our terminal, our exit code, and each
 * signal exactly once.
 *
 * Ctrl-C reaches a whole process group, and npm besides sends on what it receives: a child in our group would see one
 * Ctrl-C up to three times, and a server takes the second for "do not wait". So the child stands in a session of its
 * own, and signals that come in a bunch are sent on as one. It is tethered (tether.mjs), since no one else would end
 * it when we are killed outright.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { whenOrphaned } from "./orphan.mjs";
import { exitCodeOf } from "./run.mjs";

/** Two presses of Ctrl-C by hand are further apart. */
const BUNCH_MS = 200;

/** @type {readonly NodeJS.Signals[]} */
const SENT_ON = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];

/**
 * Flags of Node.js that the program runs with: room for young objects that is a quarter of the usual, for a tenth less
 * memory when idle and a quarter less under load. A sixteenth saves hardly more and costs 7 % of processor time; so does
 * `--optimize-for-size`, 15 %. `bench/` measures with the same.
 * @type {readonly string[]}
 */
const FLAGS = JSON.parse(readFileSync(new URL("node-flags.json", import.meta.url), "utf8"));

/** Windows has neither sessions nor signals to send on: there Ctrl-C reaches the child by itself. */
const POSIX = process.platform !== "win32";

/**
 * @param {string} node the Node.js to run on
 * @param {string} program its main module
 * @param {readonly string[]} args
 * @returns {Promise<never>} ends this process when the program has ended, with its exit code
 */
export async function launch(node, program, args) {
  const tether = new URL("tether.mjs", import.meta.url).href;
  const child = spawn(node, [...FLAGS, "--import", tether, program, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    detached: POSIX,
    env: compiledBeside(program),
  });
  /** @type {number | undefined} */
  let sentAt;
  for (const signal of SENT_ON) {
    process.on(signal, () => {
      const now = performance.now();
      if (POSIX && (sentAt === undefined || now - sentAt > BUNCH_MS)) child.kill(signal);
      sentAt = now;
    });
  }
  // Who hangs up is gone, too; that was sent on already.
  whenOrphaned(() => sentAt ?? child.kill("SIGTERM"));
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? exitCodeOf(signal)));
  });
  process.exit(code);
}

/**
 * The environment in which Node.js keeps what it compiled for the next start: beside the program and not in the machine's
 * temporary folder, so that nobody can put code there who could not change the program itself.
 * @param {string} program
 * @returns {NodeJS.ProcessEnv}
 */
const compiledBeside = (program) => ({
  NODE_COMPILE_CACHE: join(dirname(program), ".compile-cache"),
  ...process.env,
});
