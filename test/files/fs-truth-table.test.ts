/**
 * What each permission bit allows, over every operation and every way in: each bit alone, none, and all of them. The table
 * here is written out by hand from the guide, beside the one that the program goes by.
 */
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, FileSystem } from "../../src/files/fs/file-system.ts";
import { everyPermission, type Permission, permissions } from "../../src/files/users/permissions.ts";
import { by, makeTree, type TestTree } from "./tree.ts";

let tree: TestTree;
beforeAll(async () => {
  tree = await makeTree("/");
});
afterAll(() => tree.close());

type Operation = (fs: FileSystem, actor: Actor) => Promise<unknown>;

const body = (): Readable => Readable.from([Buffer.from("new")]);

/** Each with the bit of pages and API; "": none is needed. */
const operations: Readonly<Record<string, readonly [bit: Permission | "", run: Operation]>> = {
  stat: ["", (fs, actor) => fs.stat(actor, "/a.txt")],
  list: ["", (fs, actor) => fs.list(actor, "/")],
  read: ["", async (fs, actor) => (await fs.read(actor, "/a.txt")).body.destroy()],
  search: ["", (fs, actor) => fs.search(actor, "/", { keywords: "a", kind: "all", page: 1, perPage: 10 })],
  space: ["", (fs, actor) => fs.space(actor, "/")],
  "upload a new file": ["makeOrUpload", (fs, actor) => fs.write(actor, "/new.txt", body(), { parents: false })],
  "upload over a file": ["makeOrUpload", (fs, actor) => fs.write(actor, "/a.txt", body(), { parents: false })],
  "make a folder": ["makeOrUpload", (fs, actor) => fs.makeFolder(actor, "/new", false)],
  touch: ["makeOrUpload", (fs, actor) => fs.touch(actor, "/a.txt", 1_600_000_000_000)],
  changeable: ["makeOrUpload", (fs, actor) => fs.changeable(actor, "/a.txt")],
  rename: ["rename", (fs, actor) => fs.rename(actor, "/a.txt", "renamed.txt", false)],
  move: ["move", (fs, actor) => fs.move(actor, "/a.txt", "/folder/a.txt", false)],
  "move a folder": ["move", (fs, actor) => fs.move(actor, "/folder", "/moved", false)],
  copy: ["copy", (fs, actor) => fs.copy(actor, "/a.txt", "/copy.txt", { overwrite: false, deep: true })],
  "remove a file": ["remove", (fs, actor) => fs.remove(actor, "/a.txt")],
  "remove a folder": ["remove", (fs, actor) => fs.remove(actor, "/folder")],
  "remove empty folders": ["remove", (fs, actor) => fs.removeEmptyFolders(actor, "/")],
};

const needs = (way: Actor["way"], bit: Permission | ""): readonly Permission[] => {
  if (way !== "webdav") return bit === "" ? [] : [bit];
  return bit === "" ? ["webdavRead"] : ["webdavRead", "webdavManage"];
};

const ways = ["page", "api", "webdav"] as const;
const bits: readonly (readonly [string, number])[] = [
  ["none", 0],
  ...Object.entries(permissions),
  ["both of WebDAV (768)", 768],
  ["make or upload, rename, remove (152)", 152],
  ["all", everyPermission],
];

describe.each(ways)("by %s", (way) => {
  it.each(Object.entries(operations))("%s", async (_name, [bit, run]) => {
    const wanted = needs(way, bit).reduce((sum, each) => sum | permissions[each], 0);
    for (const role of ["general", "guest"] as const)
      for (const [label, permission] of bits) {
        await tree.fill("/", { "a.txt": "a", "folder/b.txt": "b" });
        const outcome = await run(tree.fs, by(way, { role, permission })).then(
          () => "done",
          (error: { code?: string }) => error.code,
        );
        expect(`${role} with ${label}: ${outcome}`).toBe(
          `${role} with ${label}: ${(permission & wanted) === wanted ? "done" : "permission_denied"}`,
        );
        const admin = by("webdav", { role: "admin" });
        for (const { path } of (await tree.fs.list(admin, "/")).content) await tree.fs.remove(admin, path);
      }
  });

  it("an administrator needs no bit", async () => {
    for (const [, run] of Object.values(operations)) {
      const admin = by(way, { role: "admin", permission: 0 });
      await tree.fill("/", { "a.txt": "a", "folder/b.txt": "b" });
      await expect(run(tree.fs, admin)).resolves.not.toBeInstanceOf(Error);
      for (const { path } of (await tree.fs.list(admin, "/")).content) await tree.fs.remove(admin, path);
    }
  });

  it("what is there is replaced by a move, a copy or a name only by who may remove too", async () => {
    for (const [bit, run] of [
      ["move", (fs, actor) => fs.move(actor, "/a.txt", "/b.txt", true)],
      ["copy", (fs, actor) => fs.copy(actor, "/a.txt", "/b.txt", { overwrite: true, deep: true })],
      ["rename", (fs, actor) => fs.rename(actor, "/a.txt", "b.txt", true)],
    ] as readonly [Permission, Operation][]) {
      await tree.fill("/", { "a.txt": "a", "b.txt": "b" });
      const alone = way === "webdav" ? permissions.webdavRead : permissions[bit];
      const both = way === "webdav" ? 768 : permissions[bit] + permissions.remove;
      await expect(run(tree.fs, by(way, { permission: alone }))).rejects.toMatchObject({ code: "permission_denied" });
      await expect(run(tree.fs, by(way, { permission: both }))).resolves.not.toBeInstanceOf(Error);
    }
  });

  it("an app password that may only read changes nothing, whatever its owner may", async () => {
    for (const [bit, run] of Object.values(operations)) {
      await tree.fill("/", { "a.txt": "a", "folder/b.txt": "b" });
      const actor = by(way, { permission: everyPermission }, { bounds: { access: "read", path: "/" } });
      const outcome = run(tree.fs, actor).then(
        () => "done",
        (error: { code?: string }) => error.code,
      );
      expect(await outcome).toBe(bit === "" ? "done" : "permission_denied");
    }
  });
});
