/** Kysely over one connection that `Database` holds: it builds and runs queries, transactions are begun and ended by `write`. */
import { type DatabaseConnection, type Dialect, type Driver, Kysely, type QueryResult } from "kysely";
import type { Schema } from "./schema.ts";

/** The interface asks for streams too; no query of ours streams. */
export abstract class SingleConnection implements DatabaseConnection {
  abstract executeQuery<R>(query: {
    readonly sql: string;
    readonly parameters: readonly unknown[];
  }): Promise<QueryResult<R>>;

  async *streamQuery<R>(query: {
    readonly sql: string;
    readonly parameters: readonly unknown[];
  }): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }
}

export function kyselyOver(connection: DatabaseConnection, dialect: Omit<Dialect, "createDriver">): Kysely<Schema> {
  const refuse = async () => {
    throw new Error("transactions go through Database.write");
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  return new Kysely<Schema>({ dialect: { ...dialect, createDriver: () => driver } });
}
