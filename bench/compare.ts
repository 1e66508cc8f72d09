/** The comparison: the hub beside oidc-provider, operation by operation, and how each starts and what memory it holds. */
import { enter, leave, type Proven } from "./contest.ts";
import { measureRounds } from "./measure/rounds.ts";
import { measureStart, type Start } from "./measure/start.ts";
import { CONNECTIONS } from "./measure/window.ts";
import type { Operation } from "./operations/operation.ts";
import type { Options } from "./options.ts";
import { disagreement, type OperationSummary, type SubjectSummary, startsOf, summarise } from "./report/summary.ts";
import { hub } from "./subjects/hub.ts";
import { LAUNCH_FLAGS } from "./subjects/launched.ts";
import { peer } from "./subjects/peer.ts";
import type { Bench, Subject, SubjectId } from "./subjects/subject.ts";

/**
 * People on each connection. More would be more like life, but what oidc-provider keeps in memory is bounded, being
 * meant for development, and a session that has fallen out would end the run.
 */
export const PEOPLE = 4;
/** Operations of a window at most. */
export const MOST = 200_000;
/** Starts of each server at most: each takes a second or so. */
const STARTS = 5;

export interface Comparison {
  readonly subjects: readonly SubjectSummary[];
  readonly operations: readonly OperationSummary[];
  /** How far the kernel's account of processor time is from the processes' own, as a share. */
  readonly disagreement: number;
}

/** @param databaseUrl Of an empty database, for the hub on PostgreSQL. */
export async function compare(
  bench: Bench,
  options: Options,
  operations: readonly Operation[],
  databaseUrl: string | null,
  say: (words: string) => void,
): Promise<Comparison> {
  const subjects = await subjectsOf(bench, options, databaseUrl);
  say("Starting each, again and again");
  const starts = await measureStarts(subjects, Math.min(options.rounds, STARTS));
  const contestants: Proven[] = [];
  for (const subject of subjects) contestants.push(await enter(subject));
  const measured = await measureRounds(contestants, {
    rounds: options.rounds,
    operations,
    window: { milliseconds: options.window, people: PEOPLE, most: MOST },
    onRound: (round) => say(round === 0 ? "Warming up" : `Round ${round} of ${options.rounds}`),
  });
  const summaries: SubjectSummary[] = [];
  for (const { subject, running, tokens } of contestants) {
    const start = startsOf(starts.get(subject.id)?.kept ?? []);
    const empty = starts.get(subject.id)?.empty ?? [];
    summaries.push({
      id: subject.id,
      title: subject.title,
      start: start.milliseconds,
      startEmpty: empty.length === 0 ? null : startsOf(empty).milliseconds,
      idle: start.resident,
      loaded: (await running.server.usage()).resident,
      tokens,
    });
  }
  await leave(contestants);
  return {
    subjects: summaries,
    operations: measured.map((each) => summarise(each, "hub")),
    disagreement: disagreement(measured),
  };
}

async function subjectsOf(bench: Bench, options: Options, databaseUrl: string | null): Promise<Subject[]> {
  const { build, beside, besideFlags, alone } = options;
  const wish = { build, flags: LAUNCH_FLAGS, people: PEOPLE * CONNECTIONS, grants: 0, databaseUrl: null };
  const hubs = [await hub(bench, { ...wish, id: "hub", title: "hub" })];
  if (beside !== null) {
    const other = { build: beside, flags: besideFlags };
    hubs.push(await hub(bench, { ...wish, ...other, id: "hub-beside", title: "hub beside" }));
  }
  if (databaseUrl !== null) {
    hubs.push(await hub(bench, { ...wish, id: "hub-postgres", title: "hub on PostgreSQL", databaseUrl }));
  }
  if (alone) return hubs;
  return [
    ...hubs,
    peer(bench, { id: "peer-memory", title: "oidc-provider in memory", storage: "memory", tokens: 0 }),
    peer(bench, { id: "peer-sqlite", title: "oidc-provider on SQLite", storage: "sqlite", tokens: 0 }),
  ];
}

interface Starts {
  readonly kept: Start[];
  readonly empty: Start[];
}

async function measureStarts(subjects: readonly Subject[], rounds: number): Promise<Map<SubjectId, Starts>> {
  const starts = new Map<SubjectId, Starts>(subjects.map(({ id }) => [id, { kept: [], empty: [] }]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { id, start, startEmpty } of subjects) {
      starts.get(id)?.kept.push(await measureStart(start));
      if (startEmpty) starts.get(id)?.empty.push(await measureStart(startEmpty));
    }
  }
  return starts;
}
