/** Folders in folders: no path is so deep, and no tree on the disk, that working on it holds more descriptors than there are. */
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MOST_LEVELS, resolvePath } from "../../src/files/fs/paths.ts";
import { openLocal } from "../../src/files/storage/local.ts";
import type { Storage } from "../../src/files/storage/storage.ts";

let root: string;
let storage: Storage;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "alldoor-depth-"));
  storage = await openLocal({ root });
});
afterEach(async () => {
  storage.close();
  await rm(root, { recursive: true, force: true });
});

const deep = (levels: number): string => "/a".repeat(levels);

test("a path has so many levels and no more, the base path among them", () => {
  expect(resolvePath("/", deep(MOST_LEVELS)).full).toBe(deep(MOST_LEVELS));
  expect(() => resolvePath("/", deep(MOST_LEVELS + 1))).toThrow(expect.objectContaining({ code: "path_not_allowed" }));
  expect(() => resolvePath("/base", deep(MOST_LEVELS))).toThrow(expect.objectContaining({ code: "path_not_allowed" }));
});

/** Descriptors that are open at most while something is done. */
async function mostOpen(work: Promise<unknown>): Promise<number> {
  let isDone = false;
  let most = 0;
  const watched = work.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    most = Math.max(most, (await readdir("/proc/self/fd")).length);
    await new Promise(setImmediate);
  }
  await watched;
  return most;
}

test.runIf(process.platform === "linux")(
  "a tree of a thousand levels goes with a few descriptors, and nothing is left",
  async () => {
    await mkdir(join(root, deep(1000)), { recursive: true });
    const before = (await readdir("/proc/self/fd")).length;
    expect((await mostOpen(storage.remove(["a"]))) - before).toBeLessThan(200);
    expect(await readdir(root)).toEqual([]);
  },
);

test("a tree that is too deep is not copied, and nothing of it is left", async () => {
  await mkdir(join(root, deep(300)), { recursive: true });
  await expect(storage.copy(["a"], ["b"], { overwrite: false, deep: true })).rejects.toMatchObject({
    code: "path_not_allowed",
  });
  expect(await readdir(root)).toEqual(["a"]);
});
