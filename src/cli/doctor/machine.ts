/** The machine: its Node.js, and its clock, on which every expiry hangs. */
import { sql } from "kysely";
import { type Finding, failed, type OpenPatient, ok, warning } from "./finding.ts";

const OLDEST_NODE = 24;
/** Unix seconds of 2026: no clock that is right stands before it. */
const RELEASED = 1_767_225_600;
/** Seconds that clocks may differ: what verifiers of tokens allow. */
const SKEW = 60;

export function node(version: string = process.versions.node): Finding {
  const major = Number.parseInt(version, 10);
  if (major >= OLDEST_NODE) return ok("node", `Node.js ${version}.`);
  return failed(
    "node",
    `Node.js ${version} is too old.`,
    `Install Node.js ${OLDEST_NODE} or newer, or start with npm start, which brings its own.`,
  );
}

/** What the data itself says of the time: the last thing that happened can't lie in the future. */
async function lastEvent({ db }: OpenPatient): Promise<number> {
  const { at } = await db.query
    .selectFrom("audit")
    .select((is) => is.fn.max("at").as("at"))
    .executeTakeFirstOrThrow();
  const { applied } = await db.query
    .selectFrom("migrations")
    .select((is) => is.fn.max("applied_at").as("applied"))
    .executeTakeFirstOrThrow();
  return Math.max(Number(at ?? 0), Number(applied ?? 0));
}

async function serverTime({ db }: OpenPatient): Promise<number | null> {
  if (db.kind !== "postgres") return null;
  const { rows } = await sql<{ now: number }>`select extract(epoch from clock_timestamp())::float8 as now`.execute(
    db.query,
  );
  return rows[0]?.now ?? null;
}

const FIX = "Set the machine's clock, and keep it right with NTP.";

export async function clock(patient: OpenPatient): Promise<Finding> {
  const { now } = patient;
  if (now < RELEASED)
    return failed("clock", `The clock says ${new Date(now * 1000).toISOString()}, which can't be.`, FIX);
  const remote = await serverTime(patient);
  const apart = remote === null ? 0 : Math.round(Math.abs(remote - now));
  if (apart > SKEW) return failed("clock", `This machine's clock and the database's are ${apart} seconds apart.`, FIX);
  const ahead = (await lastEvent(patient)) - now;
  if (ahead > SKEW)
    return warning(
      "clock",
      `The clock stands ${ahead} seconds before the last event in the database: it has gone back.`,
      FIX,
    );
  return ok("clock", `The clock is plausible${remote === null ? "" : " and agrees with the database's"}.`);
}
