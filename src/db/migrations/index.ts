/**
 * The migrations, oldest first, imported as a list. Forward only: what has landed is never edited, a change is a new file,
 * and each change leaves the schema readable by the version before it.
 */
import type { CreateTableBuilder, Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import { foundation } from "./0001-foundation.ts";

/** The one spot where the databases' DDL differs: a time-ordered integer key (SQLite keys its tree by it only as `integer`). */
export interface Ddl {
  rowId<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T>;
}

export interface Migration {
  readonly name: string;
  up(db: Kysely<Schema>, ddl: Ddl): Promise<void>;
}

export const migrations: readonly Migration[] = [foundation];
