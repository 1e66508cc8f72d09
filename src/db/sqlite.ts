/**
 * SQLite through `node:sqlite`: one connection that writes, one that reads what is committed (WAL), and the group commit.
 *
 * `synchronous=FULL`: a commit that was answered survives a power cut. That costs a disk flush a commit, which is why the
 * transactions of one turn of the event loop share one.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { type Kysely, type QueryResult, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { Database, Reader, Writer } from "./database.ts";
import { KeptValues } from "./kept-values.ts";
import { kyselyOver, SingleConnection } from "./single-connection.ts";

interface PreparedStatement {
  readonly statement: StatementSync;
  /** Whether it gives rows. */
  readonly reads: boolean;
}

/** Prepared statements by their text; the oldest goes when there are too many. */
class Prepared {
  readonly #connection: DatabaseSync;
  readonly #known = new Map<string, PreparedStatement>();

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  get(sql: string): PreparedStatement {
    const known = this.#known.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    const fresh = { statement, reads: statement.columns().length > 0 };
    if (this.#known.size >= 500) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
    this.#known.set(sql, fresh);
    return fresh;
  }
}

class Connection extends SingleConnection {
  readonly #prepared: Prepared;

  constructor(prepared: Prepared) {
    super();
    this.#prepared = prepared;
  }

  async executeQuery<R>({
    sql,
    parameters,
  }: {
    readonly sql: string;
    readonly parameters: readonly unknown[];
  }): Promise<QueryResult<R>> {
    const { statement, reads } = this.#prepared.get(sql);
    const values = parameters as SQLInputValue[];
    if (reads) return { rows: statement.all(...values) as R[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }
}

const dialect = {
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
};

/** @param kept Where values may be kept: what a transaction reads may never come to be. */
function handle(connection: DatabaseSync, kept?: KeptValues): Writer {
  const prepared = new Prepared(connection);
  const query = kyselyOver(new Connection(prepared), dialect);
  // The driver's rows are the statement's; `types` on the statement is what promises their shape.
  return {
    query,
    async all(statement, parameters) {
      const { sql, values } = statement.compileFor("sqlite", query);
      return prepared.get(sql).statement.all(...(values(parameters) as SQLInputValue[])) as never;
    },
    async first(statement, parameters) {
      const { sql, values } = statement.compileFor("sqlite", query);
      return prepared.get(sql).statement.get(...(values(parameters) as SQLInputValue[])) as never;
    },
    async firstKept({ statement, table, key, read }, parameters) {
      const { name, sql, values } = statement.compileFor("sqlite", query);
      const find = () => {
        const row = prepared.get(sql).statement.get(...(values(parameters) as SQLInputValue[]));
        return row === undefined ? undefined : read(row as never);
      };
      return kept ? kept.get(table, `${name} ${String(parameters[key])}`, find) : find();
    },
    async run(statement, parameters) {
      const { sql, values } = statement.compileFor("sqlite", query);
      return Number(prepared.get(sql).statement.run(...(values(parameters) as SQLInputValue[])).changes);
    },
  };
}

interface Job {
  work(tx: Writer): Promise<unknown>;
  resolve(value: never): void;
  reject(error: unknown): void;
}

/** @param file A path, or `:memory:` is refused: two connections share the file. */
export function openSqlite(file: string): Database {
  const writing = new DatabaseSync(file, { timeout: 5000 });
  writing.exec(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000",
  );
  const reading = new DatabaseSync(file, { timeout: 5000 });
  reading.exec("PRAGMA query_only=ON; PRAGMA mmap_size=268435456; PRAGMA cache_size=-16000");

  const kept = new KeptValues(writing);
  const tx = handle(writing);
  const { query, all, first, firstKept }: Reader = handle(reading, kept);
  const begin = writing.prepare("BEGIN IMMEDIATE");
  const commit = writing.prepare("COMMIT");
  const savepoint = writing.prepare("SAVEPOINT job");
  const release = writing.prepare("RELEASE job");
  let queue: Job[] = [];
  let running = false;
  let closed = false;

  /** @returns how to answer each job of the group. */
  const runGroup = async (group: readonly Job[]): Promise<(() => void)[]> => {
    const settled: (() => void)[] = [];
    begin.run();
    // One that is alone fails with the transaction; a savepoint would copy each page that it touches for nothing.
    if (group.length === 1 && group[0]) {
      const [job] = group;
      const value = await job.work(tx);
      settled.push(() => job.resolve(value as never));
    } else {
      for (const job of group) {
        savepoint.run();
        try {
          const value = await job.work(tx);
          release.run();
          settled.push(() => job.resolve(value as never));
        } catch (error) {
          writing.exec("ROLLBACK TO job; RELEASE job");
          settled.push(() => job.reject(error));
        }
      }
    }
    commit.run();
    return settled;
  };

  const commitGroup = async () => {
    const group = queue;
    queue = [];
    let settled: (() => void)[];
    try {
      settled = await runGroup(group);
    } catch (error) {
      if (writing.isTransaction) writing.exec("ROLLBACK");
      settled = group.map((job) => () => job.reject(error));
    }
    kept.settle();
    for (const settle of settled) settle();
  };

  const drain = async () => {
    while (queue.length > 0) await commitGroup();
    running = false;
  };

  return {
    kind: "sqlite",
    query,
    all,
    first,
    firstKept,
    write: (work) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error("the database is closed"));
        queue.push({ work, resolve: resolve as Job["resolve"], reject });
        if (running) return;
        running = true;
        setImmediate(drain);
      }),
    async ping() {
      reading.prepare("SELECT 1").get();
    },
    async close() {
      closed = true;
      while (running) await new Promise((resolve) => setImmediate(resolve));
      reading.close();
      writing.close();
    },
  };
}
