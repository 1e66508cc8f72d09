/** `alldoor user`: people made, found, changed, deleted, taken along and brought in by whoever has the data directory. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../../src/cli/run.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

interface Shown {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string | null;
  readonly email_verified: boolean;
  readonly enabled: boolean;
  readonly administrator: boolean;
}

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let hub: TestHub;
  const folder = mkdtempSync(join(tmpdir(), "alldoor-people-"));
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
    await hub.makeUser({ name: "first-admin", isAdmin: true });
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const runCliText = async (args: readonly string[]): Promise<string> => {
    const texts: string[] = [];
    const output = {
      json: false,
      answer: (_document: unknown, text: string) => void texts.push(text),
      note: () => {},
      writeLog: () => {},
    };
    expect(await runCli(args, {}, output)).toBe(0);
    return texts.join("\n");
  };
  const run = <T>(what: string, ...args: string[]) => called<T>(["user", what, ...storeArgs(database), ...args]);

  test("somebody is made, changed and switched off; a hub that is running sees it at once", async () => {
    const made = await run<Shown>("create", "--username", "ada", "--name", "Ada Lovelace", "--no-password");
    expect(made.document).toMatchObject({ username: "ada", name: "Ada Lovelace", enabled: true, administrator: false });
    const changed = await run<Shown>("update", "ada", "--email", "ada@example.com", "--verify-address");
    expect(changed.document).toMatchObject({ email: "ada@example.com", email_verified: true });
    const person = await hub.makeUser({ name: "grace" });
    const browser = await signedInBrowser(hub, person);
    expect((await run<Shown>("update", "grace", "--disable")).document).toMatchObject({ enabled: false });
    expect(new URL((await browser.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
    expect((await run<Shown>("show", person.id)).document).toMatchObject({ username: "grace", enabled: false });
    const listed = await run<{ users: Shown[]; next: string | null }>("list", "--search", "love");
    expect(listed.document.users.map(({ username }) => username)).toEqual(["ada"]);
    const off = await run<{ users: Shown[] }>("list", "--disabled");
    expect(off.document.users.map(({ username }) => username)).toEqual(["grace"]);
  });

  test("somebody of another organization is shown and named with it", async () => {
    await called(["organization", "create", "harbour", ...storeArgs(database)]);
    await run("create", "--username", "mole", "--no-password");
    await called(["organization", "update", "harbour", ...storeArgs(database), "--add-person", "mole"]);
    const here = await run<Shown>("create", "--username", "mole", "--no-password");
    expect((await run<Shown>("show", "mole")).document.id).toBe(here.document.id);
    const there = await run<Shown>("show", "harbour/mole");
    expect(there.document).toMatchObject({ username: "mole" });
    expect(there.document.id).not.toBe(here.document.id);
    expect((await run<ErrorDocument>("show", "nowhere/mole")).document.error).toMatchObject({ code: "not_found" });
    const list = await runCliText(["user", "list", ...storeArgs(database), "--search", "mole"]);
    expect(list).toMatch(/^mole /m);
    expect(list).toMatch(/^harbour\/mole /m);
  });

  test("everything that is kept of somebody goes into a file of the owner's alone, and the log says so", async () => {
    const person = await hub.makeUser({ name: "hopper", displayName: "Grace Hopper" });
    const file = join(folder, "hopper.json");
    expect((await run<{ id: string; file: string }>("data", "hopper", file)).document).toEqual({ id: person.id, file });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ profile: { sub: person.id, name: "Grace Hopper" } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await run<ErrorDocument>("data", "hopper", file)).document.error).toMatchObject({ code: "file_unusable" });
    expect((await run<ErrorDocument>("data", "nobody", join(folder, "none.json"))).document.error).toMatchObject({
      code: "not_found",
    });
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .select(["action", "actor_id"])
      .where("subject_id", "=", person.id)
      .execute();
    expect(rows).toEqual([{ action: "user.data-exported", actor_id: null }]);
  });

  test("the last administrator stays, an address names nobody, and what contradicts itself changes nothing", async () => {
    const last = await run<ErrorDocument>("update", "first-admin", "--disable");
    expect(last.code).not.toBe(0);
    expect(last.document.error).toMatchObject({ code: "last_administrator" });
    expect((await run<ErrorDocument>("show", "ada@example.com")).document.error).toMatchObject({ code: "not_found" });
    expect((await run<ErrorDocument>("update", "ada", "--enable", "--disable")).code).not.toBe(0);
    expect((await run<ErrorDocument>("delete", "ada", "--confirm", "adam")).code).not.toBe(0);
    expect((await run<Shown>("show", "ada")).document).toMatchObject({ enabled: true });
  });

  test("a file is looked at, brought in, and what goes out comes in again without a change", async () => {
    const file = join(folder, `${database.kind}.csv`);
    writeFileSync(file, "username,name\nfrom-file,From File\nno good,\n");
    const wrong = await run<{ done: boolean; lines: { line: number }[] }>("import", file);
    expect([wrong.code, wrong.document.done, wrong.document.lines.map(({ line }) => line)]).toEqual([1, false, [3]]);
    writeFileSync(file, "username,name\nfrom-file,From File\n");
    expect((await run<Record<string, unknown>>("import", file, "--dry-run")).document).toMatchObject({
      done: false,
      create: 1,
    });
    expect((await run<ErrorDocument>("show", "from-file")).document.error).toMatchObject({ code: "not_found" });
    expect((await run<Record<string, unknown>>("import", file)).document).toMatchObject({ done: true, create: 1 });
    expect((await run<Shown>("show", "from-file")).document).toMatchObject({ name: "From File" });
    const out = join(folder, `${database.kind}-out.csv`);
    expect((await run("export", out)).code).toBe(0);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readFileSync(out, "utf8")).toContain("from-file");
    expect((await run("export", out)).code).not.toBe(0);
    const away = join(folder, `${database.kind}-harbour.csv`);
    expect((await run("export", away, "--organization", "harbour")).document).toMatchObject({
      organization: "harbour",
    });
    expect(readFileSync(away, "utf8")).toMatch(/^[^\n]+\n[^\n]*,mole,[^\n]*\n$/);
    expect((await run("import", away, "--organization", "harbour", "--dry-run")).document).toMatchObject({
      create: 0,
      change: 0,
      same: 1,
    });
    expect((await run<Record<string, unknown>>("import", out, "--dry-run")).document).toMatchObject({
      create: 0,
      change: 0,
      faults: 0,
    });
  });

  test("an account is deleted where it is named twice", async () => {
    const person = await hub.makeUser({ name: "goes" });
    expect((await run("delete", "goes", "--confirm", "goes")).code).toBe(0);
    expect((await run<ErrorDocument>("show", person.id)).document.error).toMatchObject({ code: "not_found" });
  });
});
