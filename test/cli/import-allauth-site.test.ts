/**
 * `alldoor import allauth` of a site that Django and django-allauth themselves made (`recorded/allauth-site.py`): as its
 * database, as what `sqlite3 .dump` says of it, and as `dumpdata` does. Its people sign in with the passwords that Django hashed.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findOrganization } from "../../src/hub/organizations/store.ts";
import { provePassword } from "../../src/hub/users/prove-password.ts";
import { findUserByLogin } from "../../src/hub/users/store.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { called, storeArgs } from "./alldoor.ts";

const recorded = (name: string): string => fileURLToPath(new URL(`./recorded/${name}`, import.meta.url));
const HASHED = ["ada", "grace", "argon2", "bcrypt-sha256", "bcrypt"];
const occasion = { address: "192.0.2.7", userAgent: "test", requestId: "test" };

const IMPORTED = { organization: 1, provider: 2, user: 6, identity: 2 };

eachDatabase((fresh) => {
  let folder: string;
  let hub: TestHub;
  let organization: string;
  const come = async (file: string, database: FreshDatabase, ...more: readonly string[]) => {
    const wanted = ["import", "allauth", join(folder, file), ...more, ...storeArgs(database)];
    const { code, document } = await called<{ readonly imported: Readonly<Record<string, number>> }>(wanted);
    return [code, document.imported];
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "alldoor-allauth-site-"));
    const db = new DatabaseSync(join(folder, "site.sqlite3"), { enableForeignKeyConstraints: false });
    db.exec(readFileSync(recorded("allauth-site.sql"), "utf8"));
    db.close();
    for (const name of ["allauth-site.sql", "allauth-site.json"]) copyFileSync(recorded(name), join(folder, name));
    const database = await fresh();
    expect(await come("site.sqlite3", database)).toEqual([0, IMPORTED]);
    hub = await startHub(database);
    organization = (await findOrganization(hub.hub.db, "main"))?.id ?? "";
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(["allauth-site.sql", "allauth-site.json"])("%s tells of the same site", async (file) => {
    expect(await come(file, await fresh(), "--dry-run")).toEqual([0, IMPORTED]);
  });

  test.each(HASHED)("%s signs in with the password that Django hashed", async (name) => {
    const { id } = await provePassword(hub.hub, organization, name, `correct horse ${name}`, occasion);
    const user = await findUserByLogin(hub.hub.db, organization, name);
    const proven = HASHED.indexOf(name) % 2 === 0;
    expect([id, user?.email, user?.emailVerified]).toEqual([user?.id, `${name}@example.com`, proven]);
    // Who ruled the site does not rule here.
    expect(user?.isAdmin).toBe(false);
  });

  test("who had no password has none; who came by a provider still does", async () => {
    expect((await findUserByLogin(hub.hub.db, organization, "social-only"))?.passwordHash).toBeNull();
    const identities = await hub.hub.db.query
      .selectFrom("identities")
      .innerJoin("users", "users.id", "identities.user_id")
      .select(["users.name", "identities.issuer", "identities.subject"])
      .orderBy("subject")
      .execute();
    expect(identities).toEqual([
      { name: "ada", issuer: "https://accounts.google.com", subject: "108476" },
      { name: "social-only", issuer: "https://github.com", subject: "583231" },
    ]);
  });
});
