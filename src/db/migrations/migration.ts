/** What a migration is. */
import type { CreateTableBuilder, Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** The one spot where the databases' DDL differs: a time-ordered integer key (SQLite keys its tree by it only as `integer`). */
export interface Ddl {
  rowId<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T>;
}

export interface Migration {
  readonly name: string;
  up(db: Kysely<Schema>, ddl: Ddl): Promise<void>;
}
