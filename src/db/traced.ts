/**
 * A database whose transactions are spans of the request that they are made for. What is in them is not told: statements hold
 * nothing of anybody, but a transaction has many. A transaction of no request, such as a worker's look for what is due, is none.
 */
import type { Tracing } from "../lib/tracing/tracing.ts";
import type { Database } from "./database.ts";

const SYSTEMS = { sqlite: "sqlite", postgres: "postgresql" } as const;

export function tracedDatabase(tracing: Tracing | null, db: Database): Database {
  if (tracing === null) return db;
  const began = {
    kind: "client",
    name: "transaction",
    attributes: { "db.system.name": SYSTEMS[db.kind], "db.operation.name": "transaction" },
    onlyInside: true,
  } as const;
  return { ...db, write: (work) => tracing.run(began, () => db.write(work)) };
}
