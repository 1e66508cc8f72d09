/**
 * `alldoor import alist`: the table is the one that gorm makes of AList's struct on SQLite; the hash is the published vector of
 * password "admin" under salt "abcdefghijklmnop", and what `sha256sum` gives for another.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFiles, type TestFiles } from "../files/served-files.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

const TABLES =
  "CREATE TABLE `x_users` (`id` integer,`username` text UNIQUE,`pwd_hash` text,`pwd_ts` integer,`salt` text,`password` text,`base_path` text,`role` integer,`disabled` numeric,`permission` integer,`otp_secret` text,`sso_id` text,`authn` text,PRIMARY KEY (`id`)); CREATE TABLE `x_storages` (`id` integer,`mount_path` text UNIQUE,`driver` text,PRIMARY KEY (`id`))";
const HASH = "eab77c79de23246aa4442abcc52b4d6e18fb6aa6041fc1a74ba6774949660900";
const STATIC = "6fcb57cd10b2c11d765dcf16148d99130afd895082af83725ee8bb181b1d2b0f";
const SALT = "abcdefghijklmnop";

const PEOPLE: readonly Readonly<Record<string, string | number>>[] = [
  { username: "admin", pwd_hash: HASH, salt: SALT, role: 2, base_path: "/", permission: 0 },
  { username: "guest", pwd_hash: HASH, salt: SALT, role: 1, base_path: "/", permission: 0, disabled: 1 },
  { username: "lily", pwd_hash: HASH, salt: SALT, role: 0, base_path: "/users//lily/", permission: 152, sso_id: "42" },
  {
    username: "careful",
    pwd_hash: HASH,
    salt: SALT,
    role: 0,
    base_path: "/",
    permission: 0,
    otp_secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
  },
  { username: "early", password: "first version", role: 0, base_path: "/", permission: 0 },
  { username: "late", pwd_hash: HASH, salt: SALT, role: "[0,5]", base_path: "/", permission: 8 },
  { username: "off", pwd_hash: HASH, salt: SALT, role: 0, base_path: "/", permission: 0, disabled: 1 },
  { username: "linked", role: 0, base_path: "/", permission: 0, sso_id: "43" },
];

function writeDatabase(file: string): void {
  const db = new DatabaseSync(file);
  db.exec(TABLES);
  for (const person of PEOPLE) {
    const names = Object.keys(person);
    const values = names.map(() => "?").join();
    db.prepare(`INSERT INTO x_users (${names.join()}) VALUES (${values})`).run(...Object.values(person));
  }
  db.exec("INSERT INTO x_storages (mount_path, driver) VALUES ('/a', 'Local')");
  db.close();
}

interface Report {
  readonly imported: Readonly<Record<string, number>>;
  readonly changed: readonly { readonly name: string; readonly why: string }[];
  readonly left: readonly { readonly kind: string; readonly name: string }[];
}

eachDatabase((fresh) => {
  const key = "ab".repeat(16) + "cd".repeat(16);
  const environment = { ALLDOOR_ENCRYPTION_KEY: key };
  let folder: string;
  let source: string;
  let database: FreshDatabase;
  let hub: TestHub;
  let files: TestFiles;
  let report: Report;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "alldoor-alist-"));
    source = join(folder, "data.db");
    writeDatabase(source);
    database = await fresh();
    const { code, document } = await called<Report>(
      ["import", "alist", source, "--keep-administrators", ...storeArgs(database)],
      environment,
    );
    expect(code).toBe(0);
    report = document;
    hub = await startHub();
    files = await startFiles(hub, { ...database, encryptionKey: key });
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const stored = (username: string) =>
    files.files.db.query
      .selectFrom("files_users")
      .selectAll()
      .where("username", "=", username)
      .executeTakeFirstOrThrow();

  test("the vectors are AList's", () => {
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    expect(sha256("admin-https://github.com/alist-org/alist")).toBe(STATIC);
    expect(sha256(`${STATIC}-${SALT}`)).toBe(HASH);
  });

  test("everybody but the guest came; what could not is said", () => {
    expect(report.imported).toEqual({ user: 7 });
    expect(report.left.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "other 1 × storages",
      "user guest",
      "identity lily",
      "identity linked",
    ]);
    expect(report.changed.map(({ name }) => name)).toEqual(["late", "linked"]);
    expect(JSON.stringify(report)).not.toContain(HASH);
  });

  test.each([
    ["lily", "/api/auth/login", "admin", "admin1"],
    ["admin", "/api/auth/login/hash", STATIC, HASH],
    ["early", "/api/auth/login", "first version", "first versio"],
  ])("%s signs in at %s by what they know, and it is hashed anew", async (username, path, password, wrong) => {
    const before = (await stored(username)).password_hash;
    expect(await files.api(path, { json: { username, password: wrong } })).toMatchObject({ code: 400 });
    const answer = await files.api(path, { json: { username, password } });
    expect(answer.code).toBe(200);
    expect((await stored(username)).password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    if (username !== "early") expect(before).not.toContain(HASH);
    expect((await files.api(path, { json: { username, password } })).code).toBe(200);
    const { token } = answer.data as { token: string };
    expect((await files.api("/api/me", { token })).code).toBe(200);
  });

  test("paths, permissions and standing are as they were", async () => {
    expect(await stored("lily")).toMatchObject({ base_path: "/users/lily", permission: 152, role: 0 });
    expect(await stored("admin")).toMatchObject({ role: 2 });
    expect((await stored("off")).disabled_at).not.toBeNull();
    expect((await stored("linked")).password_hash).toBeNull();
    expect(await files.api("/api/auth/login", { json: { username: "linked", password: "" } })).toMatchObject({
      code: 400,
    });
  });

  test("a second factor stays one", async () => {
    const login = { username: "careful", password: "admin" };
    expect((await files.api("/api/auth/login", { json: login })).code).toBe(402);
    const row = await stored("careful");
    const secret = files.files.vault.open(row.sealed_otp_secret ?? "", `files_users:sealed_otp_secret:${row.id}`);
    expect(secret).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  });

  test("again nothing changes; a backup brings people without passwords; a dry run leaves nothing", async () => {
    const again = await called<Report>(["import", "alist", source, ...storeArgs(database)], environment);
    expect([again.code, again.document.imported]).toEqual([0, {}]);
    const backup = join(folder, "alist_backup.json");
    const users = PEOPLE.map(({ pwd_hash: _hash, salt: _salt, ...shown }) => ({ ...shown, password: "" }));
    writeFileSync(backup, JSON.stringify({ settings: [], users, storages: [{ mount_path: "/a" }], metas: [] }));
    const target = await fresh();
    const before = readdirSync(target.dataDirectory);
    const dry = await called<Report>(["import", "alist", backup, "--dry-run", ...storeArgs(target)], environment);
    expect([dry.code, dry.document.imported]).toEqual([0, { user: 7 }]);
    expect(dry.document.changed.filter(({ why }) => why.includes("without a password"))).toHaveLength(7);
    if (target.databaseUrl === undefined) expect(readdirSync(target.dataDirectory)).toEqual(before);
  });

  test("another prefix is asked for", async () => {
    const { code, document } = await called<ErrorDocument>(
      ["import", "alist", source, "--table-prefix", "y_", ...storeArgs(database)],
      environment,
    );
    expect([code, document.error.code]).toEqual([1, "file_unusable"]);
  });
});
