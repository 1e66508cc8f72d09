/**
 * A measured server as the driver sees it: a process of its own on a core of its own, asked over its IPC channel, and
 * ended for sure. Its output goes to a file, of which the end is shown when it fails.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Ask, Say, Usage } from "./messages.ts";

/** Milliseconds in which a process must answer, and end when it is told to. */
const ANSWER_MS = 30_000;
const END_MS = 5_000;

export interface ServerProcessOptions {
  /** The module to run, as it lies in `subjects/`, without its ending. */
  readonly program: string;
  readonly argument: unknown;
  /** Flags of Node.js. */
  readonly flags?: readonly string[];
  /** Variables besides ours. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The core that it is bound to; `undefined` where there is no `taskset` or one core. */
  readonly core: number | undefined;
  /** Where its output goes; added to. */
  readonly logFile: string;
}

const living = new Set<ChildProcess>();

/** Ends everything that was started, at once. */
export function killAll(): void {
  for (const child of living) child.kill("SIGKILL");
}

export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #logFile: string;
  readonly #ended: Promise<void>;

  constructor({ program, argument, flags = [], environment = {}, core, logFile }: ServerProcessOptions) {
    const log = openSync(logFile, "a", 0o600);
    const module = fileURLToPath(new URL(`${program}.js`, import.meta.url));
    const command = [process.execPath, ...flags, module, JSON.stringify(argument)];
    const [file = "", ...args] = core === undefined ? command : ["taskset", "-c", String(core), ...command];
    this.#child = spawn(file, args, {
      stdio: ["ignore", log, log, "ipc"],
      env: { ...process.env, ...environment, NODE_ENV: "production" },
    });
    closeSync(log);
    this.#logFile = logFile;
    living.add(this.#child);
    this.#ended = new Promise((resolve) => {
      const end = () => {
        living.delete(this.#child);
        resolve();
      };
      this.#child.once("exit", end);
      this.#child.once("error", end);
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Rejects when the process ends. */
  ended(): Promise<never> {
    return this.#ended.then(() => Promise.reject(this.#failure("ended")));
  }

  async usage(): Promise<Usage> {
    return (await this.#ask({ kind: "usage" }, "usage")).usage;
  }

  async startProfile(): Promise<void> {
    await this.#ask({ kind: "profile", on: true }, "profiled");
  }

  async stopProfile(file: string): Promise<void> {
    await this.#ask({ kind: "profile", on: false, file }, "profiled");
  }

  /**
   * The next message of a kind.
   * @param patience Milliseconds.
   * @throws Error with the end of the output when the process ends or stays silent
   */
  next<K extends Say["kind"]>(kind: K, patience = ANSWER_MS): Promise<Extract<Say, { kind: K }>> {
    return new Promise((resolve, reject) => {
      const listening = new AbortController();
      const fail = (what: string) => {
        if (listening.signal.aborted) return;
        listening.abort();
        reject(this.#failure(what));
      };
      const heard = (message: Say) => {
        if (message.kind !== kind) return;
        listening.abort();
        resolve(message as Extract<Say, { kind: K }>);
      };
      const timer = setTimeout(() => fail(`said nothing for ${patience / 1000} seconds`), patience);
      listening.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        this.#child.off("message", heard);
      });
      this.#child.on("message", heard);
      void this.#ended.then(() => fail("ended"));
    });
  }

  async stop(): Promise<void> {
    const force = setTimeout(() => this.#child.kill("SIGKILL"), END_MS);
    this.#child.kill("SIGTERM");
    await this.#ended;
    clearTimeout(force);
  }

  async #ask<K extends Say["kind"]>(ask: Ask, kind: K): Promise<Extract<Say, { kind: K }>> {
    const answer = this.next(kind);
    if (this.#child.connected) this.#child.send(ask);
    return answer;
  }

  #failure(what: string): Error {
    const output = readFileSync(this.#logFile, "utf8").trim().slice(-2000);
    return new Error(`a measured server ${what}${output === "" ? "" : `:\n${output}`}`);
  }
}
