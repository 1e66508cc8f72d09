/** This machine's clock against the provider's: an ID Token, an OAuth 1.0a signature or a signed callback is good for minutes. */
import { type Finding, failed, ok } from "../doctor/finding.ts";
import { isAnswered, type Witness } from "./witness.ts";

/** Seconds that clocks may differ: what verifiers of tokens allow. */
const SKEW = 60;

/** @param now Unix seconds. @returns Nothing where no answer said its time. */
export function clock({ seen }: Witness, now: number): Finding | null {
  const dated = seen.filter(isAnswered).find(({ date }) => date !== null);
  if (dated === undefined || dated.date === null) return null;
  const apart = now - dated.date;
  if (Math.abs(apart) <= SKEW) return ok("clock", "This machine's clock and the provider's agree.");
  const way = apart > 0 ? "ahead of" : "behind";
  const { host } = new URL(dated.address);
  return failed(
    "clock",
    `This machine's clock is ${Math.abs(apart)} seconds ${way} the clock of ${host}.`,
    "Set the machine's clock, and keep it right with NTP.",
  );
}
