/** `alldoor import casdoor`: whoever was there signs in here with what they know, and applications go on unchanged. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { groupsHeld, rolesHeld } from "../../src/hub/roles/memberships.ts";
import { provePassword } from "../../src/hub/users/prove-password.ts";
import { findUser, findUserByLogin } from "../../src/hub/users/store.ts";
import { matchTotp } from "../../src/lib/totp.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, post, signedInBrowser, TOKEN, userinfo } from "../ground/oauth-client.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";
import { idOf, jsonExport, mysqlDump, PASSWORD, postgresDump, writeSqlite } from "./import-casdoor-tables.ts";

interface Line {
  readonly kind: string;
  readonly name: string;
  readonly why: string;
}
interface Report {
  readonly dry_run: boolean;
  readonly imported: Readonly<Record<string, number>>;
  readonly changed: readonly Line[];
  readonly left: readonly Line[];
}

const IMPORTED = {
  organization: 2,
  provider: 1,
  application: 1,
  user: 10,
  identity: 1,
  group: 3,
  role: 1,
  membership: 3,
};
const occasion = { address: "192.0.2.7", userAgent: "test", requestId: "test" };

eachDatabase((fresh) => {
  let folder: string;
  const file = (name: string): string => join(folder, name);
  let database: FreshDatabase;
  let hub: TestHub;
  let report: Report;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "alldoor-casdoor-"));
    writeSqlite(file("casdoor.db"));
    writeFileSync(file("mysql.sql"), mysqlDump());
    writeFileSync(file("postgres.sql"), postgresDump());
    writeFileSync(file("export.json"), jsonExport());
    database = await fresh();
    const { code, document } = await called<Report>([
      "import",
      "casdoor",
      file("casdoor.db"),
      "--keep-administrators",
      ...storeArgs(database),
    ]);
    expect(code).toBe(0);
    report = document;
    hub = await startHub(database);
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const organizationId = async (name: string): Promise<string> =>
    (await hub.hub.db.query.selectFrom("organizations").select("id").where("name", "=", name).executeTakeFirstOrThrow())
      .id;
  const person = async (name: string) => {
    const found = await findUserByLogin(hub.hub.db, await organizationId("works"), name);
    if (!found) throw new Error(`${name} did not come`);
    return found;
  };

  test("what came is counted", () => {
    expect(report.imported).toEqual(IMPORTED);
  });

  test.each<[string, string]>([
    ["sha256", PASSWORD],
    ["sha512", PASSWORD],
    ["md5", PASSWORD],
    ["keycloak", PASSWORD],
    ["django", PASSWORD],
    ["argon", "password"],
    ["plain", PASSWORD],
  ])("the password of %s is the one, and is hashed anew by it", async (name, password) => {
    const works = await organizationId("works");
    await expect(provePassword(hub.hub, works, name, `${password}x`, occasion)).rejects.toMatchObject({
      code: "credentials_wrong",
    });
    const proven = await provePassword(hub.hub, works, name, password, occasion);
    const kept = await findUser(hub.hub.db, proven.id);
    expect(kept?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(kept?.passwordHash).toBe(proven.passwordHash);
    expect((await provePassword(hub.hub, works, name, password, occasion)).id).toBe(proven.id);
  });

  test("whoever has no password that is verified here can't sign in by one", async () => {
    const odd = await person("odd");
    expect(odd.passwordHash).toBeNull();
    expect(report.changed).toContainEqual(expect.objectContaining({ name: "works/odd", kind: "user" }));
  });

  test("no quick hash is kept: a digest stands under Argon2id, and plain text nowhere", async () => {
    const target = await fresh();
    expect((await called(["import", "casdoor", file("casdoor.db"), ...storeArgs(target)])).code).toBe(0);
    const other = await startHub(target);
    try {
      const rows = await other.hub.db.query.selectFrom("users").select(["name", "password_hash"]).execute();
      const all = JSON.stringify(rows);
      expect(all).not.toContain(PASSWORD);
      expect(all).not.toContain("1ad71ddf9a3cccc3177435b7533c661183f8cd64791976b36fd94d64fdb96eeb");
      expect(all).not.toContain("34403ba39d8c125bc5ae1b75dbdbfd37");
      expect(rows.find(({ name }) => name === "md5")?.password_hash).toContain("$argon2id$");
      const administrators = await other.hub.db.query
        .selectFrom("users")
        .where("is_admin", "=", 1)
        .select("id")
        .execute();
      expect(administrators).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test("people keep their ids, their standing and their authenticators", async () => {
    expect((await person("sha256")).id).toBe(idOf(2));
    expect((await person("sha256")).displayName).toBe("O'Hara; line \\ two");
    expect((await person("off")).disabledAt).not.toBeNull();
    const row = await hub.hub.db.query.selectFrom("totp_secrets").selectAll().executeTakeFirstOrThrow();
    expect(row.user_id).toBe(idOf(2));
    const secret = hub.hub.vault.open(row.sealed_secret, `totp_secrets:sealed_secret:${row.user_id}`);
    // RFC 6238, appendix B: at second 59 the code ends in 287082.
    expect(matchTotp({ secret, code: "287082", now: 59, lastStep: null })).toBe(1);
  });

  test("an application goes on with its client id and secret, and tells the person by the same subject", async () => {
    const client = await hub.hub.db.query
      .selectFrom("clients")
      .selectAll()
      .where("client_id", "=", "0ba528121ea87b3eb54d")
      .executeTakeFirstOrThrow();
    expect(JSON.parse(client.redirect_uris)).toEqual(["https://shop.example.com/callback"]);
    expect(client.access_token_seconds).toBe(900);
    const { findClientByRowId } = await import("../../src/hub/clients/store.ts");
    const known = await findClientByRowId(hub.hub.db, client.id);
    if (!known) throw new Error("no client");
    const made = { client: known, clientSecret: "04f4ca22101529a3503d5a653a877b4e8403edf0" };
    const browser = await signedInBrowser(hub, { name: "admin", password: "U*U" });
    const tokens = await codeFlow(hub, browser, made);
    expect(tokens.status).toBe(200);
    expect((await userinfo(hub, String(tokens.body.access_token))).body.sub).toBe(idOf(1));
    const wrong = await post(hub, TOKEN, {
      grant_type: "refresh_token",
      refresh_token: "x",
      client_id: client.client_id,
      client_secret: "04f4ca22101529a3503d5a653a877b4e8403edf1",
    });
    expect(wrong.status).toBe(401);
  });

  test("a link is the one that sign-in with the provider finds; one that is not certain stays behind", async () => {
    const identities = await hub.hub.db.query.selectFrom("identities").selectAll().execute();
    expect(identities.map(({ user_id, issuer, subject, username }) => [user_id, issuer, subject, username])).toEqual([
      [idOf(1), "https://github.com", "583231", "octocat"],
    ]);
    const left = report.left.filter(({ kind }) => kind === "identity").map(({ name }) => name);
    expect(left.sort()).toEqual(["built-in/admin at wechat", "works/sha256 at GitHub"]);
    const rule = await hub.hub.db.query.selectFrom("client_providers").selectAll().executeTakeFirstOrThrow();
    expect([rule.can_sign_in, rule.can_sign_up, rule.can_unlink]).toEqual([1, 1, 0]);
  });

  test("groups with those above them, roles, and who is in them; nobody gets a role of another organization", async () => {
    const { db } = hub.hub;
    const groups = await db.query.selectFrom("groups").selectAll().orderBy("name_key").execute();
    const sea = groups.find(({ name }) => name === "sea");
    expect(groups.map(({ name, display_name, parent_id }) => [name, display_name, parent_id])).toEqual([
      ["Bu-ro-Nord", "Bu-ro-Nord", null],
      ["pilots", "The pilots", sea?.id],
      ["sea", "sea", null],
    ]);
    expect((await groupsHeld(db, idOf(2))).map(({ name, direct }) => [name, direct])).toEqual([
      ["pilots", true],
      ["sea", false],
    ]);
    expect((await rolesHeld(db, idOf(2))).map(({ name, description, direct }) => [name, description, direct])).toEqual([
      ["editors", "May change pages", true],
    ]);
    expect(await rolesHeld(db, idOf(1))).toEqual([]);
    expect(await rolesHeld(db, idOf(4))).toEqual([]);
    const told = (lines: Report["left"]) =>
      lines
        .filter(({ kind }) => ["group", "role", "membership"].includes(kind))
        .map(({ kind, name }) => `${kind} ${name}`);
    expect(told(report.left).sort()).toEqual([
      "membership works/editors of built-in/admin",
      "membership works/editors of works/none",
      "membership works/sha256 in works/nowhere",
      "role works/old",
    ]);
    expect(told(report.changed).sort()).toEqual([
      "group works/Büro / Nord",
      "group works/Büro / Nord",
      "role works/editors",
    ]);
  });

  test("the report says what could not come and why", () => {
    const named = (name: string) => report.left.filter((line) => line.name === name).map(({ why }) => why);
    expect(named("app-shop")).toEqual([expect.stringContaining("is a pattern")]);
    expect(named("app-spa").join()).toContain("no redirect address");
    expect(report.changed.map(({ name }) => name)).not.toContain("app-spa");
    expect(named("app-built-in")).toHaveLength(1);
    expect(named("provider_wx")).toHaveLength(1);
    expect(named("provider_mail")).toHaveLength(1);
    expect(named("1 × permission")).toHaveLength(1);
    expect(named("works/gone")).toHaveLength(1);
    expect(JSON.stringify(report)).not.toContain("04f4ca22");
    expect(JSON.stringify(report)).not.toContain(PASSWORD);
  });

  test("a second time nothing is made and nothing is changed", async () => {
    const before = await hub.hub.db.query.selectFrom("users").selectAll().orderBy("id").execute();
    const { code, document } = await called<Report>(["import", "casdoor", file("casdoor.db"), ...storeArgs(database)]);
    expect([code, document.imported]).toEqual([0, {}]);
    expect(await hub.hub.db.query.selectFrom("users").selectAll().orderBy("id").execute()).toEqual(before);
  });

  test.each(["mysql.sql", "postgres.sql", "export.json"])(
    "%s holds the same, and a dry run writes nothing",
    async (name) => {
      const target = await fresh();
      const before = readdirSync(target.dataDirectory);
      const { code, document } = await called<Report>([
        "import",
        "casdoor",
        file(name),
        "--dry-run",
        "--keep-administrators",
        ...storeArgs(target),
      ]);
      expect(code).toBe(0);
      expect([document.dry_run, document.imported]).toEqual([true, IMPORTED]);
      const whys = (lines: readonly Line[]) => lines.map(({ kind, name: what }) => `${kind} ${what}`).sort();
      expect(whys(document.left)).toEqual(whys(report.left));
      if (target.databaseUrl === undefined) expect(readdirSync(target.dataDirectory)).toEqual(before);
    },
  );

  test("what is not a Casdoor is refused", async () => {
    writeFileSync(file("other.sql"), "CREATE TABLE x (a int); INSERT INTO x VALUES (1);");
    writeFileSync(file("cut.sql"), mysqlDump().slice(0, -300));
    writeFileSync(file("half.sql"), mysqlDump().slice(0, -300).replace("-- MySQL dump", "-- Dump"));
    writeFileSync(file("half.db"), "SQLite format 3\u0000 and no more");
    writeFileSync(file("half.json"), jsonExport().slice(0, -1));
    for (const name of ["other.sql", "cut.sql", "half.sql", "half.db", "half.json"]) {
      const { code, document } = await called<ErrorDocument>(["import", "casdoor", file(name), ...storeArgs(database)]);
      expect([code, document.error.code]).toEqual([1, "file_unusable"]);
    }
  });
});
