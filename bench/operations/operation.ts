/**
 * An operation: what is counted as one, and how it is prepared. Preparing is not measured and may take its time (signing
 * people in, getting tokens to show); a step is measured, and checks its answer as far as that costs little.
 */
import { type Answer, summary } from "../driver/answer.ts";
import type { Connection } from "../driver/connection.ts";
import type { Target } from "../driver/target.ts";

/** Does the operation once. @throws Error when the answer is not the one that was to come */
export type Step = () => Promise<void>;

export interface Operation {
  readonly id: string;
  readonly title: string;
  /** How many times cheaper than each peer it is meant to be, in processor time: what later work is held against. */
  readonly aim: { readonly memory: number; readonly sqlite: number };
  /** @param people How many people take part on this connection, where people do. */
  prepare(target: Target, connection: Connection, people: number): Promise<Step>;
}

export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${summary(answer)}`);
  return answer;
}

export function expectText(answer: Answer, text: string): Answer {
  if (!expectStatus(answer, 200).body.includes(text)) throw new Error(`expected ${text} in ${summary(answer)}`);
  return answer;
}

/** Runs several steps in turn, one at each call. */
export function inTurn(steps: readonly Step[]): Step {
  let next = 0;
  return () => {
    const step = steps[next];
    next = (next + 1) % steps.length;
    return step ? step() : Promise.reject(new Error("nothing was prepared"));
  };
}

export async function times<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make());
  return made;
}
