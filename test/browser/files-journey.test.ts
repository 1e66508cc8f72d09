/**
 * The file server in a real browser, all three programs together: register by the sandbox's DingTalk, land in a folder of one's own,
 * upload with a script and by dropping, look at what was put there, mount it by WebDAV with an app password, and be denied what
 * the bits deny.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "webdav";
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

/** As the first person that the sandbox offers. */
async function registerByDingTalk(page: Page): Promise<void> {
  await page.goto(started.files);
  await page.getByRole("link", { name: "Continue with DingTalk" }).click();
  await page.waitForURL(`${started.sandbox}/**`);
  await page
    .getByRole("button", { name: /Mira Halden/ })
    .first()
    .click();
  await page.waitForURL(`${started.files}/**`);
}

test("register by DingTalk, upload, mount by WebDAV, be denied what the bits deny", async () => {
  const administrator = await (await browser.newContext()).newPage();
  await setUp(administrator, started);
  // Whoever administers the hub is the first to administer the files.
  await administrator.goto(started.files);
  await administrator.getByRole("link", { name: "Continue with Alldoor" }).click();
  await administrator.waitForURL(`${started.files}/**`);

  const context = await browser.newContext();
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await registerByDingTalk(page);
  expect(await page.textContent("h1")).toBe("Files");

  await page.locator("summary", { hasText: "Upload files" }).click();
  await page.setInputFiles("#file", [
    { name: "notes.md", mimeType: "text/markdown", buffer: Buffer.from("# From the browser\n\n<script>x</script>") },
    { name: "<b>bold</b>.txt", mimeType: "text/plain", buffer: Buffer.from("plain") },
  ]);
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL("**/?notice=uploaded");
  expect(await page.locator("tbody tr").count()).toBe(2);
  await page.getByRole("link", { name: "notes.md" }).click();
  await page.waitForURL("**/notes.md");
  expect(await page.frameLocator("iframe").locator("h1").textContent()).toBe("From the browser");
  expect(await page.frameLocator("iframe").locator("body").textContent()).toContain("<script>x</script>");

  await page.goto(started.files);
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["dropped"], "dropped.txt"));
    return data;
  });
  await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
  await page.waitForURL("**/?notice=uploaded");
  expect(await page.locator("tbody").textContent()).toContain("dropped.txt");

  await page.goto(`${started.files}/@manage`);
  await page.locator("summary", { hasText: "Make an app password" }).click();
  await page.getByLabel("What it is for").fill("Laptop");
  await page.getByLabel("Read and change").check();
  await page.locator("#app-passwords form").getByRole("button", { name: "Make an app password" }).click();
  const password = (await page.textContent("#app-password"))?.trim() ?? "";
  const username = (await page.textContent("#dav-username"))?.trim() ?? "";
  const address = (await page.textContent("#dav-address"))?.trim() ?? "";
  const client = createClient(address, { username, password });
  expect(await client.getFileContents("/dropped.txt", { format: "text" })).toBe("dropped");
  await client.putFileContents("/mounted.txt", "by WebDAV");
  await page.goto(`${started.files}/mounted.txt`);
  expect(await page.textContent("pre")).toBe("by WebDAV");

  // The administrator takes everything but reading away.
  await administrator.goto(`${started.files}/@manage/users`);
  await administrator.getByRole("link", { name: username }).click();
  for (const box of await administrator.locator("fieldset input[type=checkbox]").all()) await box.setChecked(false);
  await administrator.getByLabel("Read by WebDAV").check();
  expect(await administrator.textContent("[data-sum]")).toBe("256");
  await administrator.getByRole("button", { name: "Save changes" }).click();
  await administrator.waitForURL("**/users?notice=saved");

  await expect(client.putFileContents("/mounted.txt", "again")).rejects.toThrow("403");
  expect(await client.getFileContents("/mounted.txt", { format: "text" })).toBe("by WebDAV");
  await page.goto(started.files);
  expect(await page.locator("tbody tr").count()).toBe(4);
  expect(await page.getByRole("button", { name: "Delete" }).count()).toBe(0);
  expect(await page.locator("summary", { hasText: "Upload files" }).count()).toBe(0);
  const refused = await page.evaluate(async () => {
    const answer = await fetch("/api/fs/put", { method: "PUT", headers: { "File-Path": "/x.txt" }, body: "x" });
    return (await answer.json()).code;
  });
  expect(refused).toBe(403);
  expect(problems).toEqual([]);
  await context.close();
}, 120_000);
