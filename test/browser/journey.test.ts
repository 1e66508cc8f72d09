/**
 * The first journey of somebody who has just run `npm start`, in a real browser: open the set-up link and make the
 * administrator; then, as somebody else, press the button on the files page, choose GitHub (the sandbox's), be a person
 * there, and come back signed in.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../ground/chromium.ts";
import { type Started, setUp, startAll } from "./started.ts";

let started: Started;
let browser: Browser;

beforeAll(async () => {
  [started, browser] = await Promise.all([startAll(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  expect(await started.stop()).toBe(0);
});

test("set-up, then signing in to files as a sandbox GitHub person", async () => {
  const administrator = await browser.newPage();
  await setUp(administrator, started);
  await administrator.goto(started.setUpLink);
  expect(await administrator.textContent("h1")).toBe("This set-up link no longer works");

  const context = await browser.newContext();
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(started.files);
  await page.getByRole("link", { name: "Continue with Alldoor" }).click();
  await page.waitForURL(`${started.hub}/sign-in**`);
  await page.getByRole("link", { name: "Continue with GitHub" }).click();
  await page.waitForURL(`${started.sandbox}/github.com/login/oauth/authorize**`);
  await page
    .getByRole("button", { name: /Mira Halden/ })
    .first()
    .click();
  await page.waitForURL(`${started.files}/**`);
  expect(await page.textContent("h1")).toBe("Files");
  await page.goto(`${started.files}/@manage`);
  expect(await page.textContent("#platforms")).toContain("Mira Halden");

  // The second time nobody is asked for anything: the hub still knows the browser.
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await page.getByRole("link", { name: "Continue with Alldoor" }).click();
  await page.waitForURL(`${started.files}/**`);
  expect(await page.textContent("h1")).toBe("Files");
  expect(problems).toEqual([]);
  await context.close();
  await administrator.close();
}, 60_000);
