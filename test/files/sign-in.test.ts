/** Files signs people in through the hub, as an ordinary client, and lets nobody else's answer pass for it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { User } from "../../src/hub/users/store.ts";
import { type BrowserClient, formsOf, type Shown } from "../ground/browser-client.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signInWith } from "../ground/oauth-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

const SESSION = "alldoor_files_session";
const BROWSER = "alldoor_files_browser";

let hub: TestHub;
let files: TestFiles;
let person: User & { readonly password: string };
beforeAll(async () => {
  hub = await startHub();
  files = await startFiles(hub);
  person = await hub.makeUser({ displayName: "Ada <b>L.</b>" });
});
afterAll(async () => {
  await files.close();
  await hub.close();
});

const isIn = (page: Shown): boolean => page.html.includes('action="/sign-out"');

/** Everything but the callback itself, which is given back as an address. */
async function toCallback(browser: BrowserClient, server = files): Promise<string> {
  let response = await browser.request(`${server.url}/sign-in/with/alldoor`);
  for (let hop = 0; hop < 10; hop += 1) {
    const location = new URL(response.headers.get("location") ?? "", hub.url);
    if (location.href.startsWith(`${server.url}/sign-in/callback`)) return location.href;
    response = await browser.request(location.href);
    if (response.status !== 200) continue;
    const form = await browser.open(location.href);
    const page = { ...form, html: form.html };
    const fields = /name="username"/.test(page.html) ? { username: person.name, password: person.password } : null;
    if (!fields) throw new Error(`shown ${page.url}: ${page.html.slice(0, 300)}`);
    response = await submitOnly(browser, page, fields);
  }
  throw new Error("never came back");
}

/** Sends the form without following where it leads. */
async function submitOnly(browser: BrowserClient, page: Shown, values: Record<string, string>): Promise<Response> {
  const form = formsOf(page.html).find(({ fields }) =>
    Object.keys(values).every((name) => fields.some(([n]) => n === name)),
  );
  const body = new URLSearchParams(Object.fromEntries([...(form?.fields ?? []), ...Object.entries(values)]));
  return browser.request(page.url.split("?")[0] ?? page.url, {
    method: "POST",
    body: body.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(page.url).origin },
  });
}

async function signedIn(server = files): Promise<BrowserClient> {
  const browser = server.browser();
  const page = await browser.open(`${server.url}/sign-in/with/alldoor`);
  expect(isIn(await signInWith(browser, page, person))).toBe(true);
  return browser;
}

test("a person signs in at the hub and comes back as who they are", async () => {
  const browser = files.browser();
  const before = await browser.open(files.url);
  expect(before.status).toBe(200);
  expect(before.html).toContain('href="/sign-in/with/alldoor?next=%2F"');
  const start = await browser.request(`${files.url}/sign-in/with/alldoor`);
  const asked = new URL(start.headers.get("location") ?? "");
  expect(asked.origin).toBe(hub.url);
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    response_type: "code",
    scope: "openid profile email",
    redirect_uri: `${files.url}/sign-in/callback`,
    code_challenge_method: "S256",
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  });
  const page = await signInWith(browser, await browser.open(`${files.url}/sign-in/with/alldoor`), person);
  expect(page.url).toBe(`${files.url}/`);
  expect(isIn(page)).toBe(true);
  expect((await browser.open(`${files.url}/@manage`)).html).toContain("Ada &lt;b&gt;L.&lt;/b&gt;");
});

test("cookies are HttpOnly, SameSite, of names that no other program on this host has, and say nothing", async () => {
  const browser = await signedIn();
  const value = browser.cookie(files.url, SESSION) ?? "";
  expect(value).toMatch(/^[\w-]{43}$/);
  const start = await files.browser().request(`${files.url}/sign-in/with/alldoor`);
  expect(start.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^alldoor_files_browser=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000$/),
  ]);
});

test("a callback counts once, also for the browser that it belongs to", async () => {
  const browser = files.browser();
  const callback = await toCallback(browser);
  const kept = browser.cookie(files.url, BROWSER) ?? "";
  expect(isIn(await browser.open(callback))).toBe(true);
  // Signed in already: the same address from the history leads home and changes nothing.
  expect((await browser.request(callback)).headers.get("location")).toBe("/");
  const thief = files.browser();
  thief.setCookie(files.url, BROWSER, kept);
  const again = await thief.request(callback);
  expect(again.headers.get("location")).toBe("/?error=expired");
  expect(thief.cookie(files.url, SESSION)).toBeUndefined();
});

test("another browser's callback is nobody's, and does not take it from whose it is", async () => {
  const victim = files.browser();
  const callback = await toCallback(victim);
  const stranger = files.browser();
  expect((await stranger.request(callback)).headers.get("location")).toBe("/?error=expired");
  await stranger.request(`${files.url}/sign-in/with/alldoor`);
  expect((await stranger.request(callback)).headers.get("location")).toBe("/?error=expired");
  expect(stranger.cookie(files.url, SESSION)).toBeUndefined();
  expect(isIn(await victim.open(callback))).toBe(true);
});

test("a callback with another state takes nothing from the sign-in that waits", async () => {
  const browser = files.browser();
  const callback = await toCallback(browser);
  const bent = new URL(callback);
  bent.searchParams.set("state", "x".repeat(43));
  expect((await browser.request(bent.href)).headers.get("location")).toBe("/?error=expired");
  bent.searchParams.delete("state");
  expect((await browser.request(bent.href)).headers.get("location")).toBe("/?error=expired");
  expect(isIn(await browser.open(callback))).toBe(true);
});

test.each([
  ["a doubled code", (url: URL) => url.searchParams.append("code", "x")],
  ["no issuer", (url: URL) => url.searchParams.delete("iss")],
  ["another issuer", (url: URL) => url.searchParams.set("iss", "https://evil.example.com")],
  ["another code", (url: URL) => url.searchParams.set("code", "x".repeat(43))],
  ["no code", (url: URL) => url.searchParams.delete("code")],
])("a callback with %s signs nobody in", async (_what, bend) => {
  const browser = files.browser();
  const url = new URL(await toCallback(browser));
  bend(url);
  expect((await browser.request(url.href)).headers.get("location")).toBe("/?error=failed");
  expect(browser.cookie(files.url, SESSION)).toBeUndefined();
});

test("a sign-in that took too long has to be begun again", async () => {
  const browser = files.browser();
  const callback = await toCallback(browser);
  hub.time.advance(601);
  expect((await browser.request(callback)).headers.get("location")).toBe("/?error=expired");
});

test("who says no at the hub reads that nothing was changed", async () => {
  const asking = await startFiles(hub, { consent: "always" });
  try {
    const browser = asking.browser();
    const consent = await signInWith(browser, await browser.open(`${asking.url}/sign-in/with/alldoor`), person);
    const page = await browser.submit(consent, { consent: "deny" });
    expect(page.url).toBe(`${asking.url}/?error=access_denied`);
    expect(page.html).toContain("The sign-in was cancelled. Nothing was changed.");
    expect(browser.cookie(asking.url, SESSION)).toBeUndefined();
  } finally {
    await asking.close();
  }
});

test("a secret that the hub does not accept is told to the log alone, without the secret", async () => {
  const wrong = await startFiles(hub, { clientSecret: "canary-secret-that-nobody-accepts" });
  try {
    const browser = wrong.browser();
    const callback = await toCallback(browser, wrong);
    const page = await browser.open(callback);
    expect(page.url).toBe(`${wrong.url}/?error=failed`);
    expect(wrong.log()).toContain('"refusal":"token_refused"');
    expect(wrong.log() + page.html).not.toContain("canary-secret");
    expect(wrong.log()).not.toContain(new URL(callback).searchParams.get("code"));
  } finally {
    await wrong.close();
  }
});

test("a hub that is gone is a sentence, not an error page", async () => {
  const lost = await startHub();
  const orphan = await startFiles(lost);
  await lost.close();
  try {
    const page = await orphan.browser().open(`${orphan.url}/sign-in/with/alldoor`);
    expect({ url: page.url, status: page.status }).toEqual({ url: `${orphan.url}/?error=failed`, status: 200 });
    expect(orphan.log()).toContain('"refusal":"unreachable"');
  } finally {
    await orphan.close();
  }
});

test("a session ends after a week, and outlives a restart", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "alldoor-files-"));
  const first = await startFiles(hub, { dataDirectory });
  const browser = await signedIn(first);
  await first.close();
  const port = Number(new URL(first.url).port);
  const second = await startFiles(hub, { port, dataDirectory, encryptionKey: first.encryptionKey });
  expect(isIn(await browser.open(second.url))).toBe(true);
  hub.time.advance(7 * 86_400 - 1);
  expect(isIn(await browser.open(second.url))).toBe(true);
  hub.time.advance(1);
  expect(isIn(await browser.open(second.url))).toBe(false);
  await second.close();
  await expect(startFiles(hub, { port, dataDirectory })).rejects.toMatchObject({ code: "encryption_key_wrong" });
  rmSync(dataDirectory, { recursive: true });
});

test("a changed cookie is none, wherever it is changed", async () => {
  const browser = await signedIn();
  const value = browser.cookie(files.url, SESSION) ?? "";
  // The last character may hold bits that mean nothing.
  for (let place = 0; place < value.length - 1; place += 7) {
    const other = value[place] === "A" ? "B" : "A";
    browser.setCookie(files.url, SESSION, value.slice(0, place) + other + value.slice(place + 1));
    expect(isIn(await browser.open(files.url))).toBe(false);
  }
  for (const nonsense of ["", ".", "x", value.slice(1), `${value}${"A".repeat(5000)}`, "%00"]) {
    browser.setCookie(files.url, SESSION, nonsense);
    expect((await browser.open(files.url)).status).toBe(200);
  }
  browser.setCookie(files.url, SESSION, value);
  expect(isIn(await browser.open(files.url))).toBe(true);
});

test("the browser's cookie does not pass for a session", async () => {
  const browser = files.browser();
  await browser.request(`${files.url}/sign-in/with/alldoor`);
  browser.setCookie(files.url, SESSION, browser.cookie(files.url, BROWSER) ?? "");
  expect(isIn(await browser.open(files.url))).toBe(false);
});
