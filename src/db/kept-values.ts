/**
 * What was read of rows that hardly ever change and are needed at nearly every request: the row's value as it was made, kept
 * in memory on SQLite for exactly as long as nobody has changed the table.
 *
 * Two things tell of a change. `PRAGMA data_version` of the connection that writes differs as soon as any other connection, of
 * this process or of another (the command line), has committed anything. Our own writes are told by triggers of that
 * connection alone, which SQLite fires for whatever touches a row, a cascade of another table's too. Would one of the two
 * fail, a client that was disabled would still be served.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Values that are kept at most. */
const MOST = 1000;
const CHANGES = ["INSERT", "UPDATE", "DELETE"] as const;

export class KeptValues {
  readonly #writing: DatabaseSync;
  readonly #version: StatementSync;
  readonly #watched = new Set<string>();
  readonly #values = new Map<string, unknown>();
  #seen: unknown;
  #changed = false;

  /** @param writing The connection of all writes of this `Database`. */
  constructor(writing: DatabaseSync) {
    this.#writing = writing;
    this.#version = writing.prepare("PRAGMA data_version");
    writing.function("alldoor_kept_changed", () => {
      this.#changed = true;
      return null;
    });
  }

  /** @returns what `read` gives, or gave while the table was as it is; a row that is not there is looked for each time. */
  get<V>(table: string, key: string, read: () => V | undefined): V | undefined {
    if (!this.#watch(table)) return read();
    const version = this.#version.get()?.data_version;
    if (version !== this.#seen) {
      this.#values.clear();
      this.#seen = version;
    }
    const known = this.#values.get(key);
    // What is kept under a key was made by the same `read`: keys begin with the statement's name.
    if (known !== undefined) return known as V;
    const value = read();
    if (value === undefined) return undefined;
    if (this.#values.size >= MOST) this.#forgetOldest();
    this.#values.set(key, value);
    return value;
  }

  /** To be called after every commit and rollback, before anybody is answered. */
  settle(): void {
    if (!this.#changed) return;
    this.#changed = false;
    this.#values.clear();
  }

  /** Makes the table's triggers. @returns whether they stand: within a transaction they would go with its rollback. */
  #watch(table: string): boolean {
    if (this.#watched.has(table)) return true;
    if (this.#writing.isTransaction) return false;
    for (const change of CHANGES) {
      this.#writing.exec(
        `CREATE TEMP TRIGGER kept_${table}_${change} AFTER ${change} ON main.${table} BEGIN SELECT alldoor_kept_changed(); END`,
      );
    }
    this.#watched.add(table);
    return true;
  }

  #forgetOldest(): void {
    const oldest = this.#values.keys().next();
    if (!oldest.done) this.#values.delete(oldest.value);
  }
}
