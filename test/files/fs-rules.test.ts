/** Base path, folder rules, bounds and mounts: they hold on every way in, and for both ends of a move. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { everyPermission } from "../../src/files/users/permissions.ts";
import { by, makeTree, type TestTree } from "./tree.ts";

let tree: TestTree;
beforeEach(async () => {
  tree = await makeTree("/", "/disk", "/far/away");
});
afterEach(() => tree.close());

const ways = ["page", "api", "webdav"] as const;
const code = (code: string) => expect.objectContaining({ name: "Refusal", code });
const body = () => Readable.from([Buffer.from("new")]);
/** Every bit but those that pass rules by. */
const ALL = everyPermission - 1 - 2;
const names = async (actor: Parameters<TestTree["fs"]["list"]>[0], path: string) =>
  (await tree.fs.list(actor, path)).content.map(({ name }) => name).sort();

describe.each(ways)("by %s", (way) => {
  it("two people with folders beside each other see and change their own alone", async () => {
    await tree.fill("/", { "pub/a.txt": "a", "public/b.txt": "b" });
    const one = by(way, { basePath: "/pub", permission: ALL });
    expect(await names(one, "/")).toEqual(["a.txt"]);
    expect((await tree.fs.stat(one, "/a.txt")).fullPath).toBe("/pub/a.txt");
    for (const path of ["/../public/b.txt", "..", "/public/b.txt", "lic/b.txt", "../public"])
      await expect(tree.fs.stat(one, path)).rejects.toEqual(expect.objectContaining({ name: "Refusal" }));
    await expect(tree.fs.move(one, "/a.txt", "/../public/a.txt", true)).rejects.toEqual(code("path_not_allowed"));
    await expect(tree.fs.rename(one, "/a.txt", "../public/a.txt", true)).rejects.toEqual(code("path_not_allowed"));
    await expect(tree.fs.remove(one, "/")).rejects.toEqual(code("permission_denied"));
    expect(await readFile(join(tree.root("/"), "public/b.txt"), "utf8")).toBe("b");
  });

  it("what lies under a folder's password is neither seen, changed, moved, copied nor removed without it", async () => {
    await tree.fill("/", { "shut/a.txt": "a", "shut/in/b.txt": "b", "open.txt": "o" });
    tree.rules({ path: "/shut", password: "sesame", passwordSub: true });
    for (const folderPassword of [undefined, "", "wrong"]) {
      const actor = by(way, { permission: ALL }, folderPassword === undefined ? {} : { folderPassword });
      const { fs } = tree;
      for (const attempt of [
        () => fs.list(actor, "/shut"),
        () => fs.stat(actor, "/shut/a.txt"),
        () => fs.read(actor, "/shut/in/b.txt"),
        () => fs.read(actor, "/shut/none.txt"),
        () => fs.write(actor, "/shut/new.txt", body(), { parents: true }),
        () => fs.write(actor, "/shut/new/new.txt", body(), { parents: true }),
        () => fs.makeFolder(actor, "/shut/new", true),
        () => fs.rename(actor, "/shut/a.txt", "c.txt", false),
        () => fs.rename(actor, "/shut", "unshut", false),
        () => fs.move(actor, "/shut/a.txt", "/a.txt", false),
        () => fs.move(actor, "/shut", "/unshut", false),
        () => fs.move(actor, "/open.txt", "/shut/open.txt", false),
        () => fs.copy(actor, "/shut", "/unshut", { overwrite: false, deep: true }),
        () => fs.copy(actor, "/shut/a.txt", "/a.txt", { overwrite: false, deep: true }),
        () => fs.copy(actor, "/open.txt", "/shut/open.txt", { overwrite: false, deep: true }),
        () => fs.remove(actor, "/shut"),
        () => fs.remove(actor, "/shut/in"),
        () => fs.touch(actor, "/shut/a.txt", 0),
        () => fs.changeable(actor, "/shut/a.txt"),
      ])
        await expect(attempt()).rejects.toEqual(code("folder_password_wrong"));
      const found = await fs.search(actor, "/", { keywords: ".txt", kind: "all", page: 1, perPage: 9 });
      expect(found).toMatchObject({ total: 1, content: [{ path: "/open.txt" }] });
    }
    const knowing = by(way, { permission: ALL }, { folderPassword: "sesame" });
    expect(await names(knowing, "/shut")).toEqual(["a.txt", "in"]);
    expect(await names(by(way, { permission: ALL + 2 }), "/shut")).toEqual(["a.txt", "in"]);
  });

  it("a folder above one under a password is not carried off, copied or removed", async () => {
    await tree.fill("/", { "top/shut/a.txt": "a" });
    tree.rules({ path: "/top/shut", password: "sesame" });
    const actor = by(way, { permission: ALL });
    await expect(tree.fs.move(actor, "/top", "/else", false)).rejects.toEqual(code("folder_password_wrong"));
    await expect(tree.fs.copy(actor, "/top", "/else", { overwrite: false, deep: true })).rejects.toEqual(
      code("folder_password_wrong"),
    );
    await expect(tree.fs.remove(actor, "/top")).rejects.toEqual(code("folder_password_wrong"));
    expect(await names(actor, "/")).toEqual(["disk", "far", "top"]);
  });

  it("a password without subfolders covers the folder and its files, and the nearest rule alone counts", async () => {
    await tree.fill("/", { "shut/a.txt": "a", "shut/in/b.txt": "b", "shut/own/c.txt": "c" });
    tree.rules({ path: "/shut", password: "sesame", passwordSub: true }, { path: "/shut/own" });
    const actor = by(way, { permission: ALL });
    expect((await tree.fs.stat(actor, "/shut/own/c.txt")).size).toBe(1);
    tree.rules({ path: "/shut", password: "sesame" });
    await expect(tree.fs.stat(actor, "/shut/a.txt")).rejects.toEqual(code("folder_password_wrong"));
    expect((await tree.fs.stat(actor, "/shut/in/b.txt")).size).toBe(1);
  });

  it("hidden names are neither listed, found, reached nor carried off, but by who may see them", async () => {
    await tree.fill("/", { "f/secret-plan/x.txt": "x", "f/b.txt": "b", "f/sub/secret.txt": "s" });
    tree.rules({ path: "/f", hide: "^secret\n\n", hideSub: true });
    const actor = by(way, { permission: ALL });
    expect(await names(actor, "/f")).toEqual(["b.txt", "sub"]);
    expect(await names(actor, "/f/sub")).toEqual([]);
    for (const path of ["/f/secret-plan", "/f/secret-plan/x.txt", "/f/sub/secret.txt"])
      await expect(tree.fs.stat(actor, path)).rejects.toEqual(code("file_not_found"));
    await expect(tree.fs.write(actor, "/f/sub/secret.txt", body(), { parents: false })).rejects.toEqual(
      code("file_not_found"),
    );
    await expect(tree.fs.move(actor, "/f", "/g", false)).rejects.toEqual(code("permission_denied"));
    await tree.fs.copy(actor, "/f", "/copy", { overwrite: false, deep: true });
    const seer = by(way, { permission: ALL + 1 });
    expect(await names(seer, "/copy")).toEqual(["b.txt", "sub"]);
    expect(await names(seer, "/copy/sub")).toEqual([]);
    expect(await names(seer, "/f")).toEqual(["b.txt", "secret-plan", "sub"]);
  });

  it("an app password's path is all that can be reached with it", async () => {
    await tree.fill("/", { "me/docs/a.txt": "a", "me/docs-old/b.txt": "b", "me/c.txt": "c" });
    const actor = by(way, { basePath: "/me", permission: ALL }, { bounds: { access: "write", path: "/docs" } });
    expect(await names(actor, "/")).toEqual(["docs"]);
    expect(await names(actor, "/docs")).toEqual(["a.txt"]);
    for (const path of ["/c.txt", "/docs-old", "/docs-old/b.txt"])
      await expect(tree.fs.stat(actor, path)).rejects.toEqual(code("permission_denied"));
    await expect(tree.fs.move(actor, "/docs/a.txt", "/a.txt", false)).rejects.toEqual(code("permission_denied"));
    await expect(tree.fs.remove(actor, "/docs")).rejects.toEqual(code("permission_denied"));
    await expect(tree.fs.write(actor, "/new.txt", body(), { parents: false })).rejects.toEqual(
      code("permission_denied"),
    );
    await tree.fs.write(actor, "/docs/new.txt", body(), { parents: false });
    expect(await names(actor, "/docs")).toEqual(["a.txt", "new.txt"]);
  });
});

it("a rule lets people make things in its folder, in pages and over the API, and not in folders below it", async () => {
  await tree.fill("/", { "drop/in/a.txt": "a" });
  tree.rules({ path: "/drop", write: true });
  for (const way of ["page", "api"] as const) {
    const guest = by(way, { role: "guest" });
    await tree.fs.write(guest, `/drop/${way}.txt`, body(), { parents: false });
    expect((await tree.fs.list(guest, "/drop")).canWrite).toBe(true);
    await expect(tree.fs.write(guest, "/drop/in/b.txt", body(), { parents: false })).rejects.toEqual(
      code("permission_denied"),
    );
    await expect(tree.fs.remove(guest, "/drop/in")).rejects.toEqual(code("permission_denied"));
  }
  const reader = by("webdav", { permission: 256 });
  await expect(tree.fs.write(reader, "/drop/x", body(), { parents: false })).rejects.toEqual(code("permission_denied"));
});

describe("mounts", () => {
  const actor = by("api", { role: "admin" });

  it("show as folders, and so does what leads to them", async () => {
    await tree.fill("/", { "disk/hidden-by-the-mount.txt": "x", "a.txt": "a" });
    await tree.fill("/disk", { "b.txt": "b" });
    expect(await names(actor, "/")).toEqual(["a.txt", "disk", "far"]);
    expect(await names(actor, "/disk")).toEqual(["b.txt"]);
    expect(await names(actor, "/far")).toEqual(["away"]);
    expect(await tree.fs.stat(actor, "/far")).toMatchObject({ isFolder: true, driver: null });
    expect(await tree.fs.stat(actor, "/far/away")).toMatchObject({ isFolder: true, driver: "Local", name: "away" });
  });

  it("are not moved, renamed, replaced or removed, with what leads to them", async () => {
    await tree.fill("/", { "a.txt": "a" });
    for (const path of ["/disk", "/far", "/far/away"]) {
      await expect(tree.fs.remove(actor, path)).rejects.toEqual(code("mount_in_the_way"));
      await expect(tree.fs.move(actor, path, "/moved", true)).rejects.toEqual(code("mount_in_the_way"));
      await expect(tree.fs.move(actor, "/a.txt", path, true)).rejects.toEqual(code("mount_in_the_way"));
    }
  });

  it("nothing moves from one to another, and everything can be copied", async () => {
    await tree.fill("/", { "f/a.txt": "a", "f/in/b.txt": "b" });
    await expect(tree.fs.move(actor, "/f", "/disk/f", false)).rejects.toEqual(code("storages_crossed"));
    expect(await tree.fs.copy(actor, "/f", "/disk/f", { overwrite: false, deep: true })).toEqual({ replaced: false });
    expect(await readFile(join(tree.root("/disk"), "f/in/b.txt"), "utf8")).toBe("b");
    await expect(tree.fs.copy(actor, "/f", "/disk/f", { overwrite: false, deep: true })).rejects.toEqual(
      code("file_exists"),
    );
    expect(await tree.fs.copy(actor, "/f/a.txt", "/disk/f", { overwrite: true, deep: true })).toEqual({
      replaced: true,
    });
    expect(await text((await tree.fs.read(actor, "/disk/f")).body)).toBe("a");
  });
});

it("a base path that is not there yet is an empty folder, and comes with the first thing in it", async () => {
  const actor = by("api", { basePath: "/users/anyi", permission: ALL });
  expect(await names(actor, "/")).toEqual([]);
  await tree.fs.write(actor, "/a.txt", body(), { parents: false });
  expect(await readFile(join(tree.root("/"), "users/anyi/a.txt"), "utf8")).toBe("new");
  await expect(tree.fs.write(actor, "/no/a.txt", body(), { parents: false })).rejects.toEqual(code("file_not_found"));
});

it("an expression that would make others wait for ever is answered in time, and one that is none is refused", async () => {
  await tree.fill("/", { [`${"a".repeat(60)}!`]: "a" });
  tree.rules({ path: "/", hide: "^(a+)+$" });
  expect(await names(by("api"), "/")).toContain(`${"a".repeat(60)}!`);
  expect(() => tree.rules({ path: "/", hide: "(" })).toThrow(expect.objectContaining({ code: "bad_request" }));
});
