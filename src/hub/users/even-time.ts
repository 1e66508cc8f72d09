/**
 * Where people were imported with their password hashes, a check costs what it cost where they came from: more or less than one
 * of ours, so that the time of a refusal would tell who has come from elsewhere, and who is here at all. Refusals are therefore
 * given on a beat, which is as long as the longest check and a little more. It is waited for, not worked for: work that
 * strangers can ask for is work that they can tire the server with.
 *
 * Where nobody was imported there is no beat: `PasswordHasher.verify` does the same work for everybody.
 */
import type { Database } from "../../db/database.ts";
import type { Hub } from "../hub.ts";
import { importedCosts } from "./imported-costs.ts";

/** How much longer the beat is than the longest check: what one check may take more than another of its kind. */
const SLACK = 1.3;
/** Milliseconds that a beat lasts at most; a check that takes longer is answered at a later one. */
const LONGEST = 5000;

interface Beat {
  /** What it was measured for. */
  readonly costs: string;
  readonly milliseconds: Promise<number>;
}

const beats = new WeakMap<Database, Beat>();

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

type Services = Pick<Hub, "db" | "passwords">;

async function taken(check: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await check();
  return performance.now() - started;
}

/** One after the other, as somebody's own check would run; of each kind the shorter of two, which nothing else held up. */
async function measure({ passwords }: Services, decoys: readonly string[]): Promise<number> {
  let longest = 0;
  for (const decoy of [null, ...decoys]) {
    const check = () => passwords.verify(decoy, "nobody has this password");
    longest = Math.max(longest, Math.min(await taken(check), await taken(check)));
  }
  return Math.min(LONGEST, longest * SLACK);
}

/** Measured once, and again after an import that brought another kind of hash. @returns milliseconds; 0 for none */
async function beatOf(hub: Services): Promise<number> {
  const decoys = await importedCosts(hub.db);
  if (decoys.length === 0) return 0;
  const costs = JSON.stringify(decoys);
  const known = beats.get(hub.db);
  if (known?.costs === costs) return known.milliseconds;
  const milliseconds = measure(hub, decoys);
  beats.set(hub.db, { costs, milliseconds });
  milliseconds.catch(() => {
    if (beats.get(hub.db)?.milliseconds === milliseconds) beats.delete(hub.db);
  });
  return milliseconds;
}

/**
 * @param check Of a password. Whoever knows it may be told at once; a refusal waits for the beat.
 * @throws Refusal `busy`, and whatever the check throws
 */
export async function inEvenTime(hub: Services, check: () => Promise<boolean>): Promise<boolean> {
  const beat = await beatOf(hub);
  const started = performance.now();
  if (await check()) return true;
  if (beat > 0) await sleep(beat - ((performance.now() - started) % beat));
  return false;
}
