/**
 * A program that serves until it is told to stop. The first SIGTERM or SIGINT lets requests that are under way end; the
 * second one doesn't wait. A signal that comes while the program is still opening counts once it is open.
 */
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Milliseconds from the first signal to the end, whatever is still open. */
const PATIENCE = 10_000;

export interface Stopping {
  /** Fulfilled at the first signal. */
  readonly told: Promise<void>;
  /** Back to the system's own way with signals: what could not be opened ends by itself. */
  forget(): void;
}

/** Takes over the signals. @param say Where the person is told what happens. */
export function stopping(say: (text: string) => void): Stopping {
  let isTold = false;
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const heard = (signal: (typeof SIGNALS)[number]) => {
    if (isTold) process.exit(128 + constants.signals[signal]);
    isTold = true;
    say("Stopping. Requests that are under way are finished first; a second signal stops at once.");
    // Whatever keeps the process alive beyond that is not worth waiting for.
    setTimeout(() => process.exit(0), PATIENCE).unref();
    tell();
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  return {
    told,
    forget: () => {
      for (const signal of SIGNALS) process.off(signal, heard);
    },
  };
}

/**
 * Opens, serves until told to stop, closes.
 * @param open Gives what closes everything again.
 * @throws what `open` throws
 */
export async function untilStopped(
  say: (text: string) => void,
  open: () => Promise<() => Promise<void>>,
): Promise<void> {
  const { told, forget } = stopping(say);
  try {
    const close = await open();
    await told;
    await close();
  } finally {
    forget();
  }
}
