/** The built command line as somebody at a terminal has it: run to its end, or serving until it is told to stop. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { runCli } from "../../src/cli/run.ts";
import type { FreshDatabase } from "../ground/databases.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export type Environment = Readonly<Record<string, string>>;

/** Nothing of the person who runs the tests, only what a program needs. */
const environmentOf = (more: Environment = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "",
  ...more,
});

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly environment?: Environment;
  /** What stands on standard input; nothing by default. */
  readonly input?: string;
  readonly cwd?: string;
}

export async function alldoor(
  args: readonly string[],
  { environment, input = "", cwd }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: environmentOf(environment),
    ...(cwd === undefined ? {} : { cwd }),
  });
  const said = listen(child);
  // A program that does not read its input may be gone before it is written.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [code] = await once(child, "close");
  return { code: code as number | null, ...said() };
}

/** A call with `--json`. @throws Error where standard output is not exactly one document. */
export async function alldoorJson<T = Record<string, unknown>>(
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ readonly code: number | null; readonly document: T; readonly stderr: string }> {
  const { code, stdout, stderr } = await alldoor([...args, "--json"], options);
  try {
    return { code, document: JSON.parse(stdout) as T, stderr };
  } catch {
    throw new Error(`not one JSON document (exit ${code}): ${stdout}\n${stderr}`);
  }
}

/**
 * The same call in this process, for tables of many: nothing is on standard input, and what would be written is given.
 */
export async function called<T = Record<string, unknown>>(
  args: readonly string[],
  environment: Environment = {},
): Promise<{ readonly code: number; readonly document: T; readonly notes: readonly string[] }> {
  const documents: unknown[] = [];
  const notes: string[] = [];
  const code = await runCli(args, environment, {
    json: true,
    answer: (document) => void documents.push(document),
    note: (text) => void notes.push(text),
    writeLog: (lines) => void notes.push(lines),
  });
  if (documents.length !== 1) throw new Error(`${documents.length} documents, not one`);
  return { code, document: documents[0] as T, notes };
}

export interface Served<T> {
  /** What it said once it was open. */
  readonly document: T;
  readonly child: ChildProcess;
  said(): Omit<Ended, "code">;
  /** @returns the exit code, or the signal that ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | string | null>;
}

/** Starts a serving command with `--json` and waits until it says where it is. */
export async function serve<T>(args: readonly string[], environment?: Environment): Promise<Served<T>> {
  const child = spawn(process.execPath, [CLI, ...args, "--json"], {
    env: environmentOf(environment),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = listen(child);
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string | null);
  const document = await new Promise<T>((resolve, reject) => {
    child.stdout?.on("data", () => {
      try {
        resolve(JSON.parse(said().stdout) as T);
      } catch {
        // Not the whole document yet.
      }
    });
    ended.then((how) => reject(new Error(`ended with ${how}: ${said().stdout}${said().stderr}`)));
  });
  return {
    document,
    child,
    said,
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}

function listen(child: ChildProcess): () => Omit<Ended, "code"> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return () => ({ stdout, stderr });
}

/** A fresh database in the command line's words. */
export const storeArgs = ({ dataDirectory, databaseUrl }: FreshDatabase): string[] => [
  "--data",
  dataDirectory,
  ...(databaseUrl === undefined ? [] : ["--database-url", databaseUrl]),
];

export interface ErrorDocument {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fields?: Readonly<Record<string, string>>;
  };
}
