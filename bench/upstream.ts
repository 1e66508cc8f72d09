/**
 * What upstream sign-in costs: loading the whole catalogue of providers in a process of its own, and a whole sign-in of one
 * person by a provider that the sandbox plays, from the button to the hub's session, in processor time of the hub alone.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hotSpots } from "./measure/hot-spots.ts";
import { median } from "./measure/statistics.ts";
import type { Options } from "./options.ts";
import { hotSpotReport } from "./report/hot-spots.ts";
import { resultsFolder } from "./report/write.ts";
import type { CatalogueFacts } from "./subjects/catalogue-load.ts";
import { LAUNCH_FLAGS } from "./subjects/launched.ts";
import { ServerProcess } from "./subjects/server-process.ts";
import type { Bench } from "./subjects/subject.ts";
import { type UpstreamHub, upstreamHub } from "./subjects/upstream.ts";

/** What it is called where one asks for it alone. */
export const UPSTREAM_ID = "upstream";

/** Sign-ins of a round, and people who sign in at the same time. */
const SIGN_INS = 120;
const AT_ONCE = 8;
/** V8 optimises what has run some hundred times. */
const WARM_UP = 480;
const LOADS = 5;

export interface Upstream {
  readonly entries: number;
  /** Milliseconds and bytes that the whole catalogue takes, in a process of its own. */
  readonly catalogueMilliseconds: number;
  readonly catalogueResident: number;
  /** Processor time of the hub in microseconds, a sign-in. */
  readonly signIn: number;
  /** Of the build beside it, where there is one, measured in turns with it. */
  readonly signInBeside: number | null;
}

type Say = (words: string) => void;

export async function measureUpstream(bench: Bench, options: Options, say: Say): Promise<Upstream> {
  say("Loading the catalogue, again and again");
  const loads: CatalogueFacts[] = [];
  for (let load = 0; load < LOADS; load += 1) loads.push(await loadOnce(bench, options.build));
  say("Signing in through the sandbox");
  const [signIn = Number.NaN, signInBeside = null] = await measureSignIns(bench, options);
  return {
    entries: loads[0]?.entries ?? 0,
    catalogueMilliseconds: median(loads.map(({ milliseconds }) => milliseconds)),
    catalogueResident: median(loads.map(({ resident }) => resident)),
    signIn,
    signInBeside,
  };
}

async function loadOnce(bench: Bench, build: string): Promise<CatalogueFacts> {
  const program = "catalogue-load";
  const logFile = join(bench.directory, `${program}.log`);
  const child = new ServerProcess({ program, argument: { build }, core: bench.core, logFile });
  const { facts } = await child.next("facts");
  await child.stop();
  return facts as CatalogueFacts;
}

/** @returns the median of each build, in turns. */
async function measureSignIns(bench: Bench, { build, beside, besideFlags, rounds }: Options): Promise<number[]> {
  const hubs = [await upstreamHub(bench, { build, flags: LAUNCH_FLAGS })];
  if (beside !== null) hubs.push(await upstreamHub(bench, { build: beside, flags: besideFlags }));
  const costs = hubs.map((): number[] => []);
  for (const hub of hubs) await costOf(hub, WARM_UP);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, hub] of hubs.entries()) costs[index]?.push(await costOf(hub, SIGN_INS));
  }
  await Promise.all(hubs.map((hub) => hub.stop()));
  return costs.map(median);
}

/** Microseconds of the hub's processor time, a sign-in. */
async function costOf({ server, signIn }: UpstreamHub, count: number): Promise<number> {
  const before = (await server.usage()).processor;
  let begun = 0;
  const person = async () => {
    while (begun < count) {
      begun += 1;
      await signIn();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, person));
  return ((await server.usage()).processor - before) / count;
}

/** Where the time of a sign-in goes. */
export async function profileUpstream(bench: Bench, { build, rounds }: Options, say: Say): Promise<string> {
  say("Signing in through the sandbox");
  const hub = await upstreamHub(bench, { build, flags: LAUNCH_FLAGS });
  await costOf(hub, WARM_UP);
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) costs.push(await costOf(hub, SIGN_INS));
  const file = join(resultsFolder(), `${UPSTREAM_ID}.cpuprofile`);
  await hub.server.startProfile();
  for (let round = 0; round < rounds; round += 1) await costOf(hub, SIGN_INS);
  await hub.server.stopProfile(file);
  await hub.stop();
  return hotSpotReport("sign-in through the sandbox", median(costs), hotSpots(JSON.parse(readFileSync(file, "utf8"))));
}
