/** What a run found, as medians of its rounds: the shape of `results/latest.json`. */

import type { Measured } from "../measure/rounds.ts";
import type { Start } from "../measure/start.ts";
import { median, spread } from "../measure/statistics.ts";
import type { Window } from "../measure/window.ts";
import type { TokenSizes } from "../operations/parity.ts";
import type { SubjectId } from "../subjects/subject.ts";

export interface Figures {
  /** Processor time of the server, microseconds an operation. */
  readonly processor: number;
  /** How far the middle half of the rounds lies apart, as a share of the median. */
  readonly spread: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly driverBusy: number;
  /** Processor time against the hub's in the same round: above 1, the hub is cheaper. */
  readonly ratio: number;
  readonly rounds: readonly Window[];
}

export interface OperationSummary {
  readonly id: string;
  readonly title: string;
  readonly aim: { readonly memory: number; readonly sqlite: number };
  readonly figures: Readonly<Record<SubjectId, Figures>>;
}

export interface SubjectSummary {
  readonly id: SubjectId;
  readonly title: string;
  /** Milliseconds from start to first good answer; `null` where it was not measured. */
  readonly start: number | null;
  /** The same on an empty directory, where that differs. */
  readonly startEmpty: number | null;
  /** Bytes of resident memory, idle and after everything was measured. */
  readonly idle: number | null;
  readonly loaded: number;
  readonly tokens: TokenSizes;
}

/** @param against The server that ratios are taken to. */
export function summarise({ operation, windows }: Measured, against: SubjectId): OperationSummary {
  const base = windows.get(against) ?? [];
  const figures = [...windows].map(([id, rounds]): [SubjectId, Figures] => [id, figuresOf(rounds, base)]);
  const { id, title, aim } = operation;
  return { id, title, aim, figures: Object.fromEntries(figures) };
}

function figuresOf(rounds: readonly Window[], base: readonly Window[]): Figures {
  const of = (member: Exclude<keyof Window, "rounds">) => median(rounds.map((each) => each[member]));
  return {
    processor: of("processor"),
    spread: spread(rounds.map((each) => each.processor)),
    perSecond: of("perSecond"),
    p50: of("p50"),
    p99: of("p99"),
    driverBusy: of("driverBusy"),
    ratio: median(rounds.map((each, round) => each.processor / (base[round]?.processor ?? Number.NaN))),
    rounds,
  };
}

/** How far the kernel's account of all windows together is from the processes' own, as a share; `NaN` where there is none. */
export function disagreement(all: readonly Measured[]): number {
  let own = 0;
  let kernel = 0;
  for (const window of all.flatMap(({ windows }) => [...windows.values()].flat())) {
    own += window.processor * window.operations;
    kernel += window.kernelProcessor * window.operations;
  }
  return Math.abs(kernel - own) / own;
}

export const startsOf = (starts: readonly Start[]): { milliseconds: number; resident: number } => ({
  milliseconds: median(starts.map((each) => each.milliseconds)),
  resident: median(starts.map((each) => each.resident)),
});
