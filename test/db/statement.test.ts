/** db: statements that are compiled once and run with new values, the same on both databases; and telling "gone" from "wrong". */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { isDatabaseUnavailable } from "../../src/db/failure.ts";
import { openDatabase } from "../../src/db/open.ts";
import { statement } from "../../src/db/statement.ts";
import { eachDatabase } from "../ground/databases.ts";

let built = 0;
const between = statement<{ low: number; high: number; prefix: string }>()((db, p) => {
  built += 1;
  return db
    .selectFrom("attempts")
    .select(["key", "count", "expires_at"])
    .where("count", ">=", p("low"))
    .where("count", "<", p("high"))
    .where("expires_at", ">", p("low"))
    .where("key", "like", p("prefix"))
    .where("key", "!=", "not this one")
    .orderBy("key");
});
const insert = statement<{ key: string; count: number; at: number }>()((db, p) =>
  db.insertInto("attempts").values({ key: p("key"), count: p("count"), expires_at: p("at") }),
);
const raise = statement<{ key: string }>()((db, p) =>
  db
    .updateTable("attempts")
    .set((is) => ({ count: is("count", "+", 1) }))
    .where("key", "=", p("key")),
);
const raised = statement<{ key: string }>()((db, p) =>
  db
    .updateTable("attempts")
    .set((is) => ({ count: is("count", "+", 1) }))
    .where("key", "=", p("key"))
    .returning(["key", "count"]),
);

eachDatabase((fresh, kind) => {
  let db: Database;
  beforeAll(async () => {
    const { databaseUrl, dataDirectory } = await fresh();
    db = await openDatabase({ url: databaseUrl, dataDirectory });
    await db.write(async (tx) => {
      for (const [key, count] of [
        ["a1", 1],
        ["a2", 2],
        ["a3", 3],
        ["b1", 1],
        ["not this one", 1],
      ] as const) {
        await tx.run(insert, { key, count, at: 9_007_199_254_740_991 });
      }
    });
  });
  afterAll(() => db.close());

  test("values stand where their names stood, as often as they did; what was fixed stays fixed", async () => {
    const keys = async (low: number, high: number, prefix: string) =>
      (await db.all(between, { low, high, prefix })).map(({ key }) => key);
    expect(await keys(1, 3, "%")).toEqual(["a1", "a2", "b1"]);
    expect(await keys(2, 4, "a%")).toEqual(["a2", "a3"]);
    expect(await keys(1, 9, "%x'; DROP TABLE attempts; --")).toEqual([]);
    expect(await keys(1, 9, "%")).toEqual(["a1", "a2", "a3", "b1"]);
  });

  test("it is built once for each kind of database, however often it is run", async () => {
    const before = built;
    for (let times = 0; times < 50; times += 1) await db.first(between, { low: 1, high: 2, prefix: "%" });
    expect(built - before).toBeLessThanOrEqual(1);
    expect(between.compileFor(kind, db.query)).toBe(between.compileFor(kind, db.query));
  });

  test("the first row, or undefined; numbers are numbers, the largest too", async () => {
    expect(await db.first(between, { low: 3, high: 4, prefix: "a%" })).toEqual({
      key: "a3",
      count: 3,
      expires_at: 9_007_199_254_740_991,
    });
    expect(await db.first(between, { low: 8, high: 9, prefix: "a%" })).toBeUndefined();
  });

  test("a write says how many rows it changed, and gives rows where it returns them", async () => {
    const counts = await db.write(async (tx) => [
      await tx.run(raise, { key: "a1" }),
      await tx.run(raise, { key: "nobody" }),
    ]);
    expect(counts).toEqual([1, 0]);
    expect(await db.write((tx) => tx.first(raised, { key: "a1" }))).toEqual({ key: "a1", count: 3 });
    expect(await db.write((tx) => tx.all(raised, { key: "nobody" }))).toEqual([]);
  });

  test("many at once with values of their own do not mix them up", async () => {
    const rows = await Promise.all(
      Array.from({ length: 200 }, (_, at) => db.first(between, { low: 1, high: 9, prefix: `${"ab"[at % 2]}%` })),
    );
    expect(rows.every((row, at) => row?.key === `${"ab"[at % 2]}1`)).toBe(true);
  });

  test("a database that is closed, or full, or gone is told from a mistake of ours", async () => {
    const error = (fields: object, message = "x") => Object.assign(new Error(message), fields);
    for (const gone of [
      { errcode: 5 },
      { errcode: 13 },
      { errcode: 10 | (4 << 8) },
      { code: "ECONNREFUSED" },
      { code: "57P01" },
      { code: "53300" },
      { code: "08006" },
    ]) {
      expect([gone, isDatabaseUnavailable(error(gone))]).toEqual([gone, true]);
    }
    for (const ours of [{ errcode: 1 }, { errcode: 19 }, { code: "23505" }, { code: "22021" }, { code: "42P01" }, {}]) {
      expect([ours, isDatabaseUnavailable(error(ours))]).toEqual([ours, false]);
    }
    expect(isDatabaseUnavailable("gone")).toBe(false);
    expect(isDatabaseUnavailable(error({}, "timeout exceeded when trying to connect"))).toBe(true);
    await expect(db.ping()).resolves.toBeUndefined();
  });

  if (kind !== "postgres") return;

  test("a server that is not there is told within the time that the pool waits", async () => {
    await expect(openDatabase({ url: "postgres://nobody@127.0.0.1:1/none", dataDirectory: "" })).rejects.toSatisfy(
      isDatabaseUnavailable,
    );
    expect(pg.types.builtins.INT8).toBe(20);
  });
});
