/**
 * Pictures of the gallery, to be looked at:
 *
 *     node test/pages/screenshots.ts <folder> [part of a picture's name …]
 *
 * Each page at a phone's and a desktop's width, light and dark, in English and (desktop, light) in Chinese; pages with
 * a menu or a question also with it open.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { runnerImport } from "vite";
import { launchChromium } from "../ground/chromium.ts";

type Served = typeof import("./serve-gallery.ts");

const views = [
  { name: "phone-light", width: 390, height: 844, scheme: "light", language: "en" },
  { name: "phone-dark", width: 390, height: 844, scheme: "dark", language: "en" },
  { name: "desk-light", width: 1280, height: 800, scheme: "light", language: "en" },
  { name: "desk-dark", width: 1280, height: 800, scheme: "dark", language: "en" },
  { name: "desk-zh", width: 1280, height: 800, scheme: "light", language: "zh" },
] as const;

/** The buttons that open something, by picture. */
const opened: Readonly<Record<string, readonly string[]>> = {
  "account-profile": [".menu-button"],
  "account-identities": ["[popovertarget=unlink-id_01]"],
  "admin-overview": [".menu-button"],
  "admin-application": ["[popovertarget=remove-confirm]"],
  "sign-in-many": ["summary"],
  "marks-all": ["summary"],
};

const openParts = async (page: Page, name: string, file: string): Promise<void> => {
  for (const [index, selector] of (opened[name] ?? []).entries()) {
    const button = page.locator(selector).first();
    if (!(await button.isVisible())) continue;
    await button.click();
    await page.screenshot({ path: file.replace(".png", `-open-${index}.png`) });
  }
};

const shoot = async (browser: Browser, url: string, names: readonly string[], folder: string): Promise<void> => {
  for (const { name: view, width, height, scheme, language } of views) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
    const page = await context.newPage();
    page.on("console", (message) => console.error(`${page.url()}: ${message.text()}`));
    for (const name of names) {
      await page.goto(`${url}/${language}/${name}`);
      const file = join(folder, `${name}-${view}.png`);
      await page.screenshot({ path: file, fullPage: true });
      await openParts(page, name, file);
    }
    await context.close();
  }
};

const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined) throw new Error("Say into which folder the pictures go.");
await mkdir(folder, { recursive: true });

// Node.js takes types off but knows no JSX, so the gallery is loaded through the bundler that the tests use.
const { module } = await runnerImport<Served>(fileURLToPath(new URL("serve-gallery.ts", import.meta.url)), {
  configFile: false,
  logLevel: "error",
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
});
const server = await module.serveGallery();
const browser = await launchChromium();
try {
  const names = server.names.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  await shoot(browser, server.url, names, folder);
  console.log(`${names.length * views.length} pictures in ${folder}`);
} finally {
  await browser.close();
  await server.close();
}
