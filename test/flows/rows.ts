/** How many rows each table has: what a refusal has to leave as it was. */
import type { Schema } from "../../src/db/schema.ts";
import type { TestHub } from "../ground/hub.ts";

export type Rows = ReadonlyMap<string, number>;

/** Counts every table that there is but the flow inspector's, which hears of refusals too; the database says which. */
export async function rowsOf({ hub }: Pick<TestHub, "hub">): Promise<Rows> {
  const all = await hub.db.query.introspection.getTables();
  const tables = all.filter(({ name }) => !name.startsWith("inspected_"));
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
