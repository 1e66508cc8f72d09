/** Local folders as a storage: what is written is whole or not there, and nothing leads out. */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openLocal } from "../../src/files/storage/local.ts";
import type { Storage } from "../../src/files/storage/storage.ts";

let outside: string;
let root: string;
let storage: Storage;

beforeEach(async () => {
  outside = await realpath(await mkdtemp(join(tmpdir(), "alldoor-storage-")));
  root = join(outside, "root");
  await mkdir(root);
  await writeFile(join(outside, "secret.txt"), "secret");
  storage = await openLocal({ root });
});

afterEach(async () => {
  storage.close();
  await rm(outside, { recursive: true, force: true });
});

const put = (path: readonly string[], content: string, options = {}) =>
  storage.write(path, Readable.from([Buffer.from(content)]), options);
const onDisk = (...names: string[]): Promise<string> => readFile(join(root, ...names), "utf8");
const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const namesIn = async (path: readonly string[]): Promise<string[]> =>
  (await storage.list(path)).map(({ name }) => name).sort();

describe("a file", () => {
  it("is written whole, with its time, and read again, in part too", async () => {
    const entry = await put(["a.txt"], "0123456789", { size: 10, modifiedAt: 1_700_000_000_123 });
    expect(entry).toMatchObject({ name: "a.txt", isFolder: false, size: 10 });
    expect(Math.floor(entry.modifiedAt)).toBe(1_700_000_000_123);
    expect(await storage.stat(["a.txt"])).toEqual(entry);
    expect(await onDisk("a.txt")).toBe("0123456789");
    const whole = await storage.read(["a.txt"]);
    expect(whole.entry).toEqual(entry);
    expect(await text(whole.body)).toBe("0123456789");
    expect(await text((await storage.read(["a.txt"], { start: 3, end: 5 })).body)).toBe("345");
    expect(await text((await storage.read(["a.txt"], { start: 8, end: 99 })).body)).toBe("89");
  });

  it("of several megabytes comes back byte for byte, and an empty one too", async () => {
    const bytes = Buffer.alloc(5_000_001, "alldoor ");
    await storage.write(["big"], Readable.from([bytes.subarray(0, 1_000_000), bytes.subarray(1_000_000)]));
    expect((await buffer((await storage.read(["big"])).body)).equals(bytes)).toBe(true);
    await put(["empty"], "");
    expect(await text((await storage.read(["empty"])).body)).toBe("");
  });

  it("has another tag after each writing, with the same bytes and the same time too", async () => {
    const tags = new Set<string>();
    for (let round = 0; round < 5; round += 1)
      tags.add((await put(["a"], "same", { modifiedAt: 1_700_000_000_000 })).tag);
    expect(tags.size).toBe(5);
  });

  it("stays as it was when an upload breaks off, is too short or too long, and nothing is left beside it", async () => {
    await put(["a.txt"], "old");
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from("new and ");
        throw new Error("the line went dead");
      })(),
    );
    await expect(storage.write(["a.txt"], broken)).rejects.toEqual(refusal("upload_incomplete"));
    await expect(put(["a.txt"], "short", { size: 6 })).rejects.toEqual(refusal("upload_incomplete"));
    await expect(put(["a.txt"], "long", { size: 3 })).rejects.toEqual(refusal("upload_incomplete"));
    expect(await onDisk("a.txt")).toBe("old");
    expect(await readdir(root)).toEqual(["a.txt"]);
  });

  it("is not replaced where that is not wanted, by one of two that come at once either", async () => {
    await put(["a.txt"], "old");
    await expect(put(["a.txt"], "new", { overwrite: false })).rejects.toEqual(refusal("file_exists"));
    const both = await Promise.allSettled([
      put(["b.txt"], "first", { overwrite: false }),
      put(["b.txt"], "second", { overwrite: false }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await onDisk("a.txt")).toBe("old");
    expect((await readdir(root)).sort()).toEqual(["a.txt", "b.txt"]);
  });

  it("is the old one or the new one to whoever reads while it is written", async () => {
    await put(["a.txt"], "old");
    const { body } = await storage.read(["a.txt"]);
    await put(["a.txt"], "new");
    expect(await text(body)).toBe("old");
    expect(await text((await storage.read(["a.txt"])).body)).toBe("new");
  });

  it("needs its folder, and can't take the place of one", async () => {
    await storage.makeFolder(["folder"], false);
    await expect(put(["missing", "a.txt"], "")).rejects.toEqual(refusal("file_not_found"));
    await expect(put(["folder"], "")).rejects.toEqual(refusal("file_expected"));
    await expect(storage.read(["folder"])).rejects.toEqual(refusal("file_expected"));
    await expect(storage.read(["missing"])).rejects.toEqual(refusal("file_not_found"));
    await expect(put(["n".repeat(256)], "")).rejects.toEqual(refusal("name_too_long"));
    expect(await storage.stat(["n".repeat(256)])).toBeNull();
  });
});

describe("nothing leads out", () => {
  it("a symbolic link, to a file or a folder, out or within, is as if it were not there", async () => {
    await storage.makeFolder(["folder"], false);
    await put(["folder", "a.txt"], "inside");
    await symlink(join(outside, "secret.txt"), join(root, "file-out"));
    await symlink(outside, join(root, "folder-out"));
    await symlink(join(root, "folder"), join(root, "folder-in"));
    expect(await namesIn([])).toEqual(["folder"]);
    for (const path of [["file-out"], ["folder-out"], ["folder-out", "secret.txt"], ["folder-in", "a.txt"]]) {
      expect(await storage.stat(path)).toBeNull();
      await expect(storage.read(path)).rejects.toEqual(expect.objectContaining({ name: "Refusal" }));
    }
  });

  it("and is neither written through, nor replaced, nor moved or removed", async () => {
    await symlink(join(outside, "secret.txt"), join(root, "file-out"));
    await symlink(outside, join(root, "folder-out"));
    await put(["a.txt"], "mine");
    const attempts = [
      put(["file-out"], "changed"),
      put(["folder-out", "secret.txt"], "changed"),
      put(["folder-out", "new.txt"], "new"),
      storage.makeFolder(["folder-out", "new"], true),
      storage.move(["a.txt"], ["folder-out", "a.txt"], true),
      storage.move(["folder-out", "secret.txt"], ["stolen.txt"], true),
      storage.copy(["file-out"], ["stolen.txt"], { overwrite: true, deep: true }),
      storage.copy(["a.txt"], ["folder-out", "secret.txt"], { overwrite: true, deep: true }),
      storage.remove(["folder-out"]),
      storage.remove(["folder-out", "secret.txt"]),
      storage.touch(["file-out"], 0),
    ];
    for (const { status } of await Promise.allSettled(attempts)) expect(status).toBe("rejected");
    expect(await readFile(join(outside, "secret.txt"), "utf8")).toBe("secret");
    expect((await readdir(outside)).sort()).toEqual(["root", "secret.txt"]);
    expect(await onDisk("a.txt")).toBe("mine");
  });

  it("a folder that is removed or copied takes its links, not what they lead to", async () => {
    await storage.makeFolder(["folder"], false);
    await symlink(outside, join(root, "folder", "out"));
    await put(["folder", "a.txt"], "a");
    await storage.copy(["folder"], ["copy"], { overwrite: false, deep: true });
    expect(await readdir(join(root, "copy"))).toEqual(["a.txt"]);
    await storage.remove(["folder"]);
    expect(await readdir(root)).toEqual(["copy"]);
    expect(await readFile(join(outside, "secret.txt"), "utf8")).toBe("secret");
  });

  it("a folder that is swapped for a link, over and over, while files are read and written, gives nothing away", async () => {
    await mkdir(join(root, "folder"));
    await writeFile(join(root, "folder", "secret.txt"), "inside");
    // Each swap is one step, as an attacker with a shell would do it.
    await symlink(outside, join(root, "link"));
    const swap = `
      import { renameSync } from "node:fs";
      const at = (name) => process.argv[1] + "/" + name;
      process.stdout.write("ready");
      const end = Date.now() + 1500;
      while (Date.now() < end) {
        renameSync(at("folder"), at("held")); renameSync(at("link"), at("folder"));
        renameSync(at("folder"), at("link")); renameSync(at("held"), at("folder"));
      }`;
    const { spawn } = await import("node:child_process");
    const swapper = spawn(process.execPath, ["--input-type=module", "-e", swap, root]);
    const ended = new Promise((resolve) => swapper.once("exit", resolve));
    await new Promise((resolve) => swapper.stdout.once("data", resolve));
    let read = 0;
    while (swapper.exitCode === null) {
      const [got] = await Promise.allSettled([
        storage.read(["folder", "secret.txt"]).then(({ body }) => text(body)),
        put(["folder", "written.txt"], "mine"),
      ]);
      if (got.status === "fulfilled") {
        read += 1;
        expect(got.value).toBe("inside");
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ended;
    expect(read).toBeGreaterThan(0);
    expect((await readdir(outside)).sort()).toEqual(["root", "secret.txt"]);
    expect(await readFile(join(outside, "secret.txt"), "utf8")).toBe("secret");
  });

  it.each([[[".."]], [["."]], [[""]], [["a/b"]], [["a\\b"]], [["a\0b"]], [["..", "secret.txt"]], [[".alldoor-x"]]])(
    "the name %j is none",
    async (path) => {
      expect(await storage.stat(path)).toBeNull();
      await expect(put(path, "x")).rejects.toEqual(refusal("path_not_allowed"));
      await expect(storage.read(path)).rejects.toEqual(refusal("path_not_allowed"));
      await expect(storage.remove(path)).rejects.toEqual(refusal("path_not_allowed"));
      await expect(storage.makeFolder(path, true)).rejects.toEqual(refusal("path_not_allowed"));
    },
  );

  it("pipes are neither shown nor waited for", async () => {
    execFileSync("mkfifo", [join(root, "pipe")]);
    expect(await namesIn([])).toEqual([]);
    await expect(storage.read(["pipe"])).rejects.toEqual(refusal("file_not_found"));
  });
});

describe("folders", () => {
  it("are made, with those above them where that is wanted", async () => {
    await storage.makeFolder(["a", "b", "c"], true);
    await storage.makeFolder(["a", "b", "c"], true);
    expect((await stat(join(root, "a", "b", "c"))).isDirectory()).toBe(true);
    await expect(storage.makeFolder(["a"], false)).rejects.toEqual(refusal("file_exists"));
    await expect(storage.makeFolder(["x", "y"], false)).rejects.toEqual(refusal("file_not_found"));
    await put(["file"], "");
    await expect(storage.makeFolder(["file"], true)).rejects.toEqual(refusal("file_exists"));
    await expect(storage.makeFolder(["file", "in"], true)).rejects.toEqual(refusal("file_exists"));
    await expect(storage.list(["file"])).rejects.toEqual(refusal("folder_expected"));
    await expect(storage.list(["none"])).rejects.toEqual(refusal("file_not_found"));
  });

  it("are moved, copied and removed with all that they hold", async () => {
    await storage.makeFolder(["a", "b"], true);
    await put(["a", "b", "deep.txt"], "deep");
    await storage.copy(["a"], ["copy"], { overwrite: false, deep: true });
    await storage.copy(["a"], ["shallow"], { overwrite: false, deep: false });
    await storage.move(["a"], ["moved"], false);
    expect(await namesIn([])).toEqual(["copy", "moved", "shallow"]);
    expect(await onDisk("copy", "b", "deep.txt")).toBe("deep");
    expect(await onDisk("moved", "b", "deep.txt")).toBe("deep");
    expect(await namesIn(["shallow"])).toEqual([]);
    await storage.remove(["moved"]);
    await storage.remove(["copy"]);
    expect(await readdir(root)).toEqual(["shallow"]);
  });

  it("are replaced whole, and only where that is wanted", async () => {
    await storage.makeFolder(["a"], false);
    await put(["a", "new.txt"], "new");
    await storage.makeFolder(["b"], false);
    await put(["b", "old.txt"], "old");
    await put(["file"], "file");
    await expect(storage.move(["a"], ["b"], false)).rejects.toEqual(refusal("file_exists"));
    await expect(storage.move(["file"], ["b"], false)).rejects.toEqual(refusal("file_exists"));
    await expect(storage.copy(["a"], ["b"], { overwrite: false, deep: true })).rejects.toEqual(refusal("file_exists"));
    await storage.copy(["a"], ["b"], { overwrite: true, deep: true });
    expect(await readdir(join(root, "b"))).toEqual(["new.txt"]);
    await storage.move(["file"], ["b"], true);
    expect(await onDisk("b")).toBe("file");
    await storage.move(["a"], ["b"], true);
    expect(await readdir(root)).toEqual(["b"]);
  });

  it("do not go into themselves, and nothing takes the place of what it lies in", async () => {
    await storage.makeFolder(["a", "b"], true);
    for (const [from, to] of [
      [["a"], ["a", "b", "c"]],
      [["a"], ["a"]],
      [["a", "b"], ["a"]],
    ] as const) {
      await expect(storage.move(from, to, true)).rejects.toEqual(refusal("into_itself"));
      await expect(storage.copy(from, to, { overwrite: true, deep: true })).rejects.toEqual(refusal("into_itself"));
    }
    await expect(storage.remove([])).rejects.toEqual(refusal("path_not_allowed"));
    expect(await namesIn(["a"])).toEqual(["b"]);
  });

  it("with names that are no text are removed whole; such names are not shown", async () => {
    await storage.makeFolder(["a"], false);
    const odd = Buffer.concat([Buffer.from(`${root}/a/`), Buffer.from([0x66, 0xff, 0xfe])]);
    await mkdir(odd);
    await writeFile(Buffer.concat([odd, Buffer.from("/in")]), "in");
    await writeFile(Buffer.concat([Buffer.from(`${root}/a/`), Buffer.from([0xc3, 0x28])]), "odd");
    expect(await namesIn(["a"])).toEqual([]);
    await storage.remove(["a"]);
    expect(await readdir(root)).toEqual([]);
  });

  it("keep the file's time when it is set, and say how much room there is", async () => {
    await put(["a"], "a");
    await storage.touch(["a"], 1_600_000_000_000);
    expect((await storage.stat(["a"]))?.modifiedAt).toBeCloseTo(1_600_000_000_000, 2);
    const space = await storage.space();
    expect(space?.available).toBeGreaterThan(0);
    expect(space?.used).toBeGreaterThan(0);
  });
});

describe("what was left lying aside", () => {
  it("is never shown, and goes when it is old", async () => {
    await mkdir(join(root, "folder"));
    await writeFile(join(root, "folder", ".alldoor-left"), "half");
    expect(await namesIn(["folder"])).toEqual([]);
    expect(await storage.stat(["folder", ".alldoor-left"])).toBeNull();
    expect(await readdir(join(root, "folder"))).toEqual([".alldoor-left"]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3_600_000 });
    expect(await namesIn(["folder"])).toEqual([]);
    vi.useRealTimers();
    expect(await readdir(join(root, "folder"))).toEqual([]);
  });
});

it("a storage that can only be read is only read", async () => {
  await put(["a"], "a");
  const fixed = await openLocal({ root, readOnly: true });
  await expect(fixed.write(["b"], Readable.from([]))).rejects.toEqual(refusal("storage_read_only"));
  await expect(fixed.makeFolder(["b"], true)).rejects.toEqual(refusal("storage_read_only"));
  await expect(fixed.makeFolder(["b"], false)).rejects.toEqual(refusal("storage_read_only"));
  await expect(fixed.move(["a"], ["b"], true)).rejects.toEqual(refusal("storage_read_only"));
  await expect(fixed.copy(["a"], ["b"], { overwrite: true, deep: true })).rejects.toEqual(refusal("storage_read_only"));
  await expect(fixed.remove(["a"])).rejects.toEqual(refusal("storage_read_only"));
  await expect(fixed.touch(["a"], 0)).rejects.toEqual(refusal("storage_read_only"));
  expect(await text((await fixed.read(["a"])).body)).toBe("a");
  expect(await readdir(root)).toEqual(["a"]);
});

it("a root that is no folder, or not there, can't be opened", async () => {
  await expect(openLocal({ root: join(outside, "none") })).rejects.toEqual(refusal("configuration_invalid"));
  await expect(openLocal({ root: join(outside, "secret.txt") })).rejects.toEqual(refusal("configuration_invalid"));
});
