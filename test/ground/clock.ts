/** A clock that tests move: it starts at the real time and stands still. */
import type { Clock } from "../../src/lib/clock.ts";

export interface TestClock {
  readonly clock: Clock;
  /** Unix seconds. */
  now(): number;
  /** Moves time forward by seconds. */
  advance(seconds: number): void;
}

export function testClock(start = Date.now()): TestClock {
  let milliseconds = start;
  return {
    clock: () => milliseconds,
    now: () => Math.floor(milliseconds / 1000),
    advance: (seconds) => {
      milliseconds += seconds * 1000;
    },
  };
}
