/** The ring of steps: bounded in age and in number, whatever comes. Ids tell the time, so the oldest are a range. */
import type { Database, Reader, Writer } from "../../db/database.ts";
import { type Statement, statement } from "../../db/statement.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { Step } from "./watched.ts";

/** Seconds that a step is kept. */
export const STEP_SECONDS = 86_400;
/** Steps that are kept. */
export const MOST_STEPS = 20_000;
/** Steps of one sign-in that are shown. */
const MOST_SHOWN = 200;

export interface NewStep {
  readonly id: number;
  readonly requestId: string;
  readonly step: Step;
  readonly keys: readonly string[];
}

export interface StoredStep extends Step {
  readonly requestId: string;
  /** Unix milliseconds at which the request came. */
  readonly at: number;
}

/** Rows of one statement: each of these few is compiled once, where a list of any length would be a new one each time. */
const SIZES = [32, 8, 1] as const;

const numbers = (size: number): number[] => Array.from({ length: size }, (_, index) => index);

type StepParameters = Readonly<Record<`id${number}`, number> & Record<`request${number}` | `detail${number}`, string>>;
type KeyParameters = Readonly<Record<`key${number}`, string> & Record<`step${number}`, number>>;

const insertSteps = SIZES.map((size) =>
  statement<StepParameters>()((db, p) =>
    db
      .insertInto("inspected_steps")
      .values(numbers(size).map((n) => ({ id: p(`id${n}`), request_id: p(`request${n}`), detail: p(`detail${n}`) }))),
  ),
);

const insertKeys = SIZES.map((size) =>
  statement<KeyParameters>()((db, p) =>
    db.insertInto("inspected_keys").values(numbers(size).map((n) => ({ key: p(`key${n}`), step_id: p(`step${n}`) }))),
  ),
);

/** Runs the statement of each size as often as its size fits into what is left. */
async function inBatches<P extends Readonly<Record<string, unknown>>, T>(
  tx: Writer,
  statements: readonly Statement<P, unknown>[],
  rows: readonly T[],
  parametersOf: (batch: readonly T[]) => P,
): Promise<void> {
  let done = 0;
  for (const [index, size] of SIZES.entries()) {
    const insert = statements[index];
    for (; insert && rows.length - done >= size; done += size)
      await tx.run(insert, parametersOf(rows.slice(done, done + size)));
  }
}

export async function storeSteps(tx: Writer, steps: readonly NewStep[]): Promise<void> {
  await inBatches(tx, insertSteps, steps, (batch) => {
    const parameters: Record<string, string | number> = {};
    for (const [n, { id, requestId, step }] of batch.entries()) {
      parameters[`id${n}`] = id;
      parameters[`request${n}`] = requestId;
      parameters[`detail${n}`] = JSON.stringify(step);
    }
    return parameters as StepParameters;
  });
  const keys = steps.flatMap(({ id, keys: of }) => of.map((key) => ({ key, id })));
  await inBatches(tx, insertKeys, keys, (batch) => {
    const parameters: Record<string, string | number> = {};
    for (const [n, { key, id }] of batch.entries()) {
      parameters[`key${n}`] = key;
      parameters[`step${n}`] = id;
    }
    return parameters as KeyParameters;
  });
}

const removeBefore = async (tx: Writer, id: number): Promise<void> => {
  await tx.query.deleteFrom("inspected_keys").where("step_id", "<", id).execute();
  await tx.query.deleteFrom("inspected_steps").where("id", "<", id).execute();
};

/** Takes out what is too old, and what is too many. @param now Unix seconds */
export async function trimSteps(db: Database, now: number, most = MOST_STEPS): Promise<void> {
  const newest = db.query.selectFrom("inspected_steps").select("id").orderBy("id", "desc");
  const first = await newest.offset(most).limit(1).executeTakeFirst();
  const before = Math.max(firstIdAt(now - STEP_SECONDS), first === undefined ? 0 : first.id + 1);
  await db.write((tx) => removeBefore(tx, before));
}

const stored = (row: { id: number; request_id: string; detail: string }): StoredStep => ({
  ...(JSON.parse(row.detail) as Step),
  requestId: row.request_id,
  at: Math.floor(row.id / 2048),
});

/** The newest steps, or the newest that failed. @param now Unix seconds */
export async function listSteps(reader: Reader, now: number, limit: number): Promise<StoredStep[]> {
  const rows = await reader.query
    .selectFrom("inspected_steps")
    .selectAll()
    .where("id", ">=", firstIdAt(now - STEP_SECONDS))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(stored);
}

/** Every step of the sign-in that a request was part of, in their order; empty where the request is not known. */
export async function findSteps(reader: Reader, requestId: string, now: number): Promise<StoredStep[]> {
  const oldest = firstIdAt(now - STEP_SECONDS);
  const asked = await reader.query
    .selectFrom("inspected_steps")
    .select("id")
    .where("request_id", "=", requestId)
    .where("id", ">=", oldest)
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (!asked) return [];
  const ids = new Set([asked.id]);
  let fresh = [asked.id];
  while (fresh.length > 0 && ids.size < MOST_SHOWN) {
    const keys = reader.query.selectFrom("inspected_keys").select("key").where("step_id", "in", fresh);
    const linked = await reader.query
      .selectFrom("inspected_keys")
      .select("step_id")
      .distinct()
      .where("key", "in", keys)
      .where("step_id", ">=", oldest)
      .limit(MOST_SHOWN)
      .execute();
    fresh = linked.map((row) => row.step_id).filter((id) => !ids.has(id));
    for (const id of fresh) ids.add(id);
  }
  const rows = await reader.query
    .selectFrom("inspected_steps")
    .selectAll()
    .where("id", "in", [...ids])
    .orderBy("id")
    .limit(MOST_SHOWN)
    .execute();
  return rows.map(stored);
}
