/** The pages of folders and files: what is shown, what is done, what the bits and rules of folders deny. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveSetting } from "../../src/files/settings/store.ts";
import { findGuest, updateUser } from "../../src/files/users/store.ts";
import type { User } from "../../src/files/users/user.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

let hub: TestHub;
let files: TestFiles;
let root: string;
beforeAll(async () => {
  hub = await startHub();
  files = await startFiles(hub);
  root = join(files.dataDirectory, "files");
});
afterAll(async () => {
  await files.close();
  await hub.close();
});

let count = 0;

/** Somebody with these bits and a folder of their own, signed in. */
async function signedIn(permission: number): Promise<{ browser: BrowserClient; user: User; folder: string }> {
  count += 1;
  const basePath = `/people/p${count}`;
  const user = await files.makeUser({ permission, basePath });
  const folder = join(root, "people", `p${count}`);
  mkdirSync(folder, { recursive: true });
  const browser = files.browser();
  browser.setCookie(files.url, "alldoor_files_session", await files.cookie(user));
  return { browser, user, folder };
}

const csrfOf = (html: string): string => /name="csrf"[^>]*value="([^"]+)"/.exec(html)?.[1] ?? "";

async function upload(browser: BrowserClient, dir: string, names: readonly string[], csrf: string): Promise<Response> {
  const form = new FormData();
  form.append("csrf", csrf);
  form.append("dir", dir);
  for (const name of names) form.append("file", new Blob([`bytes of ${name}`]), name);
  return browser.request(`${files.url}/@upload`, { method: "POST", body: form, headers: { origin: files.url } });
}

const ALL = 8 + 16 + 32 + 64 + 128;

test("without a script: a folder is made, files are uploaded, renamed, copied, moved and deleted", async () => {
  const { browser, folder } = await signedIn(ALL);
  const home = await browser.open(files.url);
  expect(home.html).toContain("This folder is empty");
  await browser.submit(home, { name: "büro 1" }, "/@folder");
  const inside = await browser.open(`${files.url}/b%C3%BCro%201`);
  const sent = await upload(browser, "/büro 1", ["a & b.txt", "c.txt"], csrfOf(inside.html));
  expect(sent.headers.get("location")).toBe("/b%C3%BCro%201?notice=uploaded");
  expect(readFileSync(join(folder, "büro 1", "a & b.txt"), "utf8")).toBe("bytes of a & b.txt");
  const listed = await browser.open(`${files.url}/b%C3%BCro%201`);
  expect(listed.html).toContain("a &amp; b.txt");

  const arrange = async (action: string, name: string, fields: Record<string, string> = {}) => {
    const page = await browser.open(`${files.url}/b%C3%BCro%201`);
    // As the browser sends it: a box that is ticked, and the button.
    const body = new URLSearchParams({ csrf: csrfOf(page.html), dir: "/büro 1", name, do: action }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: files.url };
    const asked = await browser.open(`${files.url}/@arrange`, { method: "POST", body, headers });
    return browser.submit(asked, fields, "/@arrange/do");
  };
  expect((await arrange("rename", "c.txt", { new_name: "d.txt" })).html).toContain("It has its new name.");
  expect((await arrange("copy", "d.txt", { to: "/" })).html).toContain("It is copied.");
  expect((await arrange("move", "a & b.txt", { to: "/" })).html).toContain("It is moved.");
  const refused = await arrange("copy", "d.txt", { to: "/" });
  expect(refused.html).toContain("There is something of this name already.");
  expect((await arrange("remove", "d.txt")).html).toContain("It is deleted.");
  expect(existsSync(join(folder, "büro 1", "d.txt"))).toBe(false);
  expect(existsSync(join(folder, "d.txt"))).toBe(true);
  expect(existsSync(join(folder, "a & b.txt"))).toBe(true);
});

test("what the bits deny is not offered, and refused where it is sent all the same", async () => {
  const { browser, folder } = await signedIn(16);
  writeFileSync(join(folder, "kept.txt"), "kept");
  const home = await browser.open(files.url);
  expect(home.html).not.toContain('action="/@upload"');
  expect(home.html).not.toContain('action="/@folder"');
  expect(home.html).toContain('value="rename"');
  for (const action of ["move", "copy", "remove"]) expect(home.html).not.toContain(`value="${action}"`);
  const csrf = csrfOf(home.html);
  const post = (path: string, fields: Record<string, string>) =>
    browser.request(files.url + path, {
      method: "POST",
      body: new URLSearchParams({ csrf, dir: "/", ...fields }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: files.url },
    });
  for (const answer of [
    await post("/@arrange/do", { do: "remove", name: "kept.txt" }),
    await post("/@arrange/do", { do: "copy", name: "kept.txt", to: "/x" }),
    await post("/@arrange/do", { do: "move", name: "kept.txt", to: "/x" }),
    await post("/@folder", { name: "new" }),
    await upload(browser, "/", ["new.txt"], csrf),
  ])
    expect(answer.headers.get("location")).toBe("/?error=permission_denied");
  expect((await post("/@arrange/do", { do: "rename", name: "../p1", new_name: "x" })).status).toBe(403);
  expect(readFileSync(join(folder, "kept.txt"), "utf8")).toBe("kept");
  expect(existsSync(join(folder, "new.txt"))).toBe(false);
});

test("a form with more files than it takes puts a thousand in their places, and says so", async () => {
  const { browser, folder } = await signedIn(ALL);
  const csrf = csrfOf((await browser.open(`${files.url}/`)).html);
  const names = Array.from({ length: 1001 }, (_, at) => `f${at}`);
  const sent = await upload(browser, "/", names, csrf);
  expect(sent.headers.get("location")).toBe("/?error=too_many_files");
  expect((await browser.open(`${files.url}/?error=too_many_files`)).html).toContain("thousand files");
  const missing = names.filter((name) => !existsSync(join(folder, name)));
  expect(missing).toEqual(["f1000"]);
  expect(readFileSync(join(folder, "f999"), "utf8")).toBe("bytes of f999");
  // Each file is synced to the disk, which takes what it takes.
}, 60_000);

test("an upload without our own form's token writes nothing, and neither does one from another site", async () => {
  const { browser, folder } = await signedIn(ALL);
  expect((await upload(browser, "/", ["x.txt"], "")).status).toBe(403);
  const form = new FormData();
  form.append("csrf", csrfOf((await browser.open(files.url)).html));
  form.append("file", new Blob(["x"]), "x.txt");
  const headers = { origin: "https://evil.example.com" };
  const foreign = await browser.request(`${files.url}/@upload`, { method: "POST", body: form, headers });
  expect(foreign.status).toBe(403);
  // The file before the token: nothing has been proven yet.
  const late = new FormData();
  late.append("file", new Blob(["x"]), "x.txt");
  late.append("csrf", csrfOf((await browser.open(files.url)).html));
  const own = { origin: files.url };
  expect((await browser.request(`${files.url}/@upload`, { method: "POST", body: late, headers: own })).status).toBe(
    403,
  );
  expect(existsSync(join(folder, "x.txt"))).toBe(false);
});

test("nobody's file runs as ours: pages escape it, and its own address is a sandbox", async () => {
  const { browser, folder } = await signedIn(0);
  const evil = "<script>alert(1)</script><img src=x onerror=alert(2)> [a](javascript:alert(3)) <b>";
  for (const name of ["evil.html", "evil.md", "evil.txt", "evil.svg"]) writeFileSync(join(folder, name), evil);
  for (const name of ["evil.html", "evil.svg"]) {
    const { headers } = await browser.request(`${files.url}/@raw/${name}`);
    expect(headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
  for (const name of ["evil.html", "evil.txt"]) {
    const { html, headers } = await browser.open(`${files.url}/${name}`);
    expect(html).toContain("&lt;script&gt;alert(1)");
    expect(html).not.toContain("<script>alert");
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
  }
  const markdown = await browser.open(`${files.url}/@markdown/evil.md`);
  expect(markdown.html).not.toMatch(/<script|<img|<b>|href="javascript/);
  const policy = markdown.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
  expect(policy).not.toContain("script-src");
  const saved = await browser.request(`${files.url}/@raw/evil.html?d`);
  expect(saved.headers.get("content-disposition")).toMatch(/^attachment;/);
});

test("files are read with ranges and conditions, by whoever may, and by nobody above the base path", async () => {
  const { browser, folder } = await signedIn(0);
  writeFileSync(join(folder, "numbers.txt"), "0123456789");
  const part = await browser.request(`${files.url}/@raw/numbers.txt`, { headers: { range: "bytes=2-4" } });
  expect([part.status, await part.text()]).toEqual([206, "234"]);
  const etag = part.headers.get("etag") ?? "";
  const again = await browser.request(`${files.url}/@raw/numbers.txt`, { headers: { "if-none-match": etag } });
  expect(again.status).toBe(304);
  const stranger = files.browser();
  const answer = await stranger.request(`${files.url}/@raw/numbers.txt`);
  expect(answer.headers.get("location")).toBe("/sign-in?next=%2F%40raw%2Fnumbers.txt");
  for (const path of ["/@raw/..%2Fp1%2Fbüro", "/..%2f..%2fetc%2fpasswd", "/@markdown/%2e%2e%2fx"])
    expect([path, (await browser.request(files.url + path)).status]).toEqual([path, 403]);
});

test("a folder that is called like one of our own addresses can be reached", async () => {
  const { browser, folder } = await signedIn(0);
  for (const name of ["api", "d", "dav", "sign-in", "@manage"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, `inside-${name}.bin`), "");
  }
  const home = await browser.open(files.url);
  for (const name of ["api", "d", "dav", "sign-in", "@manage"]) {
    const [, href = ""] = new RegExp(`href="([^"]+)"><bdi>${name}</bdi>`).exec(home.html) ?? [];
    expect((await browser.open(files.url + href)).html).toContain(`inside-${name}.bin`);
  }
});

test("a large folder comes in pages that are small, folders first, in the order that is asked for", async () => {
  const { browser, folder } = await signedIn(ALL);
  for (let number = 0; number < 120; number += 1)
    writeFileSync(
      join(folder, `${"file with a rather long name ".repeat(3)}${String(number).padStart(3, "0")}`),
      "x".repeat(number),
    );
  mkdirSync(join(folder, "zz folder"));
  const namesOf = (html: string) => [...html.matchAll(/name="name" value="([^"]+)"/g)].map(([, name = ""]) => name);
  const first = await browser.open(files.url);
  expect(Buffer.byteLength(first.html)).toBeLessThan(61_440);
  expect(namesOf(first.html)).toHaveLength(40);
  expect(namesOf(first.html)[0]).toBe("zz folder");
  expect(first.html).toContain("121 entries · page 1 of 4");
  const third = await browser.open(`${files.url}/?page=4`);
  expect(namesOf(third.html)).toHaveLength(1);
  const largest = await browser.open(`${files.url}/?sort=size&order=desc&view=grid`);
  expect(namesOf(largest.html)[1]).toMatch(/119$/);
  expect((await browser.open(`${files.url}/?page=999&sort=nothing`)).status).toBe(200);
});

test("a search finds what the person could find by hand, where search is turned on", async () => {
  const { browser, folder } = await signedIn(0);
  mkdirSync(join(folder, "deep", "er"), { recursive: true });
  writeFileSync(join(folder, "deep", "er", "Needle.txt"), "");
  expect((await browser.open(`${files.url}/?q=needle`)).html).not.toContain("Needle.txt");
  await files.files.db.write((tx) => saveSetting(tx, files.files, "search_index", "walk"));
  const found = await browser.open(`${files.url}/?q=needle`);
  expect(found.html).toContain('href="/deep/er/Needle.txt"');
  await files.files.db.write((tx) => saveSetting(tx, files.files, "search_index", "none"));
});

test("a folder with a password opens for whoever types it, and its files too", async () => {
  const { browser, user, folder } = await signedIn(0);
  mkdirSync(join(folder, "secret"));
  writeFileSync(join(folder, "secret", "inside.txt"), "hidden words");
  const none = { passwordSub: true, write: false, writeSub: false, hide: "", hideSub: false };
  const texts = { readme: "# Read me", readmeSub: false, header: "", headerSub: false };
  const path = `${user.basePath}/secret`;
  await files.files.metas.create({ path, password: "open sesame", ...none, ...texts });
  const locked = await browser.open(`${files.url}/secret/inside.txt`);
  expect(locked.status).toBe(403);
  expect(locked.html).not.toContain("hidden words");
  const wrong = await browser.submit(locked, { password: "guess" }, "/@unlock");
  expect(wrong.html).toContain("The password of the folder is not right.");
  const open = await browser.submit(wrong, { password: "open sesame" }, "/@unlock");
  expect(open.url).toBe(`${files.url}/secret/inside.txt`);
  expect(open.html).toContain("hidden words");
  expect((await browser.open(`${files.url}/secret`)).html).toContain('src="/@markdown/secret?part=readme"');
  expect((await browser.open(`${files.url}/@markdown/secret?part=readme`)).html).toContain("<h1>Read me</h1>");
});

test("guests look around once they are let in, and are shown the way in until then", async () => {
  writeFileSync(join(root, "public.txt"), "for all");
  const stranger = files.browser();
  expect((await stranger.open(files.url)).html).toContain('action="/sign-in"');
  const guest = await findGuest(files.files.db);
  await files.files.db.write((tx) => updateUser(tx, files.files, guest.id, { disabled_at: null }));
  const home = await stranger.open(files.url);
  expect(home.html).toContain("public.txt");
  expect(home.html).toContain('href="/sign-in?next=%2F"');
  expect(home.html).not.toContain('action="/@upload"');
  expect(home.html).not.toContain('href="/@manage"');
  expect((await stranger.request(`${files.url}/@manage`)).headers.get("location")).toBe("/sign-in?next=%2F%40manage");
  await files.files.db.write((tx) => updateUser(tx, files.files, guest.id, { disabled_at: 1 }));
});
