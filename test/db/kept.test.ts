/**
 * db: what is kept of a row in memory is never older than the database. Whoever changes the row (this database's own
 * transaction, another connection, another process, a cascade), the next reading sees it.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database, Writer } from "../../src/db/database.ts";
import { openDatabase, SQLITE_FILE } from "../../src/db/open.ts";
import { statement } from "../../src/db/statement.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";

const byKey = statement<{ key: string }>()((db, p) =>
  db.selectFrom("settings").selectAll().where("key", "=", p("key")),
);

eachDatabase((fresh, kind) => {
  let database: FreshDatabase;
  let db: Database;
  let other: Database;
  let made = 0;
  const open = () => openDatabase({ url: database.databaseUrl, dataDirectory: database.dataDirectory });
  beforeAll(async () => {
    database = await fresh();
    db = await open();
    other = await open();
  });
  beforeEach(async () => {
    await db.write((tx) => tx.query.deleteFrom("settings").execute());
    await db.write((tx) => put(tx, "a", "1"));
    made = 0;
  });
  afterAll(async () => {
    await other.close();
    await db.close();
  });

  const kept = {
    statement: byKey,
    table: "settings",
    key: "key",
    read: ({ value }: { value: string }) => {
      made += 1;
      return { value };
    },
  } as const;
  const put = (tx: Writer, key: string, value: string) =>
    tx.query
      .insertInto("settings")
      .values({ key, value, updated_at: 1 })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
      .execute();
  const read = async (key = "a", of: Pick<Database, "firstKept"> = db) => (await of.firstKept(kept, { key }))?.value;

  test("what nobody changes is made once on SQLite, other tables' writes notwithstanding", async () => {
    const first = await db.firstKept(kept, { key: "a" });
    await db.write((tx) => tx.query.insertInto("attempts").values({ key: "k", count: 1, expires_at: 1 }).execute());
    const second = await db.firstKept(kept, { key: "a" });
    expect([first, second]).toEqual([{ value: "1" }, { value: "1" }]);
    expect([made, first === second]).toEqual(kind === "sqlite" ? [1, true] : [2, false]);
    await db.write((tx) => tx.query.deleteFrom("attempts").execute());
  });

  test("a change of our own is seen as soon as it is answered", async () => {
    expect(await read()).toBe("1");
    await db.write((tx) => put(tx, "a", "2"));
    expect(await read()).toBe("2");
    await db.write((tx) => tx.query.deleteFrom("settings").where("key", "=", "a").execute());
    expect(await read()).toBeUndefined();
    await db.write((tx) => put(tx, "a", "3"));
    expect(await read()).toBe("3");
  });

  test("a change over another connection is seen at once", async () => {
    expect(await read()).toBe("1");
    await other.write((tx) => put(tx, "a", "2"));
    expect(await read()).toBe("2");
    await other.write((tx) => tx.query.deleteFrom("settings").execute());
    expect(await read()).toBeUndefined();
  });

  test("between many changes from both sides each reading is the latest", async () => {
    const seen: (string | undefined)[] = [];
    const written: string[] = [];
    for (let at = 0; at < 40; at += 1) {
      await (at % 2 === 0 ? db : other).write((tx) => put(tx, "a", `v${at}`));
      written.push(`v${at}`, `v${at}`);
      seen.push(await read(), await read("a", other));
    }
    expect(seen).toEqual(written);
  });

  test("a transaction reads its own changes, which are nobody else's until they are committed", async () => {
    expect(await read()).toBe("1");
    const inside = await db.write(async (tx) => {
      await put(tx, "a", "2");
      return [await read("a", tx), await read()];
    });
    expect(inside).toEqual(["2", "1"]);
    expect(await read()).toBe("2");
  });

  test("what was undone was never there", async () => {
    const undone = db.write(async (tx) => {
      await put(tx, "a", "2");
      await read("a", tx);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await read()).toBe("1");
  });

  test("of more rows than are kept each is still the right one", async () => {
    const keys = Array.from({ length: 1200 }, (_, at) => `k${at}`);
    await db.write(async (tx) => {
      await tx.query
        .insertInto("settings")
        .values(keys.map((key) => ({ key, value: `of ${key}`, updated_at: 1 })))
        .execute();
    });
    for (let round = 0; round < 2; round += 1) {
      expect(await Promise.all(keys.map((key) => read(key)))).toEqual(keys.map((key) => `of ${key}`));
    }
  });

  if (kind !== "sqlite") return;

  test("a change by another process is seen at once", async () => {
    expect(await read()).toBe("1");
    const file = join(database.dataDirectory, SQLITE_FILE);
    const program = `new (require("node:sqlite").DatabaseSync)(process.argv[1]).exec("UPDATE settings SET value = '2'")`;
    execFileSync(process.execPath, ["-e", program, file]);
    expect(await read()).toBe("2");
  });

  test("what is first asked for while a transaction runs is not kept by its rollback", async () => {
    const short = await open();
    const undone = short.write(async (tx) => {
      await put(tx, "b", "1");
      await read("a", short);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await read("a", short)).toBe("1");
    await short.write((tx) => put(tx, "a", "2"));
    expect(await read("a", short)).toBe("2");
    await short.close();
  });
});
