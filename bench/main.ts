/**
 * bench: what the hub costs beside another implementation on the same machine in the same minutes. Owns the driver, the
 * operations, the servers that are measured and the report; the hub that it measures is the one that ships. README.md
 * says how to read it.
 *
 * A run ends by itself, in time, and takes its processes and its directory with it, however it ends.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "./compare.ts";
import { divideCores } from "./measure/cores.ts";
import { operations } from "./operations/index.ts";
import { HELP, type Options, readOptions, UsageError } from "./options.ts";
import { profile } from "./profile.ts";
import { describeMachine } from "./report/machine.ts";
import {
  paceNote,
  printMachine,
  printProcessor,
  printSpeed,
  printStored,
  printSubjects,
  printUpstream,
} from "./report/print.ts";
import { writeResults } from "./report/write.ts";
import { compareStored } from "./stored.ts";
import { makeDatabase } from "./subjects/postgres-database.ts";
import { killAll } from "./subjects/server-process.ts";
import type { Bench } from "./subjects/subject.ts";
import { measureUpstream, profileUpstream, UPSTREAM_ID } from "./upstream.ts";

/** Seconds: for everything but the windows, and for preparing each of them. */
const BESIDES_SECONDS = 120;
const PREPARING_SECONDS = 0.5;

const say = (words: string) => void process.stderr.write(`${words} …\n`);
const print = (text: string) => void (text === "" || process.stdout.write(`\n${text}\n`));

/** What is to be taken away at the end besides processes and the directory. */
let dropDatabase = async (): Promise<void> => {};

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), [...operations.map(({ id }) => id), UPSTREAM_ID]);
  if (options === "help") return void process.stdout.write(HELP);
  const directory = mkdtempSync(join(tmpdir(), "alldoor-bench-"));
  process.on("exit", () => {
    killAll();
    rmSync(directory, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(1));
  endIn(secondsFor(options));

  const cores = divideCores();
  const machine = describeMachine(cores);
  print(printMachine(machine));
  const bench: Bench = { directory, core: cores?.servers };
  const chosen = operations.filter(({ id }) => options.only.length === 0 || options.only.includes(id));
  const isUpstreamWanted = options.only.length === 0 || options.only.includes(UPSTREAM_ID);
  if (options.profile) {
    if (chosen.length > 0) print(await profile(bench, options, chosen, say));
    if (isUpstreamWanted) print(await profileUpstream(bench, options, say));
    return;
  }
  if (chosen.length === 0) {
    print(printUpstream(await measureUpstream(bench, options, say)));
    return;
  }
  const database = options.postgres === null ? undefined : await makeDatabase(options.postgres);
  if (database) dropDatabase = database.drop;
  const comparison = await compare(bench, options, chosen, database?.url ?? null, say);
  const stored = options.stored === 0 ? null : await compareStored(bench, options, say);
  const upstream = isUpstreamWanted ? await measureUpstream(bench, options, say) : null;
  print(printProcessor(comparison.operations, comparison.subjects));
  print(printSpeed(comparison.operations, comparison.subjects));
  print(paceNote(comparison.operations));
  print(printSubjects(comparison.subjects));
  if (stored) print(printStored(stored));
  if (upstream) print(printUpstream(upstream));
  print(agreement(comparison.disagreement));
  const asked = { ...options, postgres: options.postgres !== null };
  print(`Written to ${writeResults({ machine, options: asked, ...comparison, stored, upstream })}`);
}

const agreement = (apart: number): string =>
  Number.isFinite(apart) ? `The kernel's account of processor time agrees within ${(apart * 100).toFixed(1)} %.` : "";

let ending = false;

/** Ends the run, once: what is measured first, then what it leaves behind. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  killAll();
  await dropDatabase().catch((error: unknown) => say(`The database made for this run is still there: ${error}`));
  process.exit(code);
}

/** A run that hangs is ended; its plan says when that is. */
function endIn(seconds: number): void {
  const timer = setTimeout(() => {
    process.stderr.write(`The run took more than ${Math.round(seconds)} seconds and was ended.\n`);
    void end(1);
  }, seconds * 1000);
  timer.unref();
}

function secondsFor({ rounds, window, only, stored, postgres, beside, alone }: Options): number {
  const servers = 1 + Number(postgres !== null) + Number(beside !== null) + (alone ? 0 : 2);
  const windows = (rounds + 1) * (servers * (only.length || operations.length) + (stored === 0 ? 0 : alone ? 2 : 4));
  return BESIDES_SECONDS + windows * (window / 1000 + PREPARING_SECONDS) + stored / 4_000;
}

try {
  await main();
  await end(0);
} catch (error) {
  const isUsage = error instanceof UsageError;
  // What fails because the run is being ended is no news.
  if (!ending)
    process.stderr.write(isUsage ? `${error.message}\n\n${HELP}` : `${error instanceof Error ? error.stack : error}\n`);
  await end(isUsage ? 2 : 1);
}
