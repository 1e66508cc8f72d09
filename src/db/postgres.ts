/**
 * PostgreSQL through `pg`: a pool, statements prepared by name, and transactions tried again where PostgreSQL asks for it
 * (serialization failure, deadlock) or where two hubs drew the same row id.
 */
import {
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import pg from "pg";
import type { Database, Reader, Writer } from "./database.ts";
import type { Schema } from "./schema.ts";
import { kyselyOver, SingleConnection } from "./single-connection.ts";
import type { Statement } from "./statement.ts";

const TRIES = 4;
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const UNIQUE_VIOLATION = "23505";
/** A primary key that is one number: a time-ordered id, which two processes can draw at once. In no language does it read otherwise. */
const ROW_ID = /\(id\)=\(\d+\)/;

// Our bigints are Unix seconds and row ids, both safe integers; pg would hand them over as text.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

type Parameters = Readonly<Record<string, unknown>>;

const worthAnotherTry = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  (error.code === SERIALIZATION_FAILURE ||
    error.code === DEADLOCK ||
    (error.code === UNIQUE_VIOLATION &&
      error.constraint?.endsWith("_pkey") === true &&
      ROW_ID.test(error.detail ?? "")));

class Connection extends SingleConnection {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    super();
    this.#client = client;
  }

  async executeQuery<R>({
    sql,
    parameters,
  }: {
    readonly sql: string;
    readonly parameters: readonly unknown[];
  }): Promise<QueryResult<R>> {
    const { rows, rowCount, command } = await this.#client.query(sql, [...parameters]);
    return CHANGES.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
  }
}

const CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

const dialect = {
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};

/** @param compiler Any Kysely for PostgreSQL; `makeQuery` gives the one that runs on `target`, only where it is asked for. */
function handle(compiler: Kysely<Schema>, target: pg.Pool | pg.PoolClient, makeQuery: () => Kysely<Schema>): Writer {
  const send = (statement: Statement<Parameters, unknown>, parameters: Parameters) => {
    const { name, sql, values } = statement.compileFor("postgres", compiler);
    return target.query({ name, text: sql, values: values(parameters) });
  };
  let query: Kysely<Schema> | undefined;
  return {
    get query() {
      query ??= makeQuery();
      return query;
    },
    all: async (statement, parameters) => (await send(statement, parameters)).rows as never,
    first: async (statement, parameters) => (await send(statement, parameters)).rows[0] as never,
    async firstKept({ statement, read }, parameters) {
      const row = (await send(statement, parameters)).rows[0];
      return row === undefined ? undefined : read(row as never);
    },
    run: async (statement, parameters) => (await send(statement, parameters)).rowCount ?? 0,
  };
}

/** @param url `postgres://user:password@host:port/database`, with TLS parameters as libpq has them. */
export function openPostgres(url: string, onIdleError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: "alldoor",
    types,
  });
  // An idle connection that breaks is replaced by the pool; without a listener Node would end the process.
  pool.on("error", onIdleError);
  const pooled = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const reader: Reader = handle(pooled, pool, () => pooled);

  const attempt = async <T>(work: (tx: Writer) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken = false;
    try {
      await client.query("BEGIN");
      const value = await work(handle(pooled, client, () => kyselyOver(new Connection(client), dialect)));
      // A query that failed has undone the transaction, though `work` may have passed over it: COMMIT then says ROLLBACK.
      const { command } = await client.query("COMMIT");
      if (command !== "COMMIT") throw new Error("the transaction was undone: a query in it had failed");
      return value;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };

  return {
    kind: "postgres",
    query: reader.query,
    all: reader.all,
    first: reader.first,
    firstKept: reader.firstKept,
    async write(work) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await attempt(work);
        } catch (error) {
          if (tried >= TRIES || !worthAnotherTry(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tried));
        }
      }
    },
    async ping() {
      await pool.query("SELECT 1");
    },
    close: () => pool.end(),
  };
}
