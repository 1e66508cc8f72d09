/** What is sent to wear the file server out, to guess, or to make it answer with a fault of its own. */
import { readdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderMarkdown } from "../../src/files/pages/markdown.ts";
import { readXml } from "../../src/files/webdav/xml.ts";
import { totpCode, totpStep } from "../../src/lib/totp.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, davClient } from "./dav-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

describe("Markdown", () => {
  const most = 131_000;
  const times = (text: string) => text.repeat(Math.floor(most / text.length));

  test.each([
    ["one word of marks", times("_a")],
    ["emphasis that never ends", times("**a* ")],
    ["emphasis of two kinds", times("*_a ")],
    ["quotes in quotes", times("> ")],
    ["lists in lists", times("1. ")],
    ["words as long as may be", times(`${"_a".repeat(499)} `)],
  ])("%s does not keep the server busy", (_what, text) => {
    const started = performance.now();
    expect(renderMarkdown(text)).not.toBe("");
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test("what people write is still Markdown, and what is shown as it is brings no markup", () => {
    expect(renderMarkdown(`${"word ".repeat(1500)} **bold** and ~~gone~~`)).toContain("<strong>bold</strong>");
    expect(renderMarkdown(`<img src=x> ${"a".repeat(1001)}`)).toMatch(/^<pre>&lt;img src=x&gt; a/);
  });
});

test("a short prefix of a long namespace is not written out ten thousand times", () => {
  const read = (text: string) => () => readXml(Buffer.from(text));
  const refused = expect.objectContaining({ status: 400 });
  expect(read(`<a:b xmlns:a="urn:${"x".repeat(509)}"/>`)).toThrow(refused);
  expect(read(`<b xmlns:a="urn:${"x".repeat(509)}" a:c="1"/>`)).toThrow(refused);
  expect(read(`<a:b xmlns:a="urn:${"x".repeat(500)}"/>`)()).toMatchObject({ name: "b" });
  const attributes = Array.from({ length: 10_001 }, (_, at) => `a:b${at}=""`).join(" ");
  expect(read(`<b xmlns:a="urn:a" ${attributes}/>`)).toThrow(refused);
});

eachDatabase((fresh, kind) => {
  let hub: TestHub;
  let files: TestFiles;
  let admin: string;
  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
    admin = await files.token(await files.makeUser({ role: "admin" }));
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  const everything = 65_535;
  const noFault = () => expect(files.log()).not.toContain("request.failed");

  test("ids that no database takes are nobody's", async () => {
    await files.api("/api/admin/setting/save", {
      token: admin,
      json: [{ key: "sso_login_enabled", value: "true" }],
    });
    expect(await files.api("/api/auth/sso?method=sso_get_token&platform=%00")).toMatchObject({ code: 400 });
    expect((await fetch(`${files.url}/sign-in/with/%00`, { redirect: "manual" })).status).toBe(404);
    const json = { id: 2 ** 40, username: "nobody", role: 0 };
    expect(await files.api("/api/admin/user/update", { token: admin, json })).toMatchObject({
      code: 500,
      message: "failed find user: record not found",
    });
    const page = `/api/admin/user/list?page=${10 ** 15 - 1}&per_page=${10 ** 15 - 1}`;
    expect(await files.api(page, { token: admin })).toMatchObject({ code: 200 });
    noFault();
  });

  test("a template of new names is as short as names are", async () => {
    const token = await files.token(await files.makeUser({ permission: everything }));
    const json = { src_dir: "/", src_name_regex: "", new_name_regex: "$0".repeat(501) };
    expect(await files.api("/api/fs/regex_rename", { token, json })).toMatchObject({ code: 400 });
  });

  test("passwords of folders can't be guessed over the API, and a right one costs no try", async () => {
    const root = join(files.dataDirectory, "files");
    expect(await files.api("/api/fs/mkdir", { token: admin, json: { path: "/shut" } })).toMatchObject({ code: 200 });
    writeFileSync(join(root, "shut", "inside.txt"), "1");
    const meta = { path: "/shut", password: "right", p_sub: true };
    expect(await files.api("/api/admin/meta/create", { token: admin, json: meta })).toMatchObject({ code: 200 });
    const token = await files.token(await files.makeUser());
    const list = (password: string) => files.api("/api/fs/list", { token, json: { path: "/shut", password } });
    for (let turn = 0; turn < 70; turn += 1) expect((await list("right")).code).toBe(200);
    const guesses = await Promise.all(Array.from({ length: 70 }, (_, at) => list(`guess${at}`)));
    const codes = guesses.map(({ code }) => code);
    expect(codes.filter((code) => code === 403)).toHaveLength(60);
    expect(codes.filter((code) => code === 429)).toHaveLength(10);
    expect((await list("right")).code).toBe(429);
    const search = { parent: "/", keywords: "inside", page: 1, per_page: 10, password: "right" };
    await files.api("/api/admin/setting/save", { token: admin, json: [{ key: "search_index", value: "walk" }] });
    expect(await files.api("/api/fs/search", { token, json: search })).toMatchObject({ code: 429 });
    // Whoever is asked for none is not held up by others' guesses.
    const free = await files.token(await files.makeUser({ permission: 2 }));
    const asked = { token: free, json: { path: "/shut", password: "whatever" } };
    expect(await files.api("/api/fs/list", asked)).toMatchObject({ code: 200 });
    hub.time.advance(901);
  });

  test("a script that somebody has put here is sent as text", async () => {
    writeFileSync(join(files.dataDirectory, "files", "a.js"), "alert(1)");
    const cookie = await files.cookie(await files.makeUser());
    const answer = await fetch(`${files.url}/@raw/a.js`, { headers: { cookie: `alldoor_files_session=${cookie}` } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("an authenticator is not replaced by a session alone", async () => {
    const person = await files.makeUser();
    const token = await files.token(person);
    const now = () => totpStep(Math.floor(hub.time.clock() / 1000));
    const generate = () => files.api("/api/auth/2fa/generate", { token, json: {} });
    const { secret } = (await generate()).data as { secret: string };
    const verify = (steps: number) =>
      files.api("/api/auth/2fa/verify", { token, json: { code: totpCode(secret, now() + steps), secret } });
    expect(await verify(0)).toMatchObject({ code: 200 });
    expect(await generate()).toMatchObject({ code: 403, data: null });
    expect(await verify(1)).toMatchObject({ code: 402 });
  });

  test("what is refused of a person changes nothing of them", async () => {
    const person = await files.makeUser({ passwordHash: null });
    const { db, ids } = files.files;
    await db.write((tx) =>
      tx.query
        .insertInto("files_identities")
        .values({
          id: ids(),
          user_id: person.id,
          platform: "alldoor",
          issuer: hub.url,
          subject: `subject-${person.id}`,
          label: "",
          created_at: 1,
          last_used_at: null,
        })
        .execute(),
    );
    const json = { id: person.id, username: person.username, role: 0, base_path: "/", sso_id: "", password: "short" };
    expect((await files.api("/api/admin/user/update", { token: admin, json })).code).not.toBe(200);
    expect((await files.api(`/api/admin/user/get?id=${person.id}`, { token: admin })).data).toMatchObject({
      sso_id: `subject-${person.id}`,
    });
  });

  test("who is let in again makes new app passwords", async () => {
    const person = await files.makeUser({ permission: everything });
    const token = await files.token(person);
    const wish = { name: "laptop", access: "read" };
    const { password } = (await files.api("/api/me/app_passwords/create", { token, json: wish })).data as {
      password: string;
    };
    const dav = davClient(files, basic(person.username, password));
    const find = async () => (await dav("PROPFIND", "/dav/", { headers: { depth: "0" } })).status;
    expect(await find()).toBe(207);
    const turn = (disabled: boolean) =>
      files.api("/api/admin/user/update", {
        token: admin,
        json: { id: person.id, username: person.username, role: 0, base_path: "/", permission: everything, disabled },
      });
    expect(await turn(true)).toMatchObject({ code: 200 });
    expect(await find()).toBe(403);
    expect(await turn(false)).toMatchObject({ code: 200 });
    expect(await find()).toBe(401);
  });

  test("of twenty exclusive locks at once one is given", async () => {
    const person = await files.makeUser({ permission: everything });
    writeFileSync(join(files.dataDirectory, "files", `${kind}.txt`), "1");
    const dav = davClient(files, basic(person.username, person.password));
    expect((await dav("PROPFIND", "/dav/", { headers: { depth: "0" } })).status).toBe(207);
    const body = '<lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>';
    const answers = await Promise.all(Array.from({ length: 20 }, () => dav("LOCK", `/dav/${kind}.txt`, { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(423)]);
  });

  /** Sends a form's beginning, waits until its bytes lie on the disk, and goes away. */
  async function brokenOff(path: string, method: string, headers: Record<string, string>, head: string): Promise<void> {
    const folder = join(files.dataDirectory, "files");
    const asides = () => readdirSync(folder).filter((name) => name.startsWith(".alldoor-"));
    const sending = request(`${files.url}${path}`, {
      method,
      headers: { ...headers, "content-type": "multipart/form-data; boundary=b", "content-length": "9000000" },
    });
    sending.on("error", () => {});
    const file = '--b\r\ncontent-disposition: form-data; name="file"; filename="broken.bin"\r\n\r\n';
    sending.write(`${head}${file}${"x".repeat(500_000)}`);
    await expect.poll(asides).toHaveLength(1);
    sending.destroy();
    // An upload that nobody ends would keep its file, and end the process when that is collected.
    await expect.poll(asides).toEqual([]);
  }

  test("a form that breaks off in the middle of a file leaves no file open", async () => {
    await brokenOff("/api/fs/form", "PUT", { authorization: admin, "file-path": "/broken.bin" }, "");
    const cookie = `alldoor_files_session=${await files.cookie(await files.makeUser({ permission: everything }))}`;
    const page = await fetch(`${files.url}/`, { headers: { cookie } });
    const [, csrf = ""] = /name="csrf" value="([^"]+)"/.exec(await page.text()) ?? [];
    const [given = ""] = (page.headers.get("set-cookie") ?? "").split(";");
    const field = (name: string, value: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const head = field("csrf", csrf) + field("dir", "/");
    await brokenOff("/@upload", "POST", { cookie: `${cookie}; ${given}`, origin: files.url }, head);
  });

  test("of those who take one name or one folder's rule at once, one has it and the others are told", async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => files.makeUser()));
    const tokens = await Promise.all(people.map((person) => files.token(person)));
    const named = await Promise.all(
      tokens.map((token) => files.api("/api/me/update", { token, json: { username: "wanted by all" } })),
    );
    expect(named.filter(({ code }) => code === 200)).toHaveLength(1);
    expect(named.filter(({ message }) => message === "This username is taken.")).toHaveLength(7);
    const json = { path: "/ruled" };
    const ruled = await Promise.all(
      Array.from({ length: 8 }, () => files.api("/api/admin/meta/create", { token: admin, json })),
    );
    expect(ruled.filter(({ code }) => code === 200)).toHaveLength(1);
    expect(ruled.filter(({ message }) => message === "This folder has a rule already.")).toHaveLength(7);
    noFault();
  });

  test("of two administrators who disable each other at once one stays", async () => {
    for (const { id } of await files.files.db.query
      .selectFrom("files_users")
      .select("id")
      .where("role", "=", 2)
      .execute())
      await files.files.db.write((tx) =>
        tx.query.updateTable("files_users").set({ disabled_at: 1 }).where("id", "=", id).execute(),
      );
    for (let turn = 0; turn < 5; turn += 1) {
      const two = [await files.makeUser({ role: "admin" }), await files.makeUser({ role: "admin" })];
      const tokens = await Promise.all(two.map((one) => files.token(one)));
      const answers = await Promise.all(
        two.map(({ id, username }, at) =>
          files.api("/api/admin/user/update", {
            token: tokens[1 - at] ?? "",
            json: { id, username, role: 2, base_path: "/", disabled: true },
          }),
        ),
      );
      expect(answers.filter(({ code }) => code === 200)).toHaveLength(1);
      await files.files.db.write((tx) =>
        tx.query.updateTable("files_users").set({ disabled_at: 1 }).where("role", "=", 2).execute(),
      );
    }
  });

  test("an id of a rule or a storage is never given twice", async () => {
    const token = await files.token(await files.makeUser({ role: "admin" }));
    const json = { path: "/a" };
    const id = async () => {
      expect(await files.api("/api/admin/meta/create", { token, json })).toMatchObject({ code: 200 });
      const { content } = (await files.api("/api/admin/meta/list", { token })).data as {
        content: readonly { id: number; path: string }[];
      };
      return content.find(({ path }) => path === "/a")?.id;
    };
    const first = await id();
    expect(await files.api(`/api/admin/meta/delete?id=${first}`, { token, json: {} })).toMatchObject({ code: 200 });
    expect(await id()).toBeGreaterThan(first ?? 0);
  });
});
