/** What is started in our place (scripts/launch.mjs) gets each signal once, gives its exit code, and never outlives us. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";

const PROGRAM = `
  if (process.argv[2] === "serve") {
    const timer = setInterval(() => {}, 1000);
    for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => {
      console.log(signal);
      setTimeout(() => { clearInterval(timer); process.exitCode = 7; }, 300);
    });
  } else process.exitCode = 3;
  console.log("ready", process.pid, JSON.stringify(process.argv.slice(2)), process.execArgv.length);
  if (process.argv[2] === "die") process.kill(process.pid, "SIGKILL");
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "alldoor-launch-"));
  writeFileSync(join(folder, "program.mjs"), PROGRAM);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Launched {
  readonly launcher: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<number | null>;
  readonly ready: Promise<number>;
}

function start(...args: readonly string[]): Launched {
  const launch = new URL("../../scripts/launch.mjs", import.meta.url).href;
  const code = `import { launch } from ${JSON.stringify(launch)};
    await launch(process.execPath, ${JSON.stringify(join(folder, "program.mjs"))}, ${JSON.stringify(args)});`;
  const launcher = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const reader = createInterface(launcher.stdout);
  reader.on("line", (line) => lines.push(line));
  return {
    launcher,
    lines,
    ended: once(launcher, "close").then(([status]) => status),
    ready: once(reader, "line").then(([line]) => Number(line.split(" ")[1])),
  };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("a program that ends is not held, and its exit code and arguments are passed on", async () => {
  const { lines, ended } = start("--json", "a b", "$c");
  expect(await ended).toBe(3);
  expect(lines).toHaveLength(1);
  // The tether takes itself out of the arguments that the program's own children inherit.
  expect(lines[0]).toMatch(/^ready \d+ \["--json","a b","\$c"\] 0$/);
});

test("signals that come in a bunch arrive as one, and are waited for", async () => {
  const { launcher, lines, ready, ended } = start("serve");
  await ready;
  for (let count = 0; count < 3; count += 1) {
    launcher.kill("SIGINT");
    await wait(20);
  }
  launcher.kill("SIGTERM");
  expect(await ended).toBe(7);
  expect(lines.slice(1)).toEqual(["SIGINT"]);
});

test("a second signal by hand arrives, too", async () => {
  const { launcher, lines, ready, ended } = start("serve");
  await ready;
  launcher.kill("SIGTERM");
  await wait(250);
  launcher.kill("SIGTERM");
  expect(await ended).toBe(7);
  expect(lines.slice(1)).toEqual(["SIGTERM", "SIGTERM"]);
});

test("a death by signal is told as shells tell it", async () => {
  expect(await start("die").ended).toBe(128 + 9);
});

test("killed outright, it takes the program with it", async () => {
  const { launcher, ready, ended } = start("serve");
  const pid = await ready;
  launcher.kill("SIGKILL");
  await ended;
  await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
});
