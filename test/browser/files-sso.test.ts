/**
 * Sign-in at a platform in a real browser: somebody registers by the sandbox's DingTalk, lands in a folder of their own, uploads
 * into it, mounts it by WebDAV with an app password, and is denied what the permission denies. In the small window, in the same
 * window, and by the button of our own page.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SsoGround, startSso } from "../files/sso-ground.ts";
import { launchChromium } from "../ground/chromium.ts";

const LOGIN = "/api/auth/sso?method=sso_get_token";

let sso: SsoGround;
let browser: Browser;
beforeAll(async () => {
  [sso, browser] = await Promise.all([startSso(), launchChromium()]);
  // Make or upload, rename, delete, and WebDAV in both directions; neither move nor copy.
  await sso.usePlatform("Dingtalk", "dingtalk", {
    sso_auto_register: "true",
    sso_default_dir: "/users/{username}",
    sso_default_permission: String(8 + 16 + 128 + 256 + 512),
  });
});
afterAll(async () => {
  await browser?.close();
  await sso?.close();
});

const choose = async (page: Page, name: RegExp): Promise<void> => {
  await page.waitForURL(`${sso.sandbox.url}/**`);
  await page.getByRole("button", { name }).first().click();
};

test("in the small window: the opener of our own origin gets the token, the window closes, and the token is the person's", async () => {
  const context = await browser.newContext();
  const opener = await context.newPage();
  await opener.goto(`${sso.files.url}/healthz`);
  const [popup] = await Promise.all([
    opener.waitForEvent("popup"),
    opener.evaluate((address) => {
      const told = new Promise((resolve) => addEventListener("message", resolve, { once: true }));
      Object.assign(window, {
        told: told.then((event) => {
          const { data, origin } = event as MessageEvent<{ token: string }>;
          return { token: data.token, origin };
        }),
      });
      window.open(address, "authPopup", "width=500,height=600");
    }, LOGIN),
  ]);
  const closed = popup.waitForEvent("close");
  await choose(popup, /Mira Halden/);
  const told = await opener.evaluate(
    () => (window as unknown as { told: Promise<{ token: string; origin: string }> }).told,
  );
  await closed;
  expect(told.origin).toBe(sso.files.url);
  const { data: me } = await sso.me(told.token);
  expect(me).toMatchObject({ username: "Mira Halden", base_path: "/users/Mira Halden", role: 0 });

  const api = (path: string, json: unknown) => sso.files.api(path, { token: told.token, json });
  const put = await fetch(`${sso.files.url}/api/fs/put`, {
    method: "PUT",
    headers: { authorization: told.token, "file-path": encodeURIComponent("/notes.txt") },
    body: "mine",
  });
  expect(await put.json()).toMatchObject({ code: 200 });
  const made = await api("/api/me/app_passwords/create", { name: "laptop", access: "write" });
  const { password } = made.data as { password: string };
  const basic = `Basic ${Buffer.from(`Mira Halden:${password}`).toString("base64")}`;
  const dav = (path: string, method: string) =>
    fetch(`${sso.files.url}/dav${path}`, { method, headers: { authorization: basic } });
  expect(await (await dav("/notes.txt", "GET")).text()).toBe("mine");
  expect(await api("/api/fs/copy", { src_dir: "/", dst_dir: "/", names: ["notes.txt"] })).toMatchObject({ code: 403 });
  expect((await dav("/notes.txt", "DELETE")).status).toBe(204);
  await context.close();
}, 60_000);

test("a window of another origin is told nothing", async () => {
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto("about:blank");
  const [popup] = await Promise.all([
    stranger.waitForEvent("popup"),
    stranger.evaluate((address) => {
      Object.assign(window, { heard: 0 });
      addEventListener("message", () => Object.assign(window, { heard: 1 }));
      window.open(address, "authPopup");
    }, `${sso.files.url}${LOGIN}`),
  ]);
  const closed = popup.waitForEvent("close");
  await choose(popup, /Mira Halden/);
  await closed;
  expect(await stranger.evaluate(() => (window as unknown as { heard: number }).heard)).toBe(0);
  await context.close();
}, 60_000);

test("in compatibility mode, as inside of DingTalk: one window, and no token in any address", async () => {
  await sso.save({ sso_compatibility_mode: "true" });
  const context = await browser.newContext();
  const page = await context.newPage();
  const addresses: string[] = [];
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  await page.goto(`${sso.files.url}${LOGIN}`);
  await choose(page, /Theo Brandvik/);
  await page.waitForURL(`${sso.files.url}/`);
  expect(context.pages()).toHaveLength(1);
  const session = (await context.cookies()).find(({ name }) => name === "alldoor_files_session")?.value ?? "";
  expect(session).toMatch(/^[\w-]{43}$/);
  expect(addresses.join(" ")).not.toContain(session);
  await context.close();
  await sso.save({ sso_compatibility_mode: "false" });
}, 60_000);

test("by the button of our own page", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${sso.files.url}/sign-in`);
  await page.getByRole("link", { name: /DingTalk/ }).click();
  await choose(page, /Noor Asante/);
  await page.waitForURL(`${sso.files.url}/`);
  expect((await context.cookies()).map(({ name }) => name)).toContain("alldoor_files_session");
  await context.close();
}, 60_000);
