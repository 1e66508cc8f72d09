/**
 * What somebody does at the hub on an ordinary day, in a real browser: the first administrator with an authenticator, sign-in and
 * recovery by mail, consent given and taken back, an application and a provider added in the console, identities linked and
 * unlinked, a device, and an error that an administrator looks up by its id.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DEVICE_GRANT } from "../../src/hub/clients/settings.ts";
import { totpCode, totpStep } from "../../src/lib/totp.ts";
import { type MailServer, proofIn, startMailServer } from "../flows/mail-server.ts";
import { launchChromium } from "../ground/chromium.ts";
import { authorizeUrl, pkce, post, redeem, TOKEN } from "../ground/oauth-client.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";

const PASSWORD = "four unrelated words here";
const KEEPER = "keeper";

let mail: MailServer;
let hub: SandboxedHub;
let browser: Browser;
/** The authenticator of the administrator, and codes for the day it is lost. */
let secret = "";
let recoveryCodes: readonly string[] = [];

beforeAll(async () => {
  mail = await startMailServer();
  [hub, browser] = await Promise.all([
    startSandboxedHub({
      environment: { ALLDOOR_SMTP_URL: `smtp://127.0.0.1:${mail.port}`, ALLDOOR_SMTP_FROM: "id@example.com" },
    }),
    launchChromium(),
  ]);
});
// Past the window of the limits, and into another step of the authenticator.
beforeEach(() => hub.time.advance(7200));
afterAll(async () => {
  await browser?.close();
  await hub?.close();
  await mail?.close();
});

/** Opens a window of its own, in which an application of the test answers too. */
async function inWindow(work: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  await context.route("https://app.example.com/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<h1>The application</h1>" }),
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  try {
    await work(page, context);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
const heading = (page: Page) => page.locator("h1").first().innerText();
const codeNow = () => totpCode(secret, totpStep(hub.time.now()));

async function typePassword(page: Page, name: string, password: string): Promise<void> {
  await page.locator("input[name=username]").fill(name);
  await page.locator("input[name=password]").fill(password);
  await page.locator("form:has(input[name=password]) button[type=submit]").click();
}

/** The administrator, through both steps. */
async function enterAsKeeper(page: Page, path = "/admin"): Promise<void> {
  await page.goto(`${hub.url}/sign-in?next=${encodeURIComponent(path)}`);
  await typePassword(page, KEEPER, PASSWORD);
  await page.locator("input[name=code]").fill(codeNow());
  await page.locator("form:has(input[name=code]) button[type=submit]").click();
  await page.waitForURL(`${hub.url}${path}`);
}

/** Somebody with a password alone. */
async function enter(page: Page, person: { readonly name: string; readonly password: string }): Promise<void> {
  await page.goto(`${hub.url}/sign-in`);
  await typePassword(page, person.name, person.password);
  await page.waitForURL(`${hub.url}/account`);
}

async function letterTo(address: string) {
  await hub.mails.sendDue();
  return proofIn(mail.latest(address));
}

test("set-up, an authenticator, a sign-in with its code, and one with a recovery code", async () => {
  await inWindow(async (page) => {
    await page.goto(hub.setUpLink ?? "");
    await page.getByLabel("Username").fill(KEEPER);
    await page.getByLabel("Name", { exact: true }).fill("Door Keeper");
    await page.getByLabel("E-mail").fill("keeper@example.com");
    await page.getByLabel("Password").fill(PASSWORD);
    await button(page, "Create the administrator").click();
    await page.waitForURL(`${hub.url}/admin`);

    await page.goto(`${hub.url}/account/second-factor/set-up`);
    secret = await page.locator("#secret").innerText();
    await page.locator("input[name=code]").fill(codeNow());
    await page.locator("form:has(input[name=code]) button[type=submit]").click();
    await page.locator("main", { hasText: /[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/ }).waitFor();
    recoveryCodes = (await page.locator("main").innerText()).match(/[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/g) ?? [];
    expect(recoveryCodes).toHaveLength(10);
  });
  hub.time.advance(60);
  await inWindow(async (page) => {
    await enterAsKeeper(page);
    expect(await heading(page)).toBe("Overview");
  });
  await inWindow(async (page) => {
    await page.goto(`${hub.url}/sign-in?next=/account/second-factor`);
    await typePassword(page, KEEPER, PASSWORD);
    await page.getByRole("link", { name: /recovery code/i }).click();
    await page.locator("input[name=code]").fill(recoveryCodes[0] ?? "");
    await page.locator("form:has(input[name=code]) button[type=submit]").click();
    await page.waitForURL(`${hub.url}/account/second-factor`);
    expect(await page.locator("main").innerText()).toContain("9 codes are left");
  });
}, 60_000);

test("a sign-in by the code of a letter", async () => {
  const person = await hub.makeUser();
  await inWindow(async (page) => {
    await page.goto(`${hub.url}/sign-in`);
    await page.locator('a[href^="/sign-in/email"]').click();
    await page.getByLabel("E-mail").fill(person.email ?? "");
    await button(page, "Send the code").click();
    await page.waitForURL(`${hub.url}/sign-in/email/code**`);
    await page.getByLabel("Code").fill((await letterTo(person.email ?? "")).code);
    await button(page, "Continue").click();
    await page.waitForURL(`${hub.url}/account`);
    expect(await page.locator("main").innerText()).toContain(person.email);
  });
});

test("a forgotten password: the letter's link, a new one, and the old one opens nothing", async () => {
  const person = await hub.makeUser();
  const renewed = "seven quiet lanterns at dusk";
  await inWindow(async (page) => {
    await page.goto(`${hub.url}/sign-in`);
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await page.locator("input[name=username]").fill(person.name);
    await page.locator("form:has(input[name=username]) button[type=submit]").click();
    await page.waitForURL(`${hub.url}/recover/code**`);
    await page.goto((await letterTo(person.email ?? "")).link);
    await page.locator("main form button[type=submit]").click();
    await page.waitForURL(`${hub.url}/recover/password**`);
    await page.locator("input[type=password]").first().fill(renewed);
    await page.locator("form:has(input[type=password]) button[type=submit]").click();
    await page.waitForURL((url) => !url.pathname.startsWith("/recover"));
  });
  await inWindow(async (page) => {
    await page.goto(`${hub.url}/sign-in`);
    await typePassword(page, person.name, person.password);
    await page.getByRole("alert").waitFor();
    await enter(page, { name: person.name, password: renewed });
  });
});

test("consent is given, seen, taken back, and asked for again", async () => {
  const person = await hub.makeUser();
  const made = await hub.makeClient({ name: "Ledger", consent: "always" });
  await inWindow(async (page) => {
    const { verifier, challenge } = pkce();
    await page.goto(authorizeUrl(hub, made, challenge));
    await typePassword(page, person.name, person.password);
    await page.waitForURL(`${hub.url}/consent**`);
    expect(await heading(page)).toBe("Ledger asks for access");
    await page.locator("button[name=consent][value=allow]").click();
    await page.waitForURL("https://app.example.com/callback**");
    const code = new URL(page.url()).searchParams.get("code") ?? "";
    const { status } = await redeem(hub, made, { code, code_verifier: verifier });
    expect(status).toBe(200);

    await page.goto(`${hub.url}/account/applications`);
    expect(await page.locator("main").innerText()).toContain("Ledger");
    await button(page, "Take access back").click();
    const confirm = page.locator("[popover] button[type=submit]").first();
    if (await confirm.isVisible()) await confirm.click();
    await page.getByText("No application has access").waitFor();
    await page.goto(authorizeUrl(hub, made, pkce().challenge));
    expect(await heading(page)).toBe("Ledger asks for access");
  });
});

test("the console: an application and a provider are added, and somebody comes through both", async () => {
  await inWindow(async (page) => {
    await enterAsKeeper(page, "/admin/applications/new");
    await page.getByLabel("Name", { exact: true }).fill("Notice board");
    await page.getByLabel(/Redirect addresses/).fill("https://app.example.com/callback");
    await page.locator("main form button[type=submit]").last().click();
    await page.waitForURL(/\/admin\/applications(?:\/[0-9a-f-]{36})?$/);
    expect(await heading(page)).toBe("Notice board");
    const clientId = (await page.locator("#client-id, [id*=client-id]").first().innerText()).trim();
    const known = await hub.hub.db.query
      .selectFrom("clients")
      .select(["id", "name"])
      .where("client_id", "=", clientId)
      .executeTakeFirstOrThrow();
    expect(known.name).toBe("Notice board");

    const app = hub.sandbox.sandbox.app("discord");
    await page.goto(`${hub.url}/admin/providers/add/discord`);
    await page.getByLabel(/Client ID/i).fill(app.clientId);
    await page.getByLabel(/Client secret/i).fill(app.clientSecret);
    await page.locator("main form button[type=submit]").last().click();
    await page.waitForURL(/\/admin\/providers\/[0-9a-f-]{36}/);
    expect(await heading(page)).toBe("Discord");
    const callback = `${hub.url}/accounts/discord/login/callback/`;
    expect(await page.locator("main").innerText()).toContain(callback);
    hub.sandbox.sandbox.registerApp({ ...app, redirectUris: [...app.redirectUris, callback] });
  });
  const person = await hub.makeUser();
  await inWindow(async (page) => {
    await enter(page, person);
    await page.goto(`${hub.url}/account/identities`);
    await button(page, /Link Discord/).click();
    await page.waitForURL(`${hub.sandbox.url}/**`);
    await button(page, /Mira Halden/).click();
    await page.waitForURL(`${hub.url}/account/identities**`);
    expect(await page.locator("main").innerText()).toContain("The identity is linked.");
  });
  await inWindow(async (page) => {
    await page.goto(`${hub.url}/sign-in`);
    await page.getByRole("link", { name: "Continue with Discord" }).click();
    await button(page, /Mira Halden/).click();
    await page.waitForURL(`${hub.url}/account`);
    expect(await page.locator("main").innerText()).toContain(person.email);

    await page.goto(`${hub.url}/account/identities`);
    await button(page, "Unlink").click();
    await page.locator("[popover]:popover-open button[type=submit]").click();
    await page.getByText("No identity is linked yet").waitFor();
  });
}, 60_000);

test("a device: its code, typed by somebody who is signed in, and its tokens", async () => {
  const person = await hub.makeUser();
  const television = await hub.makeClient({
    name: "Television",
    type: "public",
    grantTypes: [DEVICE_GRANT],
    redirectUris: [],
  });
  const client = { client_id: television.client.clientId };
  const { body } = await post(hub, "/api/device-auth", client);
  const poll = () => post(hub, TOKEN, { ...client, grant_type: DEVICE_GRANT, device_code: String(body.device_code) });
  expect((await poll()).body.error).toBe("authorization_pending");
  await inWindow(async (page) => {
    await page.goto(String(body.verification_uri));
    await typePassword(page, person.name, person.password);
    await page.getByLabel("Code").fill(String(body.user_code));
    await button(page, "Continue").click();
    await page.locator("button[name=decision][value=approve]").click();
    await page.locator("button[name=decision]").first().waitFor({ state: "detached" });
  });
  hub.time.advance(10);
  expect((await poll()).status).toBe(200);
});

test("an error's id is looked up by an administrator, and by nobody else", async () => {
  let id = "";
  await inWindow(async (page) => {
    const answer = await page.goto(`${hub.url}/accounts/discord/login/callback/?state=none&code=none`);
    id = answer?.headers()["x-request-id"] ?? "";
    expect(await page.locator("main").innerText()).toContain(id);
    await enter(page, await hub.makeUser());
    expect((await page.goto(`${hub.url}/admin/flows/${id}`))?.status()).toBe(403);
  });
  await inWindow(async (page) => {
    await enterAsKeeper(page, "/admin/flows");
    await page.locator("input[name=q]").fill(id);
    await page.locator("form:has(input[name=q]) button[type=submit]").click();
    await page.waitForURL(`${hub.url}/admin/flows/${id}`);
    expect(await page.locator("main").innerText()).toContain("GET /accounts/discord/login/callback/");
  });
});
