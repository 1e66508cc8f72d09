/**
 * Passkeys of the file server in a real Chromium with a virtual authenticator: made on the page of personal data, renamed, signed in
 * with by the button and from the suggestions of the username's field, and removed, with nothing said on the console.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveSetting } from "../../src/files/settings/store.ts";
import { startFiles, type TestFiles } from "../files/served-files.ts";
import { launchChromium } from "../ground/chromium.ts";
import { startHub, type TestHub } from "../ground/hub.ts";

let hub: TestHub;
let files: TestFiles;
let browser: Browser;
beforeAll(async () => {
  [hub, browser] = await Promise.all([startHub(), launchChromium()]);
  files = await startFiles(hub);
  await files.files.db.write((tx) => saveSetting(tx, files.files, "webauthn_login_enabled", "true"));
});
afterAll(async () => {
  await browser?.close();
  await files?.close();
  await hub?.close();
});

interface Desk {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly problems: readonly string[];
}

/** @param suggests The virtual authenticator answers what waits in the suggestions by itself, so nothing may wait there else. */
async function desk(suggests = false): Promise<Desk> {
  const context = await browser.newContext();
  if (!suggests)
    await context.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { context, page, problems };
}

async function withPasskey(at: Desk): Promise<string> {
  const person = await files.makeUser();
  await at.page.goto(`${files.url}/sign-in?next=/@manage`);
  await at.page.fill("input[name=username]", person.username);
  await at.page.fill("input[name=password]", person.password);
  await at.page.click("form[action='/sign-in'] button[type=submit]");
  await at.page.waitForURL("**/@manage");
  await at.page.fill("#passkey-name", "My <b>laptop</b>");
  await at.page.click("form[data-passkey=create] button");
  await at.page.waitForURL("**/@manage?notice=passkey_added");
  return person.username;
}

test("made, renamed, signed in with by the button, removed", async () => {
  const at = await desk();
  const { page, context } = at;
  const username = await withPasskey(at);
  expect(await page.locator("#passkeys .item-words p").first().textContent()).toBe("My <b>laptop</b>");
  await page.click("#passkeys details summary");
  await page.fill("#passkeys details input[name=name]", "Desk");
  await page.click("#passkeys details button");
  await page.waitForURL("**/@manage?notice=passkey_renamed");
  expect(await page.locator("#passkeys .item-words p").first().textContent()).toBe("Desk");

  await context.clearCookies();
  await page.goto(`${files.url}/sign-in?next=/@manage`);
  await page.click("form[data-passkey=get] button");
  await page.waitForURL("**/@manage");
  expect(await page.locator(".viewer-name").textContent()).toContain(username);

  await page.click("#passkeys .item-end button[popovertarget]");
  await page.click("#passkeys .item-end form button");
  await page.waitForURL("**/@manage?notice=passkey_removed");
  expect(await page.locator("#passkeys .item").count()).toBe(0);

  await context.clearCookies();
  await page.goto(`${files.url}/sign-in`);
  await page.click("form[data-passkey=get] button");
  await page.waitForSelector("#form-error");
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("alldoor_files_session");
  expect(at.problems.filter((text) => !text.includes("422"))).toEqual([]);
  await context.close();
});

test("offered in the suggestions of the username's field", async () => {
  const at = await desk(true);
  await withPasskey(at);
  await at.context.clearCookies();
  await at.page.goto(`${files.url}/sign-in?next=/@manage`);
  await at.page.waitForURL("**/@manage");
  expect(at.problems).toEqual([]);
  await at.context.close();
});
