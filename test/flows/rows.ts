/** How many rows each table has: what a refusal has to leave as it was. */
import type { Schema } from "../../src/db/schema.ts";
import type { TestHub } from "../ground/hub.ts";

export type Rows = ReadonlyMap<string, number>;

/** Counts every table that there is but what is written beside the requests, refused ones too: the flow inspector's steps and the counts of each hour. */
export async function rowsOf({ hub }: Pick<TestHub, "hub">): Promise<Rows> {
  const all = await hub.db.query.introspection.getTables();
  const tables = all.filter(({ name }) => !name.startsWith("inspected_") && name !== "hourly_counts");
  if (tables.length === 0) throw new Error("the database has no tables");
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const { count } = await hub.db.query
        .selectFrom(name as keyof Schema)
        .select((is) => is.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return [name, Number(count)] as const;
    }),
  );
  return new Map(counts);
}

/** What came to the tables between two counts; a table without change is left out. */
export const grown = (before: Rows, after: Rows): Record<string, number> =>
  Object.fromEntries(
    [...after]
      .map(([table, count]) => [table, count - (before.get(table) ?? 0)] as const)
      .filter(([, difference]) => difference !== 0),
  );
