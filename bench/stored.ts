/** What a code flow costs beside nothing stored and beside N grants of other people, on the hub and on oidc-provider. */
import { enter, leave, type Proven } from "./contest.ts";
import { measureRounds } from "./measure/rounds.ts";
import { measureStart, type Start } from "./measure/start.ts";
import { CONNECTIONS } from "./measure/window.ts";
import { codeFlow } from "./operations/code-flow.ts";
import type { Options } from "./options.ts";
import { type OperationSummary, startsOf, summarise } from "./report/summary.ts";
import { hub } from "./subjects/hub.ts";
import { LAUNCH_FLAGS } from "./subjects/launched.ts";
import { peer } from "./subjects/peer.ts";
import type { Bench, Subject, SubjectId } from "./subjects/subject.ts";

/** People on each connection: many, so that what is written is spread over the tables as it is in life. */
const PEOPLE = 16;
const MOST = 200_000;
/** Starts of each. */
const STARTS = 3;

export interface Stored {
  readonly grants: number;
  readonly pairs: readonly StoredPair[];
}

export interface StoredPair {
  readonly title: string;
  /** Processor time of a code flow in microseconds: with nothing stored, and with the grants. */
  readonly before: number;
  readonly after: number;
  /** The two against each other, round by round: 1.05 is 5 % more. */
  readonly ratio: number;
  /** Milliseconds of a start, and bytes of resident memory after the code flows, with nothing stored and with the grants. */
  readonly start: readonly [number, number];
  readonly loaded: readonly [number, number];
}

export async function compareStored(bench: Bench, options: Options, say: (words: string) => void): Promise<Stored> {
  const grants = options.stored;
  say(`Storing ${grants} grants`);
  const pairs = [await pairOfHubs(bench, options), ...(options.alone ? [] : [pairOfPeers(bench, grants)])];
  const starts = new Map<SubjectId, number>();
  for (const { id, start } of pairs.flat()) {
    const each: Start[] = [];
    for (let count = 0; count < STARTS; count += 1) each.push(await measureStart(start));
    starts.set(id, startsOf(each).milliseconds);
  }
  const contestants: Proven[] = [];
  for (const subject of pairs.flat()) contestants.push(await enter(subject));
  const [measured] = await measureRounds(contestants, {
    rounds: options.rounds,
    operations: [codeFlow],
    window: { milliseconds: options.window, people: PEOPLE, most: MOST },
    onRound: (round) => say(round === 0 ? "Warming up" : `Code flow beside them, round ${round} of ${options.rounds}`),
  });
  const loaded = new Map<SubjectId, number>();
  for (const { subject, running } of contestants) loaded.set(subject.id, (await running.server.usage()).resident);
  await leave(contestants);
  if (!measured) throw new Error("nothing was measured");
  const both = (of: ReadonlyMap<SubjectId, number>, [empty, full]: Pair): [number, number] => [
    of.get(empty.id) ?? Number.NaN,
    of.get(full.id) ?? Number.NaN,
  ];
  return {
    grants,
    pairs: pairs.map((pair) => ({
      ...pairOf(pair, summarise(measured, pair[0].id)),
      start: both(starts, pair),
      loaded: both(loaded, pair),
    })),
  };
}

type Pair = readonly [empty: Subject, full: Subject];

function pairOf([empty, full]: Pair, { figures }: OperationSummary): Omit<StoredPair, "start" | "loaded"> {
  const { processor: before } = figures[empty.id] ?? { processor: Number.NaN };
  const { processor: after, ratio } = figures[full.id] ?? { processor: Number.NaN, ratio: Number.NaN };
  return { title: empty.title, before, after, ratio };
}

async function pairOfHubs(bench: Bench, { build, stored }: Options): Promise<Pair> {
  const wish = { build, flags: LAUNCH_FLAGS, title: "hub", databaseUrl: null, people: PEOPLE * CONNECTIONS };
  return [
    await hub(bench, { ...wish, id: "hub", grants: 0 }),
    await hub(bench, { ...wish, id: "hub-stored", grants: stored }),
  ];
}

function pairOfPeers(bench: Bench, tokens: number): Pair {
  const wish = { title: "oidc-provider on SQLite", storage: "sqlite" } as const;
  return [
    peer(bench, { ...wish, id: "peer-sqlite", tokens: 0 }),
    peer(bench, { ...wish, id: "peer-sqlite-stored", tokens }),
  ];
}
