/** AList's API for files over HTTP, in the words that its clients know; and the links that it gives out. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startHub, type TestHub } from "../ground/hub.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

let hub: TestHub;
let files: TestFiles;
let root: string;
let admin: string;
let folder: string;
beforeAll(async () => {
  hub = await startHub();
  files = await startFiles(hub);
  root = join(files.dataDirectory, "files");
  admin = await files.token(await files.makeUser({ role: "admin" }));
});
afterAll(async () => {
  await files.close();
  await hub.close();
});
beforeEach(async () => {
  folder = `/t${randomBytes(6).toString("hex")}`;
  await mkdir(join(root, folder));
});

const call = async (name: string, json: unknown, token = admin) => {
  const { status, code, message, data } = await files.api(`/api/fs/${name}`, { token, json });
  expect(status).toBe(200);
  return { code, message, data: data as unknown };
};
const fill = async (content: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, text] of Object.entries(content)) {
    await mkdir(join(root, folder, name, ".."), { recursive: true });
    await writeFile(join(root, folder, name), text);
  }
};
const onDisk = (name: string): Promise<string> => readFile(join(root, folder, name), "utf8");
const DONE = { code: 200, message: "success", data: null };
const refused = (code: number, message: string) => ({ code, message, data: null });
const tokenWith = async (permission: number): Promise<string> => files.token(await files.makeUser({ permission }));

const put = (path: string, body: string | Buffer, headers: Record<string, string> = {}, token = admin) =>
  files.api("/api/fs/put", {
    method: "PUT",
    token,
    body: typeof body === "string" ? body : new Uint8Array(body),
    headers: { "file-path": encodeURIComponent(path), ...headers },
  });

describe("list", () => {
  it("has AList's shape, in the order of names", async () => {
    await fill({ "b.mp4": "12345", "a.txt": "1", "c/in.txt": "x" });
    const { data, ...rest } = await call("list", { path: folder });
    expect(rest).toEqual({ code: 200, message: "success" });
    expect(data).toMatchObject({ total: 3, readme: "", header: "", write: true, provider: "Local" });
    const { content } = data as { content: Record<string, unknown>[] };
    expect(content.map(({ name, size, is_dir, type }) => [name, size, is_dir, type])).toEqual([
      ["a.txt", 1, false, 4],
      ["b.mp4", 5, false, 2],
      ["c", 0, true, 1],
    ]);
    expect(Object.keys(content[0] ?? {})).toEqual(
      "name size is_dir modified created sign thumb type hashinfo hash_info".split(" "),
    );
    expect(content[0]?.["modified"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    expect(content[0]?.["sign"]).toMatch(/^[\w-]{43}=:0$/);
    expect(content[2]?.["sign"]).toBe("");
  });

  it("comes in pages; what is empty, or behind the end, is null", async () => {
    await fill({ "1": "", "2": "", "3": "" });
    const page = async (page: number) =>
      ((await call("list", { path: folder, page, per_page: 2 })).data as { content: { name: string }[] | null })
        .content;
    expect((await page(1))?.map(({ name }) => name)).toEqual(["1", "2"]);
    expect((await page(2))?.map(({ name }) => name)).toEqual(["3"]);
    expect(await page(3)).toBeNull();
    await mkdir(join(root, folder, "none"));
    expect((await call("list", { path: `${folder}/none` })).data).toMatchObject({ content: null, total: 0 });
  });

  it("says what is wrong in AList's words", async () => {
    await fill({ "a.txt": "" });
    expect(await call("list", { path: `${folder}/no` })).toEqual(
      refused(500, "failed get objs: failed get dir: object not found"),
    );
    expect(await call("list", { path: `${folder}/a.txt` })).toEqual(refused(500, "failed get objs: not a folder"));
    expect(await call("list", { path: "../x" })).toEqual(refused(403, "access using relative path is not allowed"));
    expect(await call("list", { path: folder, refresh: true }, await tokenWith(0))).toEqual(
      refused(403, "Refresh without permission"),
    );
  });
});

it("get gives one thing, its link, and what belongs to it", async () => {
  await fill({ "film 中.mp4": "film", "film 中.srt": "text", "other.srt": "x" });
  const { data } = await call("get", { path: `${folder}/film 中.mp4` });
  expect(data).toMatchObject({ name: "film 中.mp4", type: 2, provider: "Local", related: [{ name: "film 中.srt" }] });
  const { raw_url } = data as { raw_url: string };
  expect(raw_url).toMatch(new RegExp(`^${files.url}/p${folder}/film%20%E4%B8%AD\\.mp4\\?sign=`));
  expect(await (await fetch(raw_url)).text()).toBe("film");
  expect((await call("get", { path: folder })).data).toMatchObject({
    is_dir: true,
    type: 0,
    raw_url: "",
    related: null,
  });
  expect((await call("get", { path: "/" })).data).toMatchObject({ name: "root" });
  expect(await call("get", { path: `${folder}/no` })).toEqual(refused(500, "object not found"));
});

it("dirs gives folders alone, and the whole tree to administrators alone", async () => {
  await fill({ "b/x": "", "a/x": "", "c.txt": "" });
  const { data } = await call("dirs", { path: folder });
  expect((data as { name: string }[]).map(({ name }) => name)).toEqual(["a", "b"]);
  const own = await files.token(await files.makeUser({ basePath: folder }));
  expect(((await call("dirs", { path: "/" }, own)).data as unknown[]).length).toBe(2);
  expect(await call("dirs", { path: "/", force_root: true }, own)).toEqual(refused(403, "Permission denied"));
});

it("search and other say that they are not there, until search is turned on", async () => {
  await fill({ "a/Needle.txt": "", "needles/x": "", "hay.txt": "" });
  const wish = { parent: folder, keywords: "needle", scope: 0, page: 1, per_page: 10 };
  expect(await call("search", wish)).toEqual(refused(500, "search not available"));
  expect(await call("other", { path: folder, method: "video_preview" })).toEqual(refused(500, "not implement"));
  const items = [{ key: "search_index", value: "walk", help: "", type: "select", options: "", group: 6, flag: 0 }];
  expect((await files.api("/api/admin/setting/save", { token: admin, json: items })).code).toBe(200);
  expect(await call("search", { ...wish, page: 0 })).toEqual(refused(400, "page can't < 1"));
  expect((await call("search", wish)).data).toEqual({
    content: [
      { parent: folder, name: "needles", is_dir: true, size: 0, type: 1 },
      { parent: `${folder}/a`, name: "Needle.txt", is_dir: false, size: 0, type: 4 },
    ],
    total: 2,
  });
  expect((await call("search", { ...wish, scope: 2 })).data).toMatchObject({ total: 1 });
});

describe("changes", () => {
  it("mkdir makes what is missing, and is content with what is there", async () => {
    await fill({ file: "" });
    expect(await call("mkdir", { path: `${folder}/a/b` })).toEqual(DONE);
    expect(await call("mkdir", { path: `${folder}/a/b` })).toEqual(DONE);
    expect(await call("mkdir", { path: `${folder}/file` })).toEqual(refused(500, "file exists"));
    expect(await call("mkdir", { path: `${folder}/c` }, await tokenWith(1023 - 8))).toEqual(
      refused(403, "permission denied"),
    );
    expect((await readdir(join(root, folder))).sort()).toEqual(["a", "file"]);
  });

  it("rename, one, many, and by an expression", async () => {
    await fill({ "a.txt": "a", "b.txt": "b", "Show S1E1.mkv": "", "Show S1E2.mkv": "" });
    expect(await call("rename", { path: `${folder}/a.txt`, name: "b.txt" })).toEqual(
      refused(403, "file [b.txt] exists"),
    );
    expect(await call("rename", { path: `${folder}/a.txt`, name: "c.txt" })).toEqual(DONE);
    for (const name of ["../x", "x/y", "..", ".", "x\\y"])
      expect(await call("rename", { path: `${folder}/c.txt`, name })).toEqual(
        refused(403, "access using relative path is not allowed"),
      );
    const pairs = [
      { src_name: "c.txt", new_name: "d.txt" },
      { src_name: "", new_name: "" },
    ];
    expect(await call("batch_rename", { src_dir: folder, rename_objects: pairs })).toEqual(DONE);
    const climbing = [
      { src_name: "d.txt", new_name: "e.txt" },
      { src_name: "../x", new_name: "y" },
    ];
    expect(await call("batch_rename", { src_dir: folder, rename_objects: climbing })).toMatchObject({ code: 403 });
    const wish = { src_dir: folder, src_name_regex: "^Show S(\\d)E(\\d)", new_name_regex: "${1}x$2" };
    expect(await call("regex_rename", wish)).toEqual(DONE);
    expect(await call("regex_rename", { ...wish, src_name_regex: "(" })).toMatchObject({ code: 400 });
    expect(await call("regex_rename", wish, await tokenWith(0))).toEqual(refused(403, "permission denied"));
    expect((await readdir(join(root, folder))).sort()).toEqual(["1x1.mkv", "1x2.mkv", "b.txt", "d.txt"]);
  });

  it("move, copy and remove take single names, and say what they can't", async () => {
    await fill({ "a/1.txt": "1", "a/2.txt": "2", "b/1.txt": "old", "c/x": "" });
    const [src_dir, dst_dir] = [`${folder}/a`, `${folder}/b`];
    expect(await call("move", { src_dir, dst_dir, names: [] })).toEqual(refused(400, "Empty file names"));
    expect(await call("move", { src_dir, dst_dir, names: ["1.txt"] })).toEqual(refused(403, "file [1.txt] exists"));
    expect(await call("move", { src_dir: folder, dst_dir: src_dir, names: ["a"] })).toEqual(
      refused(500, "the destination folder is a subfolder of the source folder"),
    );
    for (const name of ["move", "copy"])
      expect(await call(name, { src_dir, dst_dir, names: ["2.txt", "../b/1.txt"] })).toEqual(
        refused(403, "access using relative path is not allowed"),
      );
    expect(await call("remove", { dir: src_dir, names: ["../b"] })).toMatchObject({ code: 403 });
    expect(await call("copy", { src_dir, dst_dir, names: ["2.txt"] })).toEqual({ ...DONE, data: { tasks: [] } });
    expect(await call("move", { src_dir, dst_dir, names: ["1.txt"], overwrite: true })).toEqual(DONE);
    expect([await onDisk("b/1.txt"), await onDisk("b/2.txt")]).toEqual(["1", "2"]);
    expect(await call("remove", { dir: folder, names: ["b", "not there"] })).toEqual(DONE);
    expect((await readdir(join(root, folder))).sort()).toEqual(["a", "c"]);
  });

  it("recursive_move empties folders, remove_empty_directory takes them away, but not what only seems empty", async () => {
    await fill({ "s/a/1.txt": "1", "s/a/b/2.txt": "2", "s/keep/.hidden": "h" });
    expect(await call("recursive_move", { src_dir: `${folder}/s/a`, dst_dir: folder })).toEqual(DONE);
    await symlink("/nowhere", join(root, folder, "s", "a", "b", "link"));
    expect(await call("remove_empty_directory", { src_dir: folder }, await tokenWith(1023 - 128))).toEqual(
      refused(403, "permission denied"),
    );
    await mkdir(join(root, folder, "s/x/y"), { recursive: true });
    expect(await call("remove_empty_directory", { src_dir: folder })).toEqual(DONE);
    expect((await readdir(join(root, folder), { recursive: true })).sort()).toEqual(
      ["1.txt", "2.txt", "s", "s/a", "s/a/b", "s/a/b/link", "s/keep", "s/keep/.hidden"].sort(),
    );
  });
});

describe("uploads", () => {
  it("put writes the body, with its time, and makes folders", async () => {
    const at = 1_600_000_000_000;
    expect(await put(`${folder}/new/中 文.txt`, "body", { "last-modified": String(at) })).toMatchObject(DONE);
    expect(await onDisk("new/中 文.txt")).toBe("body");
    const { data } = await call("get", { path: `${folder}/new/中 文.txt` });
    expect((data as { modified: string }).modified).toMatch(/^2020-09-13T12:26:40/);
    expect(await put(`${folder}/new/中 文.txt`, "again", { overwrite: "false" })).toMatchObject(
      refused(403, "file exists"),
    );
    expect(await put(`${folder}/x`, "x", { "as-task": "true" })).toMatchObject({ data: { task: { state: 2 } } });
    expect(await put(`${folder}/y`, "x", { "file-path": "%zz" })).toMatchObject({ code: 400 });
    expect(await put(`${folder}/../../y`, "x")).toMatchObject({ code: 403 });
    expect(await put(`${folder}/y`, "x", {}, await tokenWith(1023 - 8))).toMatchObject(
      refused(403, "permission denied"),
    );
  });

  it("the encoding of a path is taken off once, so that what is encoded twice climbs nowhere", async () => {
    const twice = encodeURIComponent(encodeURIComponent(`${folder}/../../escaped`));
    expect(await put("", "x", { "file-path": twice })).toMatchObject({ code: 200 });
    expect(await readdir(root)).toContain(decodeURIComponent(twice));
    await call("remove", { dir: "/", names: [decodeURIComponent(twice)] });
  });

  it("form writes the field file", async () => {
    const body = new FormData();
    body.set("note", "before");
    body.set("file", new File([Buffer.alloc(300_000, "x")], "ignored.txt"));
    const answer = await files.api("/api/fs/form", {
      method: "PUT",
      token: admin,
      body,
      headers: { "file-path": encodeURIComponent(`${folder}/form.bin`) },
    });
    expect(answer).toMatchObject(DONE);
    expect((await onDisk("form.bin")).length).toBe(300_000);
    body.delete("file");
    const without = { method: "PUT", token: admin, body, headers: { "file-path": `${folder}/none` } };
    expect(await files.api("/api/fs/form", without)).toMatchObject({ code: 400 });
  });

  /** Sends a part of an upload and goes away. */
  const halfSent = (path: string, headers: Record<string, string>, part: string): Promise<void> =>
    new Promise((resolve) => {
      const sending = request(`${files.url}${path}`, { method: "PUT", headers: { authorization: admin, ...headers } });
      sending.on("error", () => resolve());
      sending.on("response", (answer) => answer.resume().on("end", resolve));
      sending.write(part, () => setImmediate(() => sending.destroy()));
    });

  it("that break off leave the old file, or none, and nothing beside it", async () => {
    await fill({ "old.txt": "old" });
    const to = { "file-path": encodeURIComponent(`${folder}/old.txt`) };
    await halfSent("/api/fs/put", { ...to, "content-length": "1000" }, "new and ");
    const type = "multipart/form-data; boundary=b";
    const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\nnew and ';
    await halfSent("/api/fs/form", { ...to, "content-type": type, "content-length": "1000" }, part);
    const cut = await files.api("/api/fs/form", {
      method: "PUT",
      token: admin,
      body: part,
      headers: { ...to, "content-type": type },
    });
    expect(cut.code).toBe(400);
    await expect.poll(() => readdir(join(root, folder))).toEqual(["old.txt"]);
    expect(await onDisk("old.txt")).toBe("old");
  });
});

describe("links", () => {
  const link = async (name: string): Promise<string> =>
    ((await call("get", { path: `${folder}/${name}` })).data as { raw_url: string }).raw_url;

  it("give the bytes to whoever holds them, in part too, and nothing that runs", async () => {
    await fill({ "p.html": "<script>0123456789" });
    const address = await link("p.html");
    const whole = await fetch(address);
    expect(whole.status).toBe(200);
    expect(whole.headers.get("content-security-policy")).toMatch(/^sandbox;/);
    expect(whole.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await whole.text()).toBe("<script>0123456789");
    const part = await fetch(address, { headers: { range: "bytes=8-10" } });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 8-10/18", "012"]);
    const etag = whole.headers.get("etag") ?? "";
    expect((await fetch(address, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await fetch(address, { headers: { range: "bytes=99-" } })).status).toBe(416);
    const saved = await fetch(address.replace("/p/", "/d/"));
    expect(saved.headers.get("content-disposition")).toBe(`attachment; filename="p.html"; filename*=UTF-8''p.html`);
    const head = await fetch(address, { method: "HEAD" });
    expect([head.headers.get("content-length"), await head.text()]).toEqual(["18", ""]);
  });

  it("without their signature, for another file, or for a folder give nothing", async () => {
    await fill({ "a.txt": "a", "b.txt": "b" });
    const address = await link("a.txt");
    const said = async (url: string) => (await (await fetch(url)).json()) as { code: number; message: string };
    expect(await said(address.replace(/\?.*/, ""))).toMatchObject({ code: 401, message: "expire missing" });
    expect(await said(address.replace("a.txt", "b.txt"))).toMatchObject({ code: 401, message: "sign invalid" });
    expect(await said(address.replace("a.txt", "%252e%252e%252fa.txt"))).toMatchObject({ code: 401 });
    expect(await said(address.replace("a.txt", "x%2f..%2fa.txt"))).toMatchObject({ code: 403 });
    expect(await said(`${files.url}/d/%zz`)).toMatchObject({ code: 400 });
    const made = (await call("link", { path: `${folder}/a.txt` })).data as { url: string };
    expect(made.url).toMatch(/\/a\.txt\?d&sign=/);
    expect(await (await fetch(made.url)).text()).toBe("a");
    expect(await call("link", { path: `${folder}/a.txt` }, await tokenWith(1023))).toMatchObject({ code: 403 });
  });
});
