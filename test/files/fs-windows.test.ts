/** Parts of a large folder: in the order of names, mounts among them, hidden names counted out, and only what is shown looked at. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLocal } from "../../src/files/storage/local.ts";
import { everyPermission } from "../../src/files/users/permissions.ts";
import { by, makeTree, type TestTree } from "./tree.ts";

let tree: TestTree;
beforeEach(async () => {
  tree = await makeTree("/", "/m-disk", "/far/away");
});
afterEach(() => tree.close());

const reader = by("api", { basePath: "/", permission: everyPermission - 1 });
const part = async (start: number, count: number, foldersFirst = false) => {
  const { content, total } = await tree.fs.list(reader, "/", { start, count, foldersFirst });
  return [content.map(({ name }) => name), total];
};

it("a part is what all of it is, cut: mounts and folders in their place", async () => {
  await tree.fill("/", { "b.txt": "", "a.txt": "", "z.txt": "", "folder/x": "" });
  const whole = ["a.txt", "b.txt", "far", "folder", "m-disk", "z.txt"];
  expect(await part(0, 100)).toEqual([whole, 6]);
  for (let start = 0; start <= whole.length; start += 1)
    expect(await part(start, 2)).toEqual([whole.slice(start, start + 2), 6]);
  expect(await part(0, 4, true)).toEqual([["far", "folder", "m-disk", "a.txt"], 6]);
  expect((await tree.fs.list(reader, "/")).total).toBe(6);
});

it("what a rule hides is neither shown nor counted", async () => {
  await tree.fill("/", { "a.txt": "", "b.secret": "", "c.txt": "" });
  tree.rules({ path: "/", hide: "\\.secret$" });
  expect(await part(0, 2)).toEqual([["a.txt", "c.txt"], 4]);
});

it("of a folder of many, only the part is looked at", async () => {
  const root = await mkdtemp(join(tmpdir(), "alldoor-window-"));
  const storage = await openLocal({ root });
  try {
    await Promise.all(Array.from({ length: 300 }, (_, index) => writeFile(join(root, `file-${index}`), "")));
    const given = await storage.list([], (all) => {
      expect(all).toHaveLength(300);
      return all.filter(({ name }) => name === "file-7" || name === "file-8");
    });
    expect(given.map(({ name }) => name).sort()).toEqual(["file-7", "file-8"]);
  } finally {
    storage.close();
    await rm(root, { recursive: true });
  }
});
