/**
 * The encryption key at start: with another key, or without the one that was used, a hub refuses with one clear line that says
 * nothing of the key, changes nothing, and starts again as soon as the right one is back.
 */
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { Refusal } from "../../src/lib/errors.ts";
import { newSealingKeyText } from "../../src/lib/seal.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub } from "../ground/hub.ts";

const fileOf = ({ dataDirectory }: FreshDatabase): string => join(dataDirectory, "encryption.key");

/** Every row of every table, as text. */
async function contents({ databaseUrl, dataDirectory }: FreshDatabase): Promise<string> {
  const db = await openDatabase({ url: databaseUrl, dataDirectory });
  try {
    const tables = await db.query.introspection.getTables();
    const rows = await Promise.all(
      tables.map(({ name }) =>
        db.query
          .selectFrom(name as "settings")
          .selectAll()
          .execute(),
      ),
    );
    return JSON.stringify(tables.map(({ name }, at) => [name, rows[at]]));
  } finally {
    await db.close();
  }
}

async function refusal(start: Promise<{ close(): Promise<void> }>): Promise<Refusal> {
  try {
    await (await start).close();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it started");
}

eachDatabase((fresh) => {
  test("the first start makes a key that its owner alone may read, and the next start takes it", async () => {
    const database = await fresh();
    await (await startHub(database)).close();
    const text = readFileSync(fileOf(database), "utf8");
    expect(text).toMatch(/^[\w-]{43}\n$/);
    expect(statSync(fileOf(database)).mode & 0o777).toBe(0o600);
    await (await startHub(database)).close();
    expect(readFileSync(fileOf(database), "utf8")).toBe(text);
  });

  test.each([
    ["another key", () => newSealingKeyText(), "encryption_key_wrong"],
    ["a key that is no key", () => "not a key", "configuration_invalid"],
    [
      "a sentence of the right length",
      () => "correct horse battery staple correct horse batt",
      "configuration_invalid",
    ],
    ["a key of one byte over and over", () => Buffer.alloc(32, 7).toString("base64url"), "configuration_invalid"],
    ["a key that is too short", () => Buffer.alloc(16, "x1").toString("base64url"), "configuration_invalid"],
  ])("%s: one line, no key in it, nothing changed; with the right one it starts", async (_what, make, code) => {
    const database = await fresh();
    const first = await startHub(database);
    await first.makeClient();
    await first.close();
    const before = await contents(database);
    const key = make();
    for (const environment of [
      { ALLDOOR_ENCRYPTION_KEY: key },
      { ALLDOOR_ENCRYPTION_KEY_FILE: join(database.dataDirectory, "other.key") },
    ]) {
      writeFileSync(join(database.dataDirectory, "other.key"), `${key}\n`);
      const refused = await refusal(startHub({ ...database, environment }));
      expect(refused.code).toBe(code);
      expect(refused.message).toMatch(/encryption key/i);
      expect(refused.message).not.toContain("\n");
      expect(refused.message).not.toContain(key);
    }
    expect(await contents(database)).toBe(before);
    await (await startHub(database)).close();
  });

  test("the key file is gone: it says where it belongs, and makes no new one", async () => {
    const database = await fresh();
    await (await startHub(database)).close();
    const before = await contents(database);
    renameSync(fileOf(database), `${fileOf(database)}.away`);
    const refused = await refusal(startHub(database));
    expect(refused.code).toBe("encryption_key_wrong");
    expect(refused.message).toContain(fileOf(database));
    expect(refused.message).not.toContain("\n");
    expect(existsSync(fileOf(database))).toBe(false);
    expect(await contents(database)).toBe(before);
    renameSync(`${fileOf(database)}.away`, fileOf(database));
    await (await startHub(database)).close();
  });

  test("an empty key file is no key, and is not written over", async () => {
    const database = await fresh();
    writeFileSync(fileOf(database), "");
    expect((await refusal(startHub(database))).code).toBe("configuration_invalid");
    expect(readFileSync(fileOf(database), "utf8")).toBe("");
  });

  test("a key from the configuration leaves no file behind", async () => {
    const database = await fresh();
    const environment = { ALLDOOR_ENCRYPTION_KEY: newSealingKeyText() };
    await (await startHub({ ...database, environment })).close();
    expect(existsSync(fileOf(database))).toBe(false);
    expect((await refusal(startHub(database))).code).toBe("encryption_key_wrong");
    await (await startHub({ ...database, environment })).close();
  });
});
