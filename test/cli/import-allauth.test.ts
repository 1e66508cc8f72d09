/**
 * `alldoor import allauth`: the tables are those that Django's and allauth's migrations make on SQLite; hashes are the vectors of
 * Django's own tests, of Python's hashlib and of libxcrypt.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addProvider } from "../../src/hub/admin/providers/providers.ts";
import { provePassword } from "../../src/hub/users/prove-password.ts";
import { findUser, findUserByLogin } from "../../src/hub/users/store.ts";
import { loadProvider } from "../../src/providers/catalogue/load-provider.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

const TABLES = `
CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "first_name" varchar(150) NOT NULL);
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL);
CREATE TABLE "socialaccount_socialapp" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(30) NOT NULL, "name" varchar(40) NOT NULL, "client_id" varchar(191) NOT NULL, "key" varchar(191) NOT NULL, "secret" varchar(191) NOT NULL, "provider_id" varchar(200) NOT NULL, "settings" text NOT NULL CHECK ((JSON_VALID("settings") OR "settings" IS NULL)));
CREATE TABLE "socialaccount_socialaccount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(200) NOT NULL, "uid" varchar(191) NOT NULL, "last_login" datetime NOT NULL, "date_joined" datetime NOT NULL, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "extra_data" text NOT NULL CHECK ((JSON_VALID("extra_data") OR "extra_data" IS NULL)));
CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(20) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "last_used_at" datetime NULL);
`;

const PASSWORD = "Sommer – 2019";
const DJANGO = "lètmein";
/** Username, password, encoded. */
const PEOPLE: readonly (readonly [string, string, string])[] = [
  ["pbkdf2", DJANGO, "pbkdf2_sha256$10000$seasalt$CWWFdHOWwPnki7HvkcqN9iA2T3KLW1cf2uZ5kvArtVY="],
  ["pbkdf2-now", PASSWORD, "pbkdf2_sha256$720000$abcSalt$GRmXTO8XYybleLA0Zk1hQ2bOpg7I4aS7gF20KoyJP4M="],
  ["sha1", PASSWORD, "pbkdf2_sha1$1000$seasalt2$obYRt2sL3JGD4xjwoqgWb8n2/oI="],
  [
    "scrypt",
    DJANGO,
    "scrypt$16384$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw==",
  ],
  [
    "scrypt-now",
    PASSWORD,
    "scrypt$16384$seasalt$8$5$qOSlbZXFbHb/eKfAuYJV+lIckdx69G2Cn+OZ+onRmJn/78Y01Gwd1UEOzru5kUMnQLrexykm2xDZLoaVw3vsoQ==",
  ],
  ["bcrypt", "U*U", "bcrypt$$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  ["bcrypt-sha256", PASSWORD, "bcrypt_sha256$$2b$04$abcdefghijklmnopqrstuu.TzvjtyTQ0tSeC1YltWtS0OwkZJA.xa"],
  [
    "argon2",
    "password",
    "argon2$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
  ],
];
/** Without a password that comes. */
const OTHERS: readonly (readonly [string, string])[] = [
  ["ada@example.com", "!oX4gK2"],
  ["old", "md5$seasalt$3f86d0d3d465b7b458c231bf3555c0e3"],
  // One check of it would take more memory than the server has.
  ["greedy", `scrypt$1048576$seasalt$64$32$${"A".repeat(86)}==`],
];
const ACCOUNTS: readonly (readonly [number, string, string, unknown])[] = [
  [1, "google", "108476", { sub: "108476", email: "ada@example.com" }],
  [2, "google", "555", { id: "555", verified_email: true }],
  [3, "google", "777", { sub: "778" }],
  [1, "github", "583231", { id: 583231, login: "octocat" }],
  [2, "works-sso", "f2b7", { userinfo: { sub: "f2b7" }, id_token: { sub: "f2b7" } }],
  [3, "nobody-knows", "1", {}],
];

function writeSite(file: string): void {
  const db = new DatabaseSync(file);
  db.exec(TABLES);
  const person = db.prepare(
    "INSERT INTO auth_user (password, is_superuser, username, last_name, email, is_staff, is_active, date_joined, first_name) VALUES (?, ?, ?, ?, ?, 0, ?, '2024-01-01', ?)",
  );
  for (const [index, [name, encoded]] of [
    ...PEOPLE.map(([name, , encoded]) => [name, encoded] as const),
    ...OTHERS,
  ].entries())
    person.run(
      encoded,
      index === 0 ? 1 : 0,
      name,
      "Lovelace",
      `user${index + 1}@example.com`,
      name === "old" ? 0 : 1,
      "Ada",
    );
  db.exec(
    `INSERT INTO account_emailaddress (verified, "primary", user_id, email) VALUES (1, 1, 1, 'proven@example.com'), (0, 0, 1, 'other@example.com'), (0, 1, 2, 'unproven@example.com')`,
  );
  db.exec(`INSERT INTO socialaccount_socialapp (provider, name, client_id, key, secret, provider_id, settings) VALUES
    ('google', 'Google', 'g.apps.example', '', 'g-secret', '', '{}'),
    ('openid_connect', 'Works SSO', 'works', '', 'o-secret', 'works-sso', '{"server_url": "https://sso.example.com/realm/.well-known/openid-configuration"}')`);
  const account = db.prepare(
    "INSERT INTO socialaccount_socialaccount (provider, uid, last_login, date_joined, user_id, extra_data) VALUES (?, ?, '2024-01-01', '2024-01-01', ?, ?)",
  );
  for (const [user, provider, uid, data] of ACCOUNTS) account.run(provider, uid, user, JSON.stringify(data));
  db.exec(
    `INSERT INTO mfa_authenticator (type, data, user_id, created_at) VALUES ('totp', '{"secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}', 1, '2024-01-01'), ('recovery_codes', '{"seed": "x", "used_mask": 0}', 1, '2024-01-01')`,
  );
  db.close();
}

/** As `dumpdata` has the same site. */
function dumpdata(file: string): string {
  const db = new DatabaseSync(file, { readOnly: true });
  const models = {
    auth_user: "auth.user",
    account_emailaddress: "account.emailaddress",
    socialaccount_socialapp: "socialaccount.socialapp",
    socialaccount_socialaccount: "socialaccount.socialaccount",
    mfa_authenticator: "mfa.authenticator",
  };
  const objects = Object.entries(models).flatMap(([table, model]) =>
    db
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .map(({ id, user_id, ...fields }) => ({
        model,
        pk: id,
        fields: {
          ...(user_id === undefined ? {} : { user: user_id }),
          ...Object.fromEntries(
            Object.entries(fields).map(([name, value]) => [
              name,
              /^(?:is_|verified|primary)/.test(name)
                ? value === 1
                : ["extra_data", "settings", "data"].includes(name)
                  ? JSON.parse(String(value))
                  : value,
            ]),
          ),
        },
      })),
  );
  db.close();
  return JSON.stringify(objects);
}

interface Report {
  readonly imported: Readonly<Record<string, number>>;
  readonly changed: readonly { readonly name: string; readonly why: string }[];
  readonly left: readonly { readonly kind: string; readonly name: string }[];
}
const IMPORTED = { organization: 1, provider: 2, user: 11, identity: 4 };
const occasion = { address: "192.0.2.7", userAgent: "test", requestId: "test" };

eachDatabase((fresh) => {
  let folder: string;
  let site: string;
  let database: FreshDatabase;
  let hub: TestHub;
  let report: Report;
  /** The registration that the site has in its settings file is here before. */
  const withGithub = async (target: FreshDatabase): Promise<void> => {
    const before = await startHub(target);
    const entry = await loadProvider("github");
    if (!entry) throw new Error("no github");
    const wish = {
      displayName: "GitHub",
      clientId: "Iv1",
      settings: {},
      scope: null,
      allowSignUp: false,
      enabled: true,
    };
    await before.hub.db.write((tx) => addProvider(tx, before.hub, {}, entry, wish));
    await before.close();
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "alldoor-allauth-"));
    site = join(folder, "db.sqlite3");
    writeSite(site);
    database = await fresh();
    await withGithub(database);
    const { code, document } = await called<Report>(["import", "allauth", site, ...storeArgs(database)]);
    expect(code).toBe(0);
    report = document;
    hub = await startHub(database);
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const main = async () =>
    (
      await hub.hub.db.query
        .selectFrom("organizations")
        .select("id")
        .where("name", "=", "main")
        .executeTakeFirstOrThrow()
    ).id;
  const person = async (login: string) => findUserByLogin(hub.hub.db, await main(), login);

  test("what came is counted", () => {
    expect(report.imported).toEqual(IMPORTED);
  });

  test.each(PEOPLE)("a password hashed by %s is the one, and is hashed anew by it", async (name, password) => {
    await expect(provePassword(hub.hub, await main(), name, `${password}x`, occasion)).rejects.toMatchObject({
      code: "credentials_wrong",
    });
    const { id } = await provePassword(hub.hub, await main(), name, password, occasion);
    expect((await findUser(hub.hub.db, id))?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await provePassword(hub.hub, await main(), name, password, occasion)).id).toBe(id);
  });

  test("an unusable, an unknown and a too costly password are none", async () => {
    for (const name of ["ada", "old", "greedy"]) expect((await person(name))?.passwordHash).toBeNull();
    expect(report.changed.filter(({ why }) => why.includes("need a new one"))).toHaveLength(2);
  });

  test("addresses are as proven as they were, names fit, nobody administers unasked", async () => {
    const first = await person("proven@example.com");
    expect([first?.name, first?.emailVerified, first?.isAdmin, first?.givenName]).toEqual([
      "pbkdf2",
      true,
      false,
      "Ada",
    ]);
    const second = await person("pbkdf2-now");
    expect([second?.email, second?.emailVerified]).toEqual(["unproven@example.com", false]);
    expect((await person("ada"))?.name).toBe("ada");
    expect((await person("old"))?.disabledAt).not.toBeNull();
    const secrets = await hub.hub.db.query.selectFrom("totp_secrets").select("user_id").execute();
    expect(secrets).toEqual([{ user_id: first?.id }]);
  });

  test("a link comes where what the provider told says that it is the same id", async () => {
    const rows = await hub.hub.db.query
      .selectFrom("identities")
      .select(["issuer", "subject"])
      .orderBy("subject")
      .execute();
    expect(rows).toEqual([
      { issuer: "https://accounts.google.com", subject: "108476" },
      { issuer: "https://accounts.google.com", subject: "555" },
      { issuer: "https://github.com", subject: "583231" },
      { issuer: "https://sso.example.com/realm", subject: "f2b7" },
    ]);
    const left = report.left.filter(({ kind }) => kind === "identity").map(({ name }) => name);
    expect(left).toEqual(["3 sha1 at google", "3 sha1 at nobody-knows"]);
  });

  test("dumpdata's JSON holds the same", async () => {
    const file = join(folder, "dump.json");
    writeFileSync(file, dumpdata(site));
    const target = await fresh();
    await withGithub(target);
    const { code, document } = await called<Report>(["import", "allauth", file, "--dry-run", ...storeArgs(target)]);
    expect([code, document.imported]).toEqual([0, IMPORTED]);
    expect(document.left).toEqual(report.left);
  });

  test("a site with people in another table is asked for its name", async () => {
    const { code, document } = await called<ErrorDocument>([
      "import",
      "allauth",
      site,
      "--user-table",
      "accounts_user",
      ...storeArgs(database),
    ]);
    expect([code, document.error.code]).toEqual([1, "file_unusable"]);
    expect(document.error.message).toContain("accounts_user");
  });
});
