/**
 * `alldoor backup`, `restore` and `db move`: what one database held the other holds, from either kind to either kind, beside hubs
 * that run; and whatever can't be copied whole is not copied at all.
 */
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesMigrations } from "../../src/db/files-migrations/index.ts";
import { openDatabase } from "../../src/db/open.ts";
import {
  type DatabaseKind,
  eachDatabase,
  type FreshDatabase,
  freshDatabase,
  removeDatabase,
} from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, refresh, signedInBrowser, userinfo } from "../ground/oauth-client.ts";
import { alldoor, called, type ErrorDocument, storeArgs } from "./alldoor.ts";

eachDatabase((fresh, kind) => {
  let source: FreshDatabase;
  let hub: TestHub;
  let made: Awaited<ReturnType<TestHub["makeClient"]>>;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  let tokens: Record<string, unknown>;
  let folder: string;
  let file: string;
  const targets: FreshDatabase[] = [];
  /** An empty database of a kind that is not this round's. */
  const target = async (of: DatabaseKind): Promise<FreshDatabase> => {
    const made = await freshDatabase(of);
    targets.push(made);
    return made;
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "alldoor-backup-"));
    file = join(folder, "alldoor.backup");
    source = await fresh();
    hub = await startHub(source);
    made = await hub.makeClient({ consent: "first-party" });
    person = await hub.makeUser({ displayName: "Zoë – «quoted», 'single', 漢字\nsecond line" });
    tokens = (await codeFlow(hub, await signedInBrowser(hub, person), made)).body;
    // Beside the hub's tables, those of the file server.
    const files = await openDatabase({
      url: source.databaseUrl,
      dataDirectory: source.dataDirectory,
      fileName: "files.sqlite",
      tables: filesMigrations,
    });
    await files.write((tx) =>
      tx.query.insertInto("files_settings").values({ key: "backed-up", value: "yes", updated_at: 1 }).execute(),
    );
    await files.close();
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
    for (const each of targets) await removeDatabase(each);
  });

  /** A hub on a restored database goes on where the other was: people, clients, sessions' tokens, keys. */
  const goesOn = async (database: FreshDatabase) => {
    const restored = await startHub({ ...database, time: hub.time });
    try {
      // The issuer is another port's, which the tokens name: what is looked at is what is stored.
      const again = await refresh(restored, made, String(tokens.refresh_token));
      expect(again.status).toBe(200);
      expect((await userinfo(restored, String(again.body.access_token))).body.name).toBe(person.displayName);
      await signedInBrowser(restored, person);
      const known = await restored.hub.db.query.selectFrom("audit").select("id").execute();
      const before = await hub.hub.db.query.selectFrom("audit").select("id").execute();
      expect(known.length).toBeGreaterThanOrEqual(before.length);
    } finally {
      await restored.close();
    }
  };
  const withKey = async (database: FreshDatabase): Promise<FreshDatabase> => {
    copyFileSync(join(source.dataDirectory, "encryption.key"), join(database.dataDirectory, "encryption.key"));
    return database;
  };
  const filesSetting = async ({ databaseUrl: url, dataDirectory }: FreshDatabase) => {
    const db = await openDatabase({ url, dataDirectory, fileName: "files.sqlite", tables: filesMigrations });
    try {
      return await db.query.selectFrom("files_settings").selectAll().where("key", "=", "backed-up").execute();
    } finally {
      await db.close();
    }
  };

  test("a backup is written while the hub runs, for its owner alone, and never over a file that is there", async () => {
    const { code, document } = await called<{ rows: number; programs: string[] }>([
      "backup",
      file,
      ...storeArgs(source),
    ]);
    expect([code, document.programs]).toEqual([0, ["hub", "files"]]);
    expect(document.rows).toBeGreaterThan(10);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file);
    const again = await alldoor(["backup", file, ...storeArgs(source)]);
    expect([again.code, readFileSync(file).equals(before)]).toEqual([1, true]);
    expect(again.stderr).toContain("there already");
  });

  test("it holds no secret in the open", () => {
    const text = gunzipSync(readFileSync(file)).toString("utf8");
    expect(text).toContain(person.name);
    for (const secret of [person.password, made.clientSecret ?? "", String(tokens.refresh_token)])
      expect(text).not.toContain(secret);
    expect(text).not.toContain(readFileSync(join(source.dataDirectory, "encryption.key"), "utf8").trim());
  });

  test("restored, nothing that may have been used up since counts again, and everybody can sign in", async () => {
    const target = await withKey(await fresh());
    expect(await hub.hub.db.query.selectFrom("codes").selectAll().execute()).not.toEqual([]);
    const { code, document } = await called<{ sign_ins_kept: boolean }>(["restore", file, ...storeArgs(target)]);
    expect([code, document.sign_ins_kept]).toEqual([0, false]);
    const restored = await startHub({ ...target, time: hub.time });
    try {
      const again = await refresh(restored, made, String(tokens.refresh_token));
      expect([again.status, again.body.error]).toEqual([400, "invalid_grant"]);
      const { db } = restored.hub;
      const open = await db.query.selectFrom("sessions").select("id").where("ended_at", "is", null).execute();
      expect(open).toEqual([]);
      for (const table of ["codes", "flows", "mail_proofs", "invitations", "registration_tokens"] as const)
        expect([table, await db.query.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
      const browser = await signedInBrowser(restored, person);
      expect((await codeFlow(restored, browser, made)).body.access_token).toMatch(/^ey/);
    } finally {
      await restored.close();
    }
  });

  test("restored with --keep-sign-ins, everything goes on; a second time nothing is written over", async () => {
    const target = await withKey(await fresh());
    const { code, document } = await called<{ rows: number }>([
      "restore",
      file,
      "--keep-sign-ins",
      ...storeArgs(target),
    ]);
    expect(code).toBe(0);
    expect(document.rows).toBeGreaterThan(10);
    const again = await called<ErrorDocument>(["restore", file, ...storeArgs(target)]);
    expect([again.code, again.document.error.message]).toEqual([1, expect.stringContaining("not empty")]);
    expect(await filesSetting(target)).toEqual([{ key: "backed-up", value: "yes", updated_at: 1 }]);
    await goesOn(target);
  });

  test("without its key the restored hub does not serve", async () => {
    const target = await fresh();
    const { code, document } = await called<{ encryption_key_missing: boolean }>([
      "restore",
      file,
      ...storeArgs(target),
    ]);
    expect([code, document.encryption_key_missing]).toEqual([0, true]);
    await expect(startHub(target)).rejects.toMatchObject({ code: "encryption_key_wrong" });
  });

  const bent = (change: (lines: string[]) => string[]): string => {
    const bad = join(folder, `bent-${createHash("sha256").update(String(change)).digest("hex").slice(0, 8)}`);
    const lines = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
    writeFileSync(bad, gzipSync(`${change(lines).join("\n")}\n`));
    return bad;
  };
  test.each<[string, () => string]>([
    ["cut short", () => bent((lines) => lines.slice(0, -1))],
    ["with a row changed", () => bent((lines) => lines.map((line) => line.replace(person.name, "mallory")))],
    ["with a row left out", () => bent((lines) => lines.filter((line) => !line.includes("backed-up")))],
    ["of a newer format", () => bent(([, ...rest]) => ['{"alldoor":"backup","format":2,"made_at":1}', ...rest])],
    ["of a newer version", () => bent((lines) => lines.map((line) => line.replace("0001-foundation", "9999-later")))],
    [
      "cut in the packing",
      () => {
        const bad = join(folder, "half");
        writeFileSync(bad, readFileSync(file).subarray(0, 900));
        return bad;
      },
    ],
    [
      "that is none",
      () => {
        const bad = join(folder, "text");
        writeFileSync(bad, "not a backup");
        return bad;
      },
    ],
  ])("a backup %s is refused, and leaves an empty database", async (_what, make) => {
    const target = await withKey(await fresh());
    const { code, document } = await called<ErrorDocument>(["restore", make(), ...storeArgs(target)]);
    expect([code, document.error.code]).toEqual([1, expect.stringMatching(/^(?:file|database)_unusable$/)]);
    // The whole backup goes in afterwards: nothing of the bad one stands in its way.
    expect((await called(["restore", file, ...storeArgs(target)])).code).toBe(0);
  });

  test("db move: everything to the other kind of database, compared; not beside a hub that runs, not over anything", async () => {
    const from = await withKey(await fresh());
    expect((await called(["restore", file, "--keep-sign-ins", ...storeArgs(from)])).code).toBe(0);
    const to = await target(kind === "sqlite" ? "postgres" : "sqlite");
    const where = to.databaseUrl ?? to.dataDirectory;
    const running = await startHub(from);
    const busy = await called<ErrorDocument>(["db", "move", ...storeArgs(from), "--to", where]);
    expect([busy.code, busy.document.error.message]).toEqual([1, expect.stringContaining("in use")]);
    await running.close();
    const files = await openDatabase({
      url: from.databaseUrl,
      dataDirectory: from.dataDirectory,
      fileName: "files.sqlite",
      tables: filesMigrations,
    });
    await files.close();
    const { code, document } = await called<{ tables: Record<string, number> }>([
      "db",
      "move",
      ...storeArgs(from),
      "--to",
      where,
    ]);
    expect(code).toBe(0);
    expect(document.tables).toMatchObject({ users: 1, clients: 1, files_settings: 1 });
    await goesOn(await withKey(to));
    expect(await filesSetting(to)).toHaveLength(1);
    const over = await called<ErrorDocument>(["db", "move", ...storeArgs(from), "--to", where]);
    expect([over.code, over.document.error.message]).toEqual([1, expect.stringContaining("not empty")]);
  });

  test("without a database there is nothing to back up, and no file", async () => {
    const empty = await fresh();
    const nothing = join(folder, "nothing");
    const { code } = await called(["backup", nothing, ...storeArgs(empty)]);
    expect([code, existsSync(nothing)]).toEqual([1, false]);
  });
});
