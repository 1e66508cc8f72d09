/**
 * Statements that run thousands of times a second: written once with Kysely, compiled once for each database, then run as
 * prepared statements with new values. Building the same query anew costs more than running it.
 */
import type { Compilable, Kysely } from "kysely";
import type { Schema } from "./schema.ts";

export type DatabaseKind = "sqlite" | "postgres";

/** Stands for a parameter while a statement is being compiled. */
class Parameter {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

type Parameters = Readonly<Record<string, unknown>>;

/** A statement compiled for one database. */
export interface CompiledStatement {
  /** Names the statement to PostgreSQL. */
  readonly name: string;
  readonly sql: string;
  values(parameters: Parameters): unknown[];
}

/** A query that takes `P` and gives rows of `R` (nothing for a write that returns nothing). */
export interface Statement<P extends Parameters, R> {
  /** @param db Only compiles; any instance of that kind will do. */
  compileFor(kind: DatabaseKind, db: Kysely<Schema>): CompiledStatement;
  /** Only carries the types. */
  readonly types?: { parameters: P; row: R };
}

type ParameterOf<P> = <K extends keyof P & string>(name: K) => P[K];
type RowOf<C> = C extends Compilable<infer R> ? R : never;

let statements = 0;

/**
 * ```ts
 * const byId = statement<{ id: string }>()((db, p) => db.selectFrom("users").selectAll().where("id", "=", p("id")));
 * await db.first(byId, { id });
 * ```
 */
export const statement =
  <P extends Parameters>() =>
  <C extends Compilable<unknown>>(build: (db: Kysely<Schema>, p: ParameterOf<P>) => C): Statement<P, RowOf<C>> => {
    statements += 1;
    const name = `alldoor_${statements}`;
    const compiled: Partial<Record<DatabaseKind, CompiledStatement>> = {};
    return {
      compileFor(kind, db) {
        const known = compiled[kind];
        if (known) return known;
        // Kysely passes an unknown object through as a value, which is what lets a marker stand where a value will be.
        const query = build(db, (key) => new Parameter(key) as never).compile();
        const slots = query.parameters;
        const fresh: CompiledStatement = {
          name,
          sql: query.sql,
          values: (parameters) => slots.map((slot) => (slot instanceof Parameter ? parameters[slot.name] : slot)),
        };
        compiled[kind] = fresh;
        return fresh;
      },
    };
  };

/** A statement that finds a row of one table by a key, and what is made of the row: a value that nobody changes. */
export interface Kept<P extends Parameters, R, V> {
  readonly statement: Statement<P, R>;
  /** The only table that the statement reads. */
  readonly table: keyof Schema & string;
  /** The parameter that the row is found by; there is no other. */
  readonly key: keyof P & string;
  read(row: R): V;
}
