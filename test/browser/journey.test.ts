/**
 * The first journey of somebody who has just run `npm start`, in a real browser: open the set-up link and make the
 * administrator; then, as somebody else, press the button on the files page, choose GitHub (the sandbox's), be a person
 * there, and come back signed in.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../ground/chromium.ts";

interface Started {
  readonly hub: string;
  readonly files: string;
  readonly sandbox: string;
  readonly setUpLink: string;
}

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const dataDirectory = mkdtempSync(join(tmpdir(), "alldoor-journey-"));
let program: ChildProcess;
let started: Started;
let browser: Browser;

/** Starts the program as `npm start` does, on ports that are free, and waits until it says where it is. */
function start(): Promise<Started> {
  const ports = ["--port", "0", "--files-port", "0", "--sandbox-port", "0"];
  program = spawn(process.execPath, [CLI, "start", "--data", dataDirectory, ...ports, "--json", "--log", "warn"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Promise((resolve, reject) => {
    let said = "";
    let complained = "";
    program.stderr?.on("data", (part: Buffer) => {
      complained += part;
    });
    program.stdout?.on("data", (part: Buffer) => {
      said += part;
      try {
        const { hub, files, sandbox, set_up_link } = JSON.parse(said);
        resolve({ hub: hub.address, files: files.address, sandbox: sandbox.address, setUpLink: set_up_link });
      } catch {
        // Not the whole document yet.
      }
    });
    program.once("exit", (code) => reject(new Error(`the program ended with ${code}: ${complained}`)));
  });
}

beforeAll(async () => {
  [started, browser] = await Promise.all([start(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => program.once("exit", resolve));
  program.kill("SIGTERM");
  expect(await ended).toBe(0);
  rmSync(dataDirectory, { recursive: true, force: true });
});

test("set-up, then signing in to files as a sandbox GitHub person", async () => {
  const administrator = await browser.newPage();
  await administrator.goto(started.setUpLink);
  await administrator.getByLabel("Username").fill("keeper");
  await administrator.getByLabel("Name", { exact: true }).fill("Door Keeper");
  await administrator.getByLabel("E-mail").fill("keeper@example.com");
  await administrator.getByLabel("Password").fill("four unrelated words here");
  await administrator.getByRole("button", { name: "Create the administrator" }).click();
  await administrator.waitForURL(`${started.hub}/admin`);
  await administrator.goto(started.setUpLink);
  expect(await administrator.textContent("h1")).toBe("This set-up link no longer works");

  const context = await browser.newContext();
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(started.files);
  await page.getByRole("link", { name: "Sign in with Alldoor" }).click();
  await page.waitForURL(`${started.hub}/sign-in**`);
  await page.getByRole("link", { name: "Continue with GitHub" }).click();
  await page.waitForURL(`${started.sandbox}/github.com/login/oauth/authorize**`);
  await page
    .getByRole("button", { name: /Mira Halden/ })
    .first()
    .click();
  await page.waitForURL(`${started.files}/**`);
  expect(await page.textContent("h1")).toBe("Welcome, Mira Halden");
  expect(await page.textContent("main")).toContain("mira.halden@example.com");

  // The second time nobody is asked for anything: the hub still knows the browser.
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await page.getByRole("link", { name: "Sign in with Alldoor" }).click();
  await page.waitForURL(`${started.files}/**`);
  expect(await page.textContent("h1")).toBe("Welcome, Mira Halden");
  expect(problems).toEqual([]);
  await context.close();
  await administrator.close();
}, 60_000);
