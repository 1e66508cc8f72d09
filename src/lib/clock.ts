/**
 * Time, as a value that is passed in: everything that expires takes a `Clock`, so that tests move time instead of
 * waiting for it. Stored times are Unix seconds; only row ids carry milliseconds.
 */

/** Milliseconds since the Unix epoch. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** Unix seconds, rounded down. */
export const seconds = (clock: Clock): number => Math.floor(clock() / 1000);
