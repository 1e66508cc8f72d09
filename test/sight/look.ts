/**
 * What a real browser sees of a page: what axe finds wrong with it (WCAG 2.2 A and AA, and axe's best practices), what it costs
 * on the wire, whom it asks for anything, what it complains of, and what is left of it without scripts.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import type { BrowserClient } from "../ground/browser-client.ts";
import type { Arrival } from "./visit.ts";

/** A phone's, in CSS pixels. */
export const PHONE = { width: 375, height: 812 } as const;

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Seen {
  readonly url: string;
  readonly heading: string;
  /** What axe has found, in light and dark: rule, and where. */
  readonly axe: readonly string[];
  /** Whether it scrolls sideways on a phone. */
  readonly isWide: boolean;
  /** Bytes of the page and all that it loads, as they are sent. */
  readonly bytes: number;
  /** Requests to any other origin than the page's own. */
  readonly outside: readonly string[];
  /** Errors and warnings of the console, and scripts that threw. */
  readonly complaints: readonly string[];
  /** The words of the main part without scripts. */
  readonly plainWords: string;
}

export interface Eye {
  see(arrival: Arrival): Promise<Seen>;
}

/** A window of the browser, in which one person after the other looks. */
export interface Window {
  readonly page: Page;
  /** What has been asked for by the page that is shown, but the page itself. */
  readonly asked: string[];
  /** Errors and warnings of the page that is shown. */
  readonly complaints: string[];
  /** Becomes whoever the arrival is of, and opens the page. @returns the answer's status */
  show(arrival: Arrival): Promise<number>;
}

/** Opening a window costs more than a page: one is used for all. */
export async function openWindow(chromium: Browser, options: Parameters<Browser["newContext"]>[0]): Promise<Window> {
  const context = await chromium.newContext(options);
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!(request.isNavigationRequest() && request.frame() === page.mainFrame())) asked.push(request.url());
  });
  return {
    page,
    asked,
    complaints,
    async show({ browser, url }) {
      await context.clearCookies();
      await context.addCookies(cookiesOf(browser, url));
      asked.length = 0;
      complaints.length = 0;
      return (await page.goto(url))?.status() ?? 0;
    },
  };
}

const cookiesOf = (browser: BrowserClient, url: string) =>
  browser
    .cookieHeader(url)
    .split("; ")
    .filter((pair) => pair !== "")
    .map((pair) => ({
      name: pair.slice(0, pair.indexOf("=")),
      value: pair.slice(pair.indexOf("=") + 1),
      domain: "localhost",
      path: "/",
    }));

const told = ({ violations }: AxeResults, scheme: string): string[] =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${scheme}: ${id} at ${target.join(" ")}`));

/** Runs in the page. @param only Rules; all of them where none is named. */
const runAxe = (page: Page, ...only: readonly string[]): Promise<AxeResults> =>
  page.evaluate((rules) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    return axe.run({ resultTypes: ["violations"], ...(rules.length === 0 ? {} : { runOnly: [...rules] }) });
  }, only);

/** The browser's own word on a page that is an error page: it is no complaint of the page. */
const isOwnStatus = (text: string, status: number): boolean =>
  status >= 400 && text.startsWith("Failed to load resource") && text.includes(` ${status} `);

export async function openEye(chromium: Browser): Promise<Eye> {
  const window = await openWindow(chromium, { viewport: PHONE, colorScheme: "light", reducedMotion: "reduce" });
  const plain = await openWindow(chromium, { viewport: PHONE, javaScriptEnabled: false });

  const withoutScripts = async (arrival: Arrival): Promise<string> => {
    await plain.show(arrival);
    return (await plain.page.locator("main").innerText()).trim();
  };

  const see = async (arrival: Arrival): Promise<Seen> => {
    const { page, asked, complaints } = window;
    await page.emulateMedia({ colorScheme: "light" });
    const status = await window.show(arrival);
    const { origin } = new URL(page.url());
    const { bytes, isWide, words } = await page.evaluate(() => ({
      bytes: [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce(
        (sum, entry) => sum + (entry as unknown as { encodedBodySize: number }).encodedBodySize,
        0,
      ),
      isWide: document.documentElement.scrollWidth > innerWidth,
      // A page that has no script is the same without scripts.
      words: document.scripts.length === 0 ? (document.querySelector("main")?.innerText ?? "") : null,
    }));
    const heading = (await page.locator("h1").first().innerText()).trim();
    await page.evaluate(axeSource);
    const light = told(await runAxe(page), "light");
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = told(await runAxe(page, "color-contrast"), "dark");
    return {
      url: page.url(),
      heading,
      axe: [...light, ...dark],
      isWide,
      bytes,
      outside: asked.filter((url) => new URL(url).origin !== origin),
      complaints: complaints.filter((text) => !isOwnStatus(text, status)),
      plainWords: words === null ? await withoutScripts(arrival) : words.trim(),
    };
  };

  return { see };
}
