/**
 * db: the one way to write. All of a transaction happens or nothing of it, whoever it shares a commit with; nobody reads what
 * is not committed; what was answered can be read by everybody.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database, Writer } from "../../src/db/database.ts";
import { openDatabase } from "../../src/db/open.ts";
import { statement } from "../../src/db/statement.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";

const insert = statement<{ key: string; value: string }>()((db, p) =>
  db.insertInto("settings").values({ key: p("key"), value: p("value"), updated_at: 1 }),
);

const open = ({ databaseUrl, dataDirectory }: FreshDatabase): Promise<Database> =>
  openDatabase({ url: databaseUrl, dataDirectory });

eachDatabase((fresh, kind) => {
  let database: FreshDatabase;
  let db: Database;
  let other: Database;
  beforeAll(async () => {
    database = await fresh();
    db = await open(database);
    other = await open(database);
  });
  beforeEach(async () => {
    await db.write((tx) => tx.query.deleteFrom("settings").execute());
  });
  afterAll(async () => {
    await other.close();
    await db.close();
  });

  const put = (tx: Writer, key: string) => tx.run(insert, { key, value: "x" });
  const keys = async (of: Pick<Database, "query"> = db): Promise<string[]> =>
    (await of.query.selectFrom("settings").select("key").orderBy("key").execute()).map(({ key }) => key);

  test("what was answered is there for everybody", async () => {
    const answer = await db.write(async (tx) => {
      await put(tx, "a");
      return 7;
    });
    expect(answer).toBe(7);
    expect([await keys(), await keys(other)]).toEqual([["a"], ["a"]]);
  });

  test("a failing job among others is undone alone, and each gets its own answer", async () => {
    const job = (number: number) =>
      db.write(async (tx) => {
        await put(tx, `a${number}`);
        await put(tx, `b${number}`);
        if (number % 3 === 1) throw new Error(`job ${number}`);
        if (number % 3 === 2) await put(tx, `a${number}`);
        return number;
      });
    const answers = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(job));
    expect(answers.map((each) => (each.status === "fulfilled" ? each.value : each.reason instanceof Error))).toEqual([
      0,
      true,
      true,
      3,
      true,
      true,
    ]);
    expect(answers[1]).toMatchObject({ reason: { message: "job 1" } });
    expect(await keys()).toEqual(["a0", "a3", "b0", "b3"]);
  });

  test("a transaction sees its own writes, and nobody else does before it is committed", async () => {
    let inside: readonly string[] = [];
    let outside: readonly string[][] = [];
    await db.write(async (tx) => {
      await put(tx, "a");
      inside = await keys(tx);
      outside = [await keys(), await keys(other)];
    });
    expect(inside).toEqual(["a"]);
    expect(outside).toEqual([[], []]);
    expect(await keys()).toEqual(["a"]);
  });

  test("a transaction in which a query failed and was passed over is not answered as done when it was undone", async () => {
    await db.write((tx) => put(tx, "a"));
    const passingOver = db.write(async (tx) => {
      await put(tx, "b");
      await put(tx, "a").catch(() => 0);
      return "done";
    });
    const outcome = await passingOver.catch(() => "refused");
    expect([outcome, await keys(other)]).toEqual(kind === "sqlite" ? ["done", ["a", "b"]] : ["refused", ["a"]]);
  });

  test("a thousand jobs at once: each is done once, and none is lost", async () => {
    const numbers = Array.from({ length: 1000 }, (_, at) => String(at).padStart(4, "0"));
    await Promise.all(numbers.map((key) => db.write((tx) => put(tx, key))));
    expect(await keys(other)).toEqual(numbers);
  });

  test("of many who change one row where it is still unchanged, one does", async () => {
    await db.write((tx) => put(tx, "a"));
    const changed = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        [db, other][at % (kind === "postgres" ? 2 : 1)]?.write(async (tx) => {
          const { numUpdatedRows } = await tx.query
            .updateTable("settings")
            .set({ value: `y${at}` })
            .where("key", "=", "a")
            .where("value", "=", "x")
            .executeTakeFirst();
          return numUpdatedRows;
        }),
      ),
    );
    expect(changed.filter((count) => count === 1n)).toHaveLength(1);
    expect(changed.filter((count) => count === 0n)).toHaveLength(15);
  });

  test("a counter that everybody raises at once has counted everybody", async () => {
    await db.write((tx) => tx.query.insertInto("attempts").values({ key: "n", count: 0, expires_at: 0 }).execute());
    await Promise.all(
      Array.from({ length: 100 }, () =>
        db.write((tx) =>
          tx.query
            .updateTable("attempts")
            .set((is) => ({ count: is("count", "+", 1) }))
            .where("key", "=", "n")
            .execute(),
        ),
      ),
    );
    const row = await db.query.selectFrom("attempts").select("count").where("key", "=", "n").executeTakeFirst();
    expect(row?.count).toBe(100);
  });

  test("closing waits for what was begun, and refuses what comes later", async () => {
    const short = await open(database);
    const writing = Promise.all(["a", "b", "c"].map((key) => short.write((tx) => put(tx, key))));
    const closing = kind === "sqlite" ? short.close() : writing.then(() => short.close());
    await writing;
    await closing;
    expect(await keys()).toEqual(["a", "b", "c"]);
    await expect(short.write((tx) => put(tx, "d"))).rejects.toThrow();
    expect(await keys()).toEqual(["a", "b", "c"]);
  });

  if (kind === "sqlite") {
    test("what only reads can't write: a write that goes past `write` is found", async () => {
      await expect(db.query.deleteFrom("settings").execute()).rejects.toThrow(/readonly/);
      await expect(db.query.transaction().execute(async () => 1)).rejects.toThrow("Database.write");
    });
    return;
  }

  test("two that lock each other out are both done in the end", async () => {
    await db.write(async (tx) => {
      await put(tx, "a");
      await put(tx, "b");
    });
    const touch = (tx: Writer, key: string) =>
      tx.query
        .updateTable("settings")
        .set((is) => ({ updated_at: is("updated_at", "+", 1) }))
        .where("key", "=", key)
        .execute();
    let met = 0;
    let meet: () => void = () => {};
    const both = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const cross = (first: string, second: string) =>
      db.write(async (tx) => {
        await touch(tx, first);
        met += 1;
        if (met === 2) meet();
        // Only the first two tries wait for each other; whoever is tried again goes through.
        if (met <= 2) await both;
        await touch(tx, second);
      });
    await Promise.all([cross("a", "b"), cross("b", "a")]);
    const rows = await db.query.selectFrom("settings").select("updated_at").execute();
    expect(rows.map(({ updated_at }) => updated_at)).toEqual([3, 3]);
    expect(met).toBe(3);
  });

  test("a row id that is taken draws again, any other clash is the caller's to see", async () => {
    const audit = (id: number) => ({
      id,
      at: 1,
      action: "x",
      actor_id: null,
      subject_kind: null,
      subject_id: null,
      client_id: null,
      address: null,
      request_id: null,
      detail: "{}",
    });
    await db.write((tx) => tx.query.insertInto("audit").values(audit(1)).execute());
    let next = 0;
    await db.write((tx) => {
      next += 1;
      return tx.query.insertInto("audit").values(audit(next)).execute();
    });
    expect(next).toBe(2);
    // Every table that is keyed by one, those of later migrations too.
    const form = (id: number) => ({
      id,
      value_hash: String(id),
      browser_hash: "b",
      user_id: "u",
      path: "/",
      back_to: "/",
      sealed_fields: "",
      expires_at: 1,
    });
    let drawn = 0;
    await db.write((tx) => tx.query.insertInto("kept_forms").values(form(1)).execute());
    await db.write((tx) => {
      drawn += 1;
      return tx.query
        .insertInto("kept_forms")
        .values({ ...form(drawn), value_hash: "another" })
        .execute();
    });
    expect(drawn).toBe(2);
    let tries = 0;
    await db.write((tx) => put(tx, "a"));
    const clash = db.write((tx) => {
      tries += 1;
      return put(tx, "a");
    });
    await expect(clash).rejects.toMatchObject({ code: "23505" });
    expect(tries).toBe(1);
  });
});
