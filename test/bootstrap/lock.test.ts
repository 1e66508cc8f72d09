/** One preparation at a time in a checkout (scripts/lock.mjs), also when a holder died. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "../../scripts/lock.mjs";

const NO_SUCH_PROCESS = 2 ** 30;
const silent = () => {};
let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alldoor-lock-"));
  lock = join(folder, ".lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that takes the lock, writes down when it comes and goes, and stays for a moment. */
function contender(name: string): Promise<number | null> {
  const program = `
    import { appendFileSync } from "node:fs";
    import { withLock } from ${JSON.stringify(new URL("../../scripts/lock.mjs", import.meta.url).href)};
    const write = (word) => appendFileSync(${JSON.stringify(join(folder, "log"))}, word + " ${name}\\n");
    await withLock(${JSON.stringify(lock)}, () => {}, async () => {
      write("in");
      await new Promise((resolve) => setTimeout(resolve, 50));
      write("out");
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" });
  return new Promise((resolve) => child.once("exit", resolve));
}

test("processes hold it one after the other, and taking over from a dead one makes no exception", async () => {
  mkdirSync(lock);
  writeFileSync(join(lock, "holder"), `${NO_SUCH_PROCESS} ${hostname()}`);
  expect(await Promise.all(["a", "b", "c", "d", "e"].map(contender))).toEqual([0, 0, 0, 0, 0]);
  const log = readFileSync(join(folder, "log"), "utf8").trim().split("\n");
  expect(log).toHaveLength(10);
  for (let at = 0; at < log.length; at += 2) {
    expect(log[at]).toMatch(/^in /);
    expect(log[at + 1]).toBe(log[at]?.replace("in", "out"));
  }
  expect(existsSync(lock)).toBe(false);
});

test("a lock whose holder is alive, or on another machine, is waited for", async () => {
  for (const holder of [`${process.pid} ${hostname()}`, `${NO_SUCH_PROCESS} elsewhere.test`]) {
    mkdirSync(lock);
    writeFileSync(join(lock, "holder"), holder);
    let taken = false;
    const working = withLock(lock, silent, async () => {
      taken = true;
    });
    await wait(300);
    expect(taken).toBe(false);
    rmSync(lock, { recursive: true });
    await working;
    expect(taken).toBe(true);
  }
});

test("a lock without a holder's name is another's first instant at first, and abandoned later", async () => {
  mkdirSync(lock);
  let taken = false;
  const working = withLock(lock, silent, async () => {
    taken = true;
  });
  await wait(300);
  expect(taken).toBe(false);
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, longAgo, longAgo);
  await working;
  expect(taken).toBe(true);
});

test("work that fails gives the lock back", async () => {
  await expect(withLock(lock, silent, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(lock)).toBe(false);
});
