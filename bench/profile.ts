/**
 * Where the hub's time goes: V8's own profile of each operation at full load, with the lines of the source. Sampling
 * slows the hub down, so the shares are what to read; the microseconds are those shares of the cost without a profile.
 * Waiting for the disk looks like work here (`exec`, a commit): with TMPDIR on a file system in memory there is none.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MOST, PEOPLE } from "./compare.ts";
import { enter, leave } from "./contest.ts";
import { hotSpots } from "./measure/hot-spots.ts";
import { median } from "./measure/statistics.ts";
import { CONNECTIONS, measureWindow, type Running } from "./measure/window.ts";
import type { Operation } from "./operations/operation.ts";
import type { Options } from "./options.ts";
import { hotSpotReport } from "./report/hot-spots.ts";
import { resultsFolder } from "./report/write.ts";
import { hub } from "./subjects/hub.ts";
import { LAUNCH_FLAGS } from "./subjects/launched.ts";
import type { Bench } from "./subjects/subject.ts";

export async function profile(
  bench: Bench,
  options: Options,
  operations: readonly Operation[],
  say: (words: string) => void,
): Promise<string> {
  const wish = {
    id: "hub",
    title: "hub",
    build: options.build,
    flags: LAUNCH_FLAGS,
    databaseUrl: null,
    people: PEOPLE * CONNECTIONS,
    grants: 0,
  };
  const contestant = await enter(await hub(bench, wish));
  const reports: string[] = [];
  for (const operation of operations) {
    say(operation.title);
    reports.push(await profileOne(contestant.running, operation, options));
  }
  await leave([contestant]);
  return reports.join("\n\n");
}

async function profileOne(running: Running, operation: Operation, { rounds, window }: Options): Promise<string> {
  const wish = { milliseconds: window, people: PEOPLE, most: MOST };
  const file = join(resultsFolder(), `${operation.id}.cpuprofile`);
  await measureWindow(running, operation, wish);
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) costs.push((await measureWindow(running, operation, wish)).processor);
  await running.server.startProfile();
  await measureWindow(running, operation, { ...wish, milliseconds: window * 2 });
  await running.server.stopProfile(file);
  return hotSpotReport(operation.title, median(costs), hotSpots(JSON.parse(readFileSync(file, "utf8"))));
}
