/** `alldoor admin create`: an administrator without a browser, whose password no process list and no log ever sees. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signInWith } from "../ground/oauth-client.ts";
import { alldoor, alldoorJson, type ErrorDocument, storeArgs } from "./alldoor.ts";

const PASSWORD = "four unrelated words here";

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let hub: TestHub;
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
  });
  afterAll(() => hub.close());

  const create = (args: readonly string[], input = `${PASSWORD}\n`) =>
    alldoorJson<Record<string, unknown> & ErrorDocument>(["admin", "create", ...storeArgs(database), ...args], {
      input,
    });
  const users = () => hub.hub.db.query.selectFrom("users").selectAll().execute();
  const audited = async () =>
    (await hub.hub.db.query.selectFrom("audit").select("action").orderBy("id").execute()).map(({ action }) => action);

  test.each([
    [["--username", "a b"], PASSWORD, "field_invalid", { "--username": "invalid_username" }],
    [["--username", "ada", "--email", "ada@"], PASSWORD, "field_invalid", { "--email": "invalid_email" }],
    [["--username", "ada"], "short", "field_invalid", { "the password": "too_short" }],
    [["--username", "ada"], "password1234", "field_invalid", { "the password": "common_password" }],
    [["--username", "ada"], "", "input_missing", undefined],
    [["--username", "ada"], `${PASSWORD}\nand more\n`, "input_missing", undefined],
    [["--username", "ada", "--password-file", "/nowhere/secret"], "", "file_unusable", undefined],
  ])("%j with %j is refused and nothing is stored", async (args, input, code, fields) => {
    const { code: exitCode, document } = await create(args, input);
    expect(exitCode).toBe(1);
    expect(document.error.code).toBe(code);
    expect(document.error.fields).toEqual(fields);
    expect(await users()).toEqual([]);
    expect((await fetch(hub.setUpLink ?? "")).status).toBe(200);
  });

  test("the administrator signs in, and the set-up link is of no use any more", async () => {
    const { code, document, stderr } = await create([
      "--username",
      "ada",
      "--display-name",
      "Ada L.",
      "--email",
      "ada@example.com",
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(document).toMatchObject({
      username: "ada",
      display_name: "Ada L.",
      email: "ada@example.com",
      organization: "main",
      is_admin: true,
    });
    expect((await fetch(hub.setUpLink ?? "")).status).toBe(410);
    expect(await audited()).toEqual(["user.created", "setup.completed"]);

    const browser = new BrowserClient(hub.url);
    await signInWith(browser, await browser.open(`${hub.url}/sign-in`), { name: "ada", password: PASSWORD });
    const admin = await browser.open(`${hub.url}/admin/users`);
    expect({ url: admin.url, status: admin.status }).toEqual({ url: `${hub.url}/admin/users`, status: 200 });
  });

  test("a second one from a file; the same name again is refused", async () => {
    const file = join(database.dataDirectory, "password");
    writeFileSync(file, `${PASSWORD}\r\n`);
    expect((await create(["--username", "bo", "--password-file", file], "")).code).toBe(0);
    const { code, document } = await create(["--username", "BO", "--password-file", "-"]);
    expect(code).toBe(1);
    expect(document.error).toMatchObject({ code: "username_taken", fields: { "--username": "taken" } });
    expect((await users()).map(({ name, is_admin }) => [name, is_admin])).toEqual([
      ["ada", 1],
      ["bo", 1],
    ]);
    expect(await audited()).toContain("user.created");
  });
});

test("there is no option that takes the password itself", async () => {
  const { code, stderr } = await alldoor(["admin", "create", "--username", "ada", "--password", PASSWORD]);
  expect(code).toBe(2);
  expect(stderr).toContain("has no option --password");
  expect(stderr).not.toContain(PASSWORD);
});
