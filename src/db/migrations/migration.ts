/** What a migration is. */
import type { CreateTableBuilder, Kysely, RawBuilder } from "kysely";
import type { Schema } from "../schema.ts";

/** The few spots where the databases' DDL differs. */
export interface Ddl {
  /** A time-ordered integer key (SQLite keys its tree by it only as `integer`). */
  rowId<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T>;
  /** Text that compares byte by byte, whatever language the database is in: everything below a path is one range of it. */
  readonly bytewiseText: RawBuilder<unknown>;
}

export interface Migration {
  readonly name: string;
  up(db: Kysely<Schema>, ddl: Ddl): Promise<void>;
}
