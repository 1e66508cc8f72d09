/**
 * Hands over to the program that was prepared: in this very process where its Node.js is ours, else in a child that
 * takes our place: our terminal, our exit code, and each signal exactly once.
 *
 * Ctrl-C reaches a whole process group, and npm besides sends on what it receives: a child in our group would see one
 * Ctrl-C up to three times, and a server takes the second for "do not wait". So the child stands in a session of its
 * own, and signals that come in a bunch are sent on as one. It is tethered (tether.mjs), since no one else would end
 * it when we are killed outright.
 */
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { whenOrphaned } from "./orphan.mjs";
import { exitCodeOf } from "./run.mjs";

/** Two presses of Ctrl-C by hand are further apart. */
const BUNCH_MS = 200;

/** @type {readonly NodeJS.Signals[]} */
const SENT_ON = process.platform === "win32" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"];

/**
 * @param {string} node the Node.js to run on
 * @param {string} program its main module
 * @param {readonly string[]} args
 * @returns {Promise<void>} in a child: settled when it has ended; sets our exit code
 */
export async function launch(node, program, args) {
  if (node === process.execPath) {
    process.argv.splice(1, process.argv.length, program, ...args);
    whenOrphaned(() => process.kill(process.pid, "SIGTERM"));
    await import(pathToFileURL(program).href);
    return;
  }
  const tether = new URL("tether.mjs", import.meta.url).href;
  const child = spawn(node, ["--import", tether, program, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    detached: process.platform !== "win32",
  });
  whenOrphaned(() => child.kill("SIGTERM"));
  /** @type {Map<NodeJS.Signals, number>} */
  const last = new Map();
  for (const signal of SENT_ON) {
    process.on(signal, () => {
      const now = performance.now();
      if (now - (last.get(signal) ?? Number.NEGATIVE_INFINITY) > BUNCH_MS) child.kill(signal);
      last.set(signal, now);
    });
  }
  await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      process.exitCode = code ?? exitCodeOf(signal);
      resolve(undefined);
    });
  });
  process.exit();
}
