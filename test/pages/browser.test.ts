/**
 * The gallery in a real Chromium, under the strict content security policy: what is painted reads well and fits, what
 * works without JavaScript works without it, and the one script copies.
 */
import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../ground/chromium.ts";
import { subject } from "./samples.ts";
import { type GalleryServer, serveGallery } from "./serve-gallery.ts";

const audit = readFileSync(new URL("audit.js", import.meta.url), "utf8");

let server: GalleryServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([serveGallery(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

const phone = { viewport: { width: 390, height: 844 } };
const desktop = { viewport: { width: 1280, height: 800 } };

const inContext = async <Result>(
  options: BrowserContextOptions,
  use: (page: Page, context: BrowserContext) => Promise<Result>,
): Promise<Result> => {
  const context = await browser.newContext(options);
  try {
    return await use(await context.newPage(), context);
  } finally {
    await context.close();
  }
};

describe("every page", () => {
  test.each([
    // 320 is the width that reflow is asked for (WCAG 2.2, 1.4.10).
    [
      "en",
      [
        [320, "light"],
        [820, "light"],
        [1280, "dark"],
      ],
    ],
    [
      "zh",
      [
        [390, "dark"],
        [1280, "light"],
      ],
    ],
  ] as const)(
    "fits, reads well and breaks no policy (%s: %j)",
    async (language, views) => {
      const problems = await inContext({}, async (page) => {
        const found: string[] = [];
        let name = "";
        page.on("console", (message) => found.push(`${name}: ${message.text()}`));
        page.on("pageerror", (error) => found.push(`${name}: ${error.message}`));
        for (name of server.names) {
          await page.goto(`${server.url}/${language}/${name}`, { waitUntil: "domcontentloaded" });
          for (const [width, colorScheme] of views) {
            await page.setViewportSize({ width, height: 800 });
            await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
            const wrong = await page.evaluate<string[]>(audit);
            found.push(...wrong.map((problem) => `${name} (${width}, ${colorScheme}): ${problem}`));
          }
        }
        return found;
      });
      expect(problems).toEqual([]);
    },
    120_000,
  );
});

describe("the audit", () => {
  test("sees what is hard to read, too wide or too small", async () => {
    const problems = await inContext(phone, async (page) => {
      await page.setContent(
        '<p style="color:#aaa">faint</p><input style="height:30px;border:1px solid #eee"><button style="min-width:0;padding:0;width:20px;height:20px"></button><p style="width:900px">w</p>',
      );
      return page.evaluate<string[]>(audit);
    });
    expect(problems.map((problem) => problem.split(" ", 1)[0])).toEqual(["scrolls", "contrast", "edge", "small"]);
  });
});

describe("without JavaScript", () => {
  test("the menu opens and closes on a phone, and is in place on a desktop", async () => {
    await inContext({ ...phone, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.url}/en/account-profile`);
      const link = page.getByRole("link", { name: "Sessions" });
      expect(await link.isVisible()).toBe(false);
      await page.getByRole("button", { name: "Menu", exact: true }).click();
      expect(await link.isVisible()).toBe(true);
      await page.getByRole("button", { name: "Close the menu" }).click();
      expect(await link.isVisible()).toBe(false);
      await page.setViewportSize(desktop.viewport);
      expect(await link.isVisible()).toBe(true);
      expect(await page.getByRole("button", { name: "Menu", exact: true }).isVisible()).toBe(false);
    });
  });

  test("a dangerous action asks first, begins at the harmless answer, and then sends its form", async () => {
    await inContext({ ...desktop, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.url}/en/account-identities`);
      await page.getByRole("button", { name: "Unlink: GitHub" }).click();
      const question = page.getByRole("dialog", { name: "Unlink GitHub?" });
      expect(await question.isVisible()).toBe(true);
      await page.keyboard.press("Enter");
      expect(await question.isVisible()).toBe(false);
      await page.getByRole("button", { name: "Unlink: GitHub" }).click();
      const sent = page.waitForRequest((request) => request.method() === "POST");
      await question.getByRole("button", { name: "Unlink", exact: true }).click();
      const fields = new URLSearchParams((await sent).postData() ?? "");
      expect(fields.get("identity")).toBe("id_01");
      expect(fields.get("csrf")).not.toBe("");
    });
  });

  test("there are no copy buttons, and no other button without use", async () => {
    await inContext({ ...desktop, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.url}/en/admin-application-secret`);
      // Client id, secret and one snippet.
      expect(await page.locator("[data-copy-from]").count()).toBe(3);
      expect(await page.locator("[data-copy-from]:visible").count()).toBe(0);
    });
  });
});

test("a copy button puts the value on the clipboard and says so", async () => {
  await inContext({ ...desktop, permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await page.goto(`${server.url}/en/account-profile`);
    await page.getByRole("button", { name: "Copy: Your identifier" }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(subject);
  });
});

test("where the clipboard is refused, the value is selected instead", async () => {
  await inContext(desktop, async (page) => {
    await page.addInitScript("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))");
    await page.goto(`${server.url}/en/account-profile`);
    await page.getByRole("button", { name: "Copy: Your identifier" }).click();
    await page.waitForFunction("getSelection().toString() !== ''");
    expect(await page.evaluate("getSelection().toString()")).toBe(subject);
  });
});

test("the keyboard goes the way of the page, with a ring that can be seen", async () => {
  await inContext(desktop, async (page) => {
    await page.goto(`${server.url}/en/admin-overview`);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("People");

    await page.goto(`${server.url}/en/sign-in`);
    const stops: unknown[] = [];
    for (let stop = 0; stop < 8; stop++) {
      await page.keyboard.press("Tab");
      stops.push(
        await page.evaluate(
          "[document.activeElement.name || document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]",
        ),
      );
    }
    expect(stops).toEqual([
      ["Sign in with a passkey", "solid"],
      ["GContinue with GitHub", "solid"],
      ["GContinue with Google", "solid"],
      ["CContinue with Company account", "solid"],
      ["username", "solid"],
      ["password", "solid"],
      ["Sign in", "solid"],
      ["Forgotten your password?", "solid"],
    ]);
  });
});
