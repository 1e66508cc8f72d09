/**
 * Rounds: every operation on every server, one window after the other, again and again. Servers take turns within each
 * operation, and who begins changes from round to round, so that what disturbs the machine disturbs them alike. The
 * first round warms up and is thrown away.
 */
import type { Operation } from "../operations/operation.ts";
import type { Subject, SubjectId } from "../subjects/subject.ts";
import { measureWindow, type Running, type Window, type WindowWish } from "./window.ts";

export interface Contestant {
  readonly subject: Subject;
  readonly running: Running;
}

/** The windows of one operation, by server, in the order of the rounds. */
export interface Measured {
  readonly operation: Operation;
  readonly windows: ReadonlyMap<SubjectId, readonly Window[]>;
}

export interface RoundsWish {
  readonly rounds: number;
  readonly operations: readonly Operation[];
  readonly window: WindowWish;
  /** Called before each round; 0 is the warm-up. */
  readonly onRound?: (round: number) => void;
}

export async function measureRounds(contestants: readonly Contestant[], wish: RoundsWish): Promise<Measured[]> {
  const all = wish.operations.map((operation) => ({
    operation,
    windows: new Map<SubjectId, Window[]>(contestants.map(({ subject }) => [subject.id, []])),
  }));
  for (let round = 0; round <= wish.rounds; round += 1) {
    wish.onRound?.(round);
    for (const { operation, windows } of all) {
      for (const { subject, running } of turned(contestants, round)) {
        const window = await labelled(subject, operation, measureWindow(running, operation, wish.window));
        if (round > 0) windows.get(subject.id)?.push(window);
      }
    }
  }
  return all;
}

const turned = <T>(list: readonly T[], by: number): readonly T[] => {
  const first = by % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
};

async function labelled<T>(subject: Subject, operation: Operation, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new Error(`${subject.title}, ${operation.title}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}
