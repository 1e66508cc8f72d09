/** Sign-out of Files, and what every answer of it carries. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFilesApp } from "../../src/files/app.ts";
import { openFiles } from "../../src/files/open-files.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signInWith } from "../ground/oauth-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

const SESSION = "alldoor_files_session";

let hub: TestHub;
let files: TestFiles;
beforeAll(async () => {
  hub = await startHub();
  files = await startFiles(hub);
});
afterAll(async () => {
  await files.close();
  await hub.close();
});

async function signedIn(): Promise<BrowserClient> {
  const browser = files.browser();
  await signInWith(browser, await browser.open(`${files.url}/sign-in/with/alldoor`), await hub.makeUser());
  return browser;
}

const csrfOf = (html: string): string => /name="csrf"[^>]*value="([^"]+)"/.exec(html)?.[1] ?? "";

const post = (browser: BrowserClient, csrf: string, headers: Record<string, string> = {}) =>
  browser.request(`${files.url}/sign-out`, {
    method: "POST",
    body: new URLSearchParams({ csrf }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", origin: files.url, ...headers },
  });

test("who signs out is out here, and a copy of the cookie is of no use", async () => {
  const browser = await signedIn();
  const copy = browser.cookie(files.url, SESSION) ?? "";
  const page = await browser.submit(await browser.open(files.url), {}, "/sign-out");
  expect(page.url).toBe(`${files.url}/?notice=signed_out`);
  expect(page.html).toContain("You are signed out.");
  expect(browser.cookie(files.url, SESSION)).toBeUndefined();
  const thief = files.browser();
  thief.setCookie(files.url, SESSION, copy);
  expect((await thief.open(files.url)).html).toContain('action="/sign-in"');
});

test.each<[string, (csrf: string, other: string) => string, Record<string, string>, number]>([
  ["no token", () => "", {}, 403],
  ["another session's token", (_own, other) => other, {}, 403],
  ["another site's origin", (own) => own, { origin: "https://evil.example.com" }, 403],
  ["another port's origin", (own) => own, { origin: "http://localhost:1" }, 403],
  ["a browser that says cross-site", (own) => own, { "sec-fetch-site": "cross-site" }, 403],
  ["a browser that says same-site", (own) => own, { "sec-fetch-site": "same-site" }, 403],
  ["a content type that another site's form can have", (own) => own, { "content-type": "text/plain" }, 415],
])("a form with %s signs nobody out", async (_what, csrf, headers, status) => {
  const browser = await signedIn();
  const own = csrfOf((await browser.open(files.url)).html);
  const other = csrfOf((await (await signedIn()).open(files.url)).html);
  expect((await post(browser, csrf(own, other), headers)).status).toBe(status);
  expect(csrfOf((await browser.open(files.url)).html)).toBe(own);
});

test("without a session there is nothing to sign out of, and no form that could be sent", async () => {
  const answer = await post(files.browser(), "");
  expect(answer.status).toBe(403);
});

test("a form that is too large is refused", async () => {
  const answer = await post(await signedIn(), "x".repeat(300_000));
  expect(answer.status).toBe(413);
});

test("every answer forbids framing, sniffing and foreign scripts", async () => {
  for (const path of ["/", "/sign-in", "/sign-in/callback", "/nowhere", "/healthz", "/sign-out"]) {
    const { headers } = await fetch(`${files.url}${path}`, { redirect: "manual" });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-z]+$/);
    if (headers.get("content-type")?.startsWith("text/html")) {
      expect(headers.get("content-security-policy")).toMatch(
        /default-src 'none'.*frame-ancestors 'none'; form-action 'self'$/,
      );
      expect(headers.get("cache-control")).toBe("no-store");
    }
  }
});

test("the address is the configured one, whatever the Host header says", async () => {
  const { headers } = await fetch(`${files.url}/sign-in/with/alldoor`, {
    redirect: "manual",
    headers: { "x-forwarded-host": "evil.example.com", forwarded: "host=evil.example.com" },
  });
  expect(headers.get("location")).not.toContain("evil");
  expect(headers.get("location")).toContain(encodeURIComponent(`${files.url}/sign-in/callback`));
});

test("methods that are not meant are refused, HEAD on a callback too", async () => {
  for (const [method, path, allowed] of [
    ["POST", "/", "GET, HEAD, OPTIONS"],
    ["HEAD", "/sign-in", "GET, POST"],
    ["HEAD", "/sign-in/callback", "GET"],
    ["POST", "/sign-in/callback", "GET"],
    ["GET", "/sign-out", "POST"],
  ] as const) {
    const answer = await fetch(`${files.url}${path}`, { method, redirect: "manual" });
    expect([path, answer.status, answer.headers.get("allow")]).toEqual([path, 405, allowed]);
  }
  expect((await fetch(files.url, { method: "HEAD" })).status).toBe(200);
  const nowhere = await fetch(`${files.url}/nowhere?a=b`, { redirect: "manual" });
  expect(nowhere.headers.get("location")).toBe("/sign-in?next=%2Fnowhere%3Fa%3Db");
  expect((await fetch(`${files.url}/api/nowhere`)).status).toBe(404);
});

test("words of the address are only ever ours", async () => {
  const { html } = await files.browser().open(`${files.url}/?error=<script>&notice=constructor`);
  expect(html).not.toContain("<script>");
  expect(html).not.toContain("constructor");
});

test("readiness ends when the program is told to stop, and an https address makes __Host- cookies", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "alldoor-files-"));
  const opened = await openFiles({
    dataDirectory,
    address: "https://files.example.com",
    hub: { issuer: "https://id.example.com", clientId: "x", clientSecret: "y" },
    encryptionKey: files.encryptionKey,
  });
  const app = createFilesApp(opened.files);
  const ready = app.routes.find(({ path }) => path === "/readyz");
  const ask = async () => (await ready?.answer({} as never))?.status;
  expect(await ask()).toBe(200);
  app.stopping();
  expect(await ask()).toBe(503);
  expect(opened.files.browsers.create().setCookie).toMatch(
    /^__Host-alldoor_files_browser=.*; Secure; Max-Age=31536000$/,
  );
  expect(opened.files.browsers.session.write("x", { maxAge: 60 })).toMatch(/^__Host-alldoor_files_session=x; .*Secure/);
  await opened.close();
  rmSync(dataDirectory, { recursive: true });
});
