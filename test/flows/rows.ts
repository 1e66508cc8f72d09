/** How many rows each table has: what a refusal has to leave as it was. */
import type { Schema } from "../../src/db/schema.ts";
import type { TestHub } from "../ground/hub.ts";

/** Every table; the compiler asks for a new one here. */
const TABLES: Readonly<Record<keyof Schema, true>> = {
  migrations: true,
  settings: true,
  organizations: true,
  users: true,
  clients: true,
  providers: true,
  identities: true,
  sessions: true,
  flows: true,
  upstream_states: true,
  consents: true,
  codes: true,
  grants: true,
  revoked_tokens: true,
  signing_keys: true,
  audit: true,
  attempts: true,
};

export type Rows = Readonly<Record<keyof Schema, number>>;

export async function rowsOf({ hub }: Pick<TestHub, "hub">): Promise<Rows> {
  const counts = await Promise.all(
    (Object.keys(TABLES) as (keyof Schema)[]).map(async (table) => {
      const { count } = await hub.db.query
        .selectFrom(table)
        .select((is) => is.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return [table, Number(count)] as const;
    }),
  );
  return Object.fromEntries(counts) as Rows;
}

/** What came to the tables between two counts; a table without change is left out. */
export const grown = (before: Rows, after: Rows): Partial<Record<keyof Schema, number>> =>
  Object.fromEntries(
    (Object.keys(TABLES) as (keyof Schema)[])
      .map((table) => [table, after[table] - before[table]] as const)
      .filter(([, difference]) => difference !== 0),
  );
