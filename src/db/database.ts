/**
 * What the rest of the program sees of a database: reads that see only what is committed, and one way to write.
 */
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import type { DatabaseKind, Kept, Statement } from "./statement.ts";

type Parameters = Readonly<Record<string, unknown>>;

export interface Reader {
  /** Queries as they come; for pages, lists and everything that is not run at each request. */
  readonly query: Kysely<Schema>;
  all<P extends Parameters, R>(statement: Statement<P, R>, parameters: P): Promise<R[]>;
  first<P extends Parameters, R>(statement: Statement<P, R>, parameters: P): Promise<R | undefined>;
  /** What is made of the one row. On SQLite, outside of a transaction, it is made once as long as nobody changes the table. */
  firstKept<P extends Parameters, R, V>(kept: Kept<P, R, V>, parameters: P): Promise<V | undefined>;
}

/** A transaction. Reads in it see its own writes. */
export interface Writer extends Reader {
  /** Runs a write. @returns how many rows it changed: the count that decides who was first. */
  run<P extends Parameters>(statement: Statement<P, unknown>, parameters: P): Promise<number>;
}

export interface Database extends Reader {
  readonly kind: DatabaseKind;
  /**
   * One transaction: everything in `work` happens, durably, before the promise is fulfilled, or nothing does.
   *
   * `work` waits for nothing but this transaction's own queries (hash passwords and call others before), and may be run
   * again when the database asks for it, so it changes nothing but rows. On SQLite the transactions that are ready in
   * one turn of the event loop are committed together, each in a savepoint of its own; PostgreSQL does the same for
   * concurrent commits by itself, so there each has a connection.
   */
  write<T>(work: (tx: Writer) => Promise<T>): Promise<T>;
  /** Answers, or throws: for `/readyz`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
