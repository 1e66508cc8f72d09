/** Signing in with a password and a second step, personal data, and what administrators do, over the pages and without a script. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findUserByName } from "../../src/files/users/store.ts";
import type { User } from "../../src/files/users/user.ts";
import { totpCode, totpStep } from "../../src/lib/totp.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signInWith } from "../ground/oauth-client.ts";
import { basic, davClient } from "./dav-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  beforeEach(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
  });
  afterEach(async () => {
    await files.close();
    await hub.close();
  });

  const as = async (user: User): Promise<BrowserClient> => {
    const browser = files.browser();
    browser.setCookie(files.url, "alldoor_files_session", await files.cookie(user));
    return browser;
  };
  const signIn = async (browser: BrowserClient, username: string, password: string, next = "/"): Promise<Shown> =>
    browser.submit(
      await browser.open(`${files.url}/sign-in?next=${encodeURIComponent(next)}`),
      { username, password },
      "/sign-in",
    );

  test("a password signs in, leads on to own pages alone, and is refused alike for whoever is not there", async () => {
    const user = await files.makeUser();
    mkdirSync(join(files.dataDirectory, "files", "inbox"));
    expect((await signIn(files.browser(), user.username, user.password, "/inbox")).url).toBe(`${files.url}/inbox`);
    for (const next of [
      "https://evil.example.com/",
      "//evil.example.com",
      "/\\evil.example.com",
      "/sign-out",
      "/sign-in",
    ])
      expect((await signIn(files.browser(), user.username, user.password, next)).url).toBe(`${files.url}/`);
    const wrong = await signIn(files.browser(), user.username, "not the password");
    const nobody = await signIn(files.browser(), "nobody", "not the password");
    const without = ({ html }: Shown, name: string) =>
      html.replaceAll(name, "").replaceAll(/name="csrf" value="[^"]*"/g, "");
    expect(wrong.status).toBe(422);
    expect(without(wrong, user.username)).toBe(without(nobody, "nobody"));
  });

  test("codes are turned on with a code, asked for at the next sign-in, count once, and are turned off with a code", async () => {
    const user = await files.makeUser();
    const codeNow = (secret: string, ahead = 0) =>
      totpCode(secret, totpStep(Math.floor(hub.time.clock() / 1000)) + ahead);
    const browser = files.browser();
    await signIn(browser, user.username, user.password, "/@manage");
    const offered = await browser.submit(await browser.open(`${files.url}/@manage`), {}, "/@manage/two-factor/offer");
    const [, secret = ""] = /name="secret" value="([^"]+)"/.exec(offered.html) ?? [];
    const on = await browser.submit(offered, { code: codeNow(secret) }, "/@manage/two-factor/on");
    expect(on.html).toContain("Codes are on.");
    hub.time.advance(60);

    const other = files.browser();
    const step = await signIn(other, user.username, user.password, "/@manage");
    expect(other.cookie(files.url, "alldoor_files_session")).toBeUndefined();
    const wrong = await other.submit(step, { code: "000000" }, "/sign-in/code");
    expect(wrong.html).toContain("The code is not right");
    const code = codeNow(secret);
    expect((await other.submit(wrong, { code }, "/sign-in/code")).url).toBe(`${files.url}/@manage`);
    // The same code, and the step itself after five minutes, sign nobody in.
    const third = files.browser();
    const again = await signIn(third, user.username, user.password);
    expect((await third.submit(again, { code }, "/sign-in/code")).html).toContain("The code is not right");
    hub.time.advance(301);
    await third.submit(again, { code: codeNow(secret) }, "/sign-in/code");
    expect(third.cookie(files.url, "alldoor_files_session")).toBeUndefined();

    const off = await other.submit(
      await other.open(`${files.url}/@manage`),
      { code: codeNow(secret) },
      "/@manage/two-factor/off",
    );
    expect(off.html).toContain("Codes are off.");
    const free = files.browser();
    await signIn(free, user.username, user.password);
    expect(free.cookie(files.url, "alldoor_files_session")).toBeDefined();
  });

  test("an app password is shown once, mounts by WebDAV within its bounds, and is of no use once revoked", async () => {
    const user = await files.makeUser({ permission: 768 });
    const browser = await as(user);
    const page = await browser.open(`${files.url}/@manage`);
    expect(page.html).toContain(`${files.url}/dav/`);
    const made = await browser.submit(page, { name: "Laptop" }, "/@manage/app-passwords");
    const [, value = ""] = /id="app-password"[^>]*>([^<]+)</.exec(made.html) ?? [];
    expect(value).toMatch(/^[\w-]{43}$/);
    const dav = davClient(files, basic(user.username, value));
    expect((await dav("PROPFIND", "/dav/", { headers: { depth: "0" } })).status).toBe(207);
    // It was made to read alone.
    expect((await dav("PUT", "/dav/x.txt", { body: "x" })).status).toBe(403);
    const listed = await browser.open(`${files.url}/@manage`);
    expect(listed.html).toContain("Laptop");
    expect(listed.html).not.toContain(value);
    const [, id = ""] = /id="revoke-(\d+)"/.exec(listed.html) ?? [];
    await browser.submit(listed, { id }, "/@manage/app-passwords/revoke");
    expect((await dav("PROPFIND", "/dav/", { headers: { depth: "0" } })).status).toBe(401);
  });

  test("what changes a way in asks for a fresh sign-in; a new password ends every other session", async () => {
    const user = await files.makeUser({ permission: 256 });
    const [browser, elsewhere] = [await as(user), await as(user)];
    const stale = await as(user);
    const fields = { new_password: "another long password here" };
    hub.time.advance(901);
    const page = await stale.open(`${files.url}/@manage`);
    expect(page.html).toContain('href="/sign-in?next=%2F%40manage"');
    for (const [values, action] of [
      [fields, "/@manage/password"],
      [{ name: "x" }, "/@manage/app-passwords"],
      [{}, "/@manage/two-factor/offer"],
    ] as const)
      expect((await stale.submit(page, values, action)).html).toContain("This needs a fresh sign-in.");
    const fresh = files.browser();
    const now = await signIn(fresh, user.username, user.password, "/@manage");
    expect((await fresh.submit(now, fields, "/@manage/password")).html).toContain("Saved.");
    expect((await fresh.open(`${files.url}/@manage`)).url).toBe(`${files.url}/@manage`);
    for (const old of [browser, elsewhere])
      expect((await old.request(`${files.url}/@manage`)).headers.get("location")).toContain("/sign-in");
  });

  test("platforms are linked and unlinked on the page, but for the last way in", async () => {
    const browser = files.browser();
    await signInWith(browser, await browser.open(`${files.url}/sign-in/with/alldoor`), await hub.makeUser());
    const page = await browser.open(`${files.url}/@manage`);
    const [, id = ""] = /id="unlink-(\d+)"/.exec(page.html) ?? [];
    const refused = await browser.submit(page, { id }, "/@manage/platforms/unlink");
    expect([refused.status, refused.html]).toEqual([422, expect.stringContaining("This is your last way in.")]);
    const first = { new_password: "a first long password" };
    const set = await browser.submit(refused, first, "/@manage/password");
    const gone = await browser.submit(set, { id }, "/@manage/platforms/unlink");
    expect(gone.html).toContain("The platform is unlinked.");
    expect(gone.html).not.toContain(`unlink-${id}`);
    // The hub still knows the browser, so linking again goes there and straight back.
    const again = await browser.submit(gone, { platform: "alldoor" }, "/@manage/platforms/link");
    expect(again.url).toBe(`${files.url}/@manage?notice=linked`);
    expect(again.html).toMatch(/id="unlink-\d+"/);
  });

  test("a session is ended from elsewhere, and nobody ends somebody else's", async () => {
    const [user, other] = [await files.makeUser(), await files.makeUser()];
    const [browser, elsewhere, foreign] = [await as(user), await as(user), await as(other)];
    const page = await browser.open(`${files.url}/@manage`);
    const ids = [...page.html.matchAll(/action="\/@manage\/sessions\/end"[\s\S]*?name="id" value="(\d+)"/g)];
    const [, id = ""] = ids[0] ?? [];
    const theirs = await foreign.open(`${files.url}/@manage`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(theirs.html)?.[1] ?? "";
    const refused = await foreign.request(`${files.url}/@manage/sessions/end`, {
      method: "POST",
      body: new URLSearchParams({ csrf, id }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: files.url },
    });
    expect(refused.status).toBe(422);
    expect((await elsewhere.request(`${files.url}/@manage`)).status).toBe(200);
    await browser.submit(page, { id }, "/@manage/sessions/end");
    expect((await elsewhere.request(`${files.url}/@manage`)).status).toBe(303);
  });

  test("administrators make and change people with boxes that add up, and nobody else sees those pages", async () => {
    const admin = await as(await files.makeUser({ role: "admin" }));
    const page = await admin.open(`${files.url}/@manage/users/edit`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const body = new URLSearchParams({ csrf, username: "Newcomer", password: "", base_path: "/users/new" });
    for (const bit of ["8", "16", "128"]) body.append("permission", bit);
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: files.url };
    const sent = { method: "POST", body: body.toString(), headers };
    expect((await admin.request(`${files.url}/@manage/users/edit`, sent)).status).toBe(303);
    const made = await findUserByName(files.files.db, "newcomer");
    expect(made).toMatchObject({ permission: 152, basePath: "/users/new", role: "general" });
    const again = await admin.request(`${files.url}/@manage/users/edit`, sent);
    expect([again.status, await again.text()]).toEqual([422, expect.stringContaining("This username is taken.")]);

    const sections = ["users", "users/edit", "settings", "storages", "storages/edit", "metas", "metas/edit"];
    const person = await as(await files.makeUser({ permission: 65_535 }));
    for (const section of sections) {
      expect((await person.request(`${files.url}/@manage/${section}`)).status).toBe(403);
      const shown = await admin.open(`${files.url}/@manage/${section}`);
      expect([section, shown.status, Buffer.byteLength(shown.html) < 61_440]).toEqual([section, 200, true]);
    }
  });

  test("settings: boxes and number are one setting, and whichever was changed counts; secrets are never shown", async () => {
    const admin = await as(await files.makeUser({ role: "admin" }));
    const open = () => admin.open(`${files.url}/@manage/settings`);
    const numberOf = ({ html }: Shown) => /name="sso_default_permission"[^>]*value="(\d+)"/.exec(html)?.[1];
    const first = { sso_default_permission: "152" };
    expect((await admin.submit(await open(), first, "/@manage/settings")).html).toContain("Saved.");
    const page = await open();
    expect(numberOf(page)).toBe("152");
    expect([...page.html.matchAll(/name="permission" value="(\d+)" checked/g)].map(([, bit]) => bit)).toEqual([
      "8",
      "16",
      "128",
    ]);
    await admin.submit(page, { permission: "512" }, "/@manage/settings");
    expect(numberOf(await open())).toBe("512");
    const wrong = await admin.submit(await open(), { sso_default_permission: "70000" }, "/@manage/settings");
    expect(wrong.status).toBe(422);
    await admin.submit(await open(), { announcement: "**Hello** <b>all</b>" }, "/@manage/settings");
    expect((await admin.open(files.url)).html).toContain('src="/@markdown/?part=announcement"');
    expect((await admin.open(`${files.url}/@markdown/?part=announcement`)).html).toContain(
      "<strong>Hello</strong> &lt;b&gt;all&lt;/b&gt;",
    );
    const token = await admin.submit(await open(), {}, "/@manage/settings/reset-token");
    const [, value = ""] = /id="new-token"[^>]*>([^<]+)</.exec(token.html) ?? [];
    expect(value).toMatch(/^alldoor-/);
    expect((await open()).html).not.toContain(value);
  });

  test("storages and rules of folders are made, changed and taken away", async () => {
    const admin = await as(await files.makeUser({ role: "admin" }));
    const archive = join(files.dataDirectory, "archive");
    mkdirSync(archive);
    const storage = await admin.open(`${files.url}/@manage/storages/edit`);
    const relative = await admin.submit(storage, { mount_path: "/archive", root: "archive" }, "/@manage/storages/edit");
    expect(relative.status).toBe(422);
    const list = await admin.submit(storage, { mount_path: "/archive", root: archive }, "/@manage/storages/edit");
    expect(list.html).toContain(archive);
    expect((await admin.open(files.url)).html).toContain('href="/archive"');

    const rule = await admin.open(`${files.url}/@manage/metas/edit`);
    const fields = { path: "/archive", password: "a word", hide: "^x$\r\n^y$" };
    const rules = await admin.submit(rule, fields, "/@manage/metas/edit");
    const [, edit = ""] = /href="(\/@manage\/metas\/edit\?id=\d+)"/.exec(rules.html) ?? [];
    const shown = await admin.open(files.url + edit);
    expect(shown.html).not.toContain("a word");
    await admin.submit(shown, { header: "# Hello" }, "/@manage/metas/edit");
    const [meta] = await files.files.metas.list();
    expect(meta).toMatchObject({ path: "/archive", password: "a word", hide: "^x$\n^y$", header: "# Hello" });
    await admin.submit(await admin.open(files.url + edit), {}, "/@manage/metas/remove");
    expect(await files.files.metas.list()).toEqual([]);
  });
});
