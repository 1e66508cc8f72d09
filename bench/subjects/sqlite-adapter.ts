/**
 * oidc-provider's storage on `node:sqlite`, as its adapter interface asks for it (`upsert`, `find`, `findByUid`,
 * `findByUserCode`, `consume`, `destroy`, `revokeByGrantId`): one table a model, the payload as JSON, an index for each
 * value that it looks up by, and one for expiry. Journal and durability are the hub's: WAL, `synchronous=FULL`.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

const now = (): number => Math.floor(Date.now() / 1000);

export function openStorage(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 });
  db.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000");
  return db;
}

/** @param model Its name is the table's; oidc-provider's own names alone come here. */
export function createTable(db: DatabaseSync, model: string): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS "${model}" (
      id TEXT PRIMARY KEY, payload TEXT NOT NULL, grant_id TEXT, user_code TEXT, uid TEXT,
      expires_at INTEGER, consumed_at INTEGER
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS "${model}_grant_id" ON "${model}" (grant_id) WHERE grant_id IS NOT NULL;
    CREATE INDEX IF NOT EXISTS "${model}_user_code" ON "${model}" (user_code) WHERE user_code IS NOT NULL;
    CREATE INDEX IF NOT EXISTS "${model}_uid" ON "${model}" (uid) WHERE uid IS NOT NULL;
    CREATE INDEX IF NOT EXISTS "${model}_expires_at" ON "${model}" (expires_at);
  `);
}

interface Row {
  readonly payload: string;
  readonly consumed_at: number | null;
}

class SqliteAdapter implements Adapter {
  readonly #upsert: StatementSync;
  readonly #find: StatementSync;
  readonly #findByUid: StatementSync;
  readonly #findByUserCode: StatementSync;
  readonly #consume: StatementSync;
  readonly #destroy: StatementSync;
  readonly #revoke: StatementSync;

  constructor(db: DatabaseSync, model: string) {
    createTable(db, model);
    const columns = `SELECT payload, consumed_at FROM "${model}"`;
    const living = "(expires_at IS NULL OR expires_at > ?)";
    this.#upsert = db.prepare(
      `INSERT INTO "${model}" (id, payload, grant_id, user_code, uid, expires_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id,
         user_code = excluded.user_code, uid = excluded.uid, expires_at = excluded.expires_at`,
    );
    this.#find = db.prepare(`${columns} WHERE id = ? AND ${living}`);
    this.#findByUid = db.prepare(`${columns} WHERE uid = ? AND ${living}`);
    this.#findByUserCode = db.prepare(`${columns} WHERE user_code = ? AND ${living}`);
    this.#consume = db.prepare(`UPDATE "${model}" SET consumed_at = ? WHERE id = ?`);
    this.#destroy = db.prepare(`DELETE FROM "${model}" WHERE id = ?`);
    this.#revoke = db.prepare(`DELETE FROM "${model}" WHERE grant_id = ?`);
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expiresAt = expiresIn === undefined ? null : now() + expiresIn;
    const { grantId = null, userCode = null, uid = null } = payload;
    this.#upsert.run(id, JSON.stringify(payload), grantId, userCode, uid, expiresAt);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return read(this.#find.get(id, now()));
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return read(this.#findByUid.get(uid, now()));
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return read(this.#findByUserCode.get(userCode, now()));
  }

  async consume(id: string): Promise<void> {
    this.#consume.run(now(), id);
  }

  async destroy(id: string): Promise<void> {
    this.#destroy.run(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    this.#revoke.run(grantId);
  }
}

function read(found: unknown): AdapterPayload | undefined {
  if (found === undefined) return undefined;
  const row = found as Row;
  const payload: AdapterPayload = JSON.parse(row.payload);
  return row.consumed_at === null ? payload : { ...payload, consumed: row.consumed_at };
}

export function sqliteAdapters(file: string): AdapterFactory {
  const db = openStorage(file);
  return (model) => new SqliteAdapter(db, model);
}
