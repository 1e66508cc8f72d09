/**
 * The two ways back that lean on the browser, in a real one: a form of another site brings no cookie of ours and the sign-in
 * goes on all the same; a fragment is read by the page's script under our content security policy, and leaves the address.
 */
import { createHash, createHmac } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../ground/chromium.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";

let hub: SandboxedHub;
let chromium: Browser;
beforeAll(async () => {
  hub = await startSandboxedHub();
  chromium = await launchChromium();
}, 60_000);
afterAll(async () => {
  await chromium.close();
  await hub.close();
});

/** Opens the sign-in at a provider of an application's request, as a person would; the application's own page is not there. */
async function toProvider(slug: string): Promise<Page> {
  const made = await hub.makeClient({ allowSignUp: true, consent: "first-party", type: "public" });
  const page = await (await chromium.newContext()).newPage();
  await page.route("https://app.example.com/**", (route) => route.fulfill({ body: "the application" }));
  const challenge = createHash("sha256").update("v".repeat(43)).digest("base64url");
  const request = new URLSearchParams({
    client_id: made.client.clientId,
    redirect_uri: "https://app.example.com/callback",
    response_type: "code",
    scope: "openid",
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  await page.goto(`${hub.url}/login/oauth/authorize?${request}`);
  await page.click(`a[href^="/accounts/${slug}/login/"]`);
  return page;
}

test("a form that another site posts", async () => {
  const { slug } = await hub.addProvider("apple");
  // `localhost` and `127.0.0.1` are two sites to a browser, as a provider and a hub are.
  const page = await toProvider(slug);
  await page.goto(page.url().replace("//localhost:", "//127.0.0.1:"));
  await page.click("button[name=person]");
  await page.click("#form-back button");
  await page.waitForURL("https://app.example.com/**");
  expect(new URL(page.url()).searchParams.get("code")).toMatch(/^[\w-]{43}$/);
}, 60_000);

test("a fragment", async () => {
  const settings = { ...hub.sandbox.sandbox.demoSettings("telegram"), variant: "widget" };
  const { slug } = await hub.addProvider("telegram", { settings });
  const page = await toProvider(slug);
  const { clientSecret } = hub.sandbox.sandbox.app("telegram");
  const callback = new URL(new URL(page.url()).searchParams.get("return_to") ?? "");
  const fields = { id: "4711", first_name: "Mira", auth_date: String(hub.time.now()) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  const key = createHash("sha256").update(clientSecret).digest();
  const signature = createHmac("sha256", key).update(lines.sort().join("\n")).digest("hex");
  const packed = Buffer.from(JSON.stringify({ ...fields, hash: signature })).toString("base64url");
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await page.goto(`${callback.href}#tgAuthResult=${packed}`);
  await page.waitForURL("https://app.example.com/**");
  expect(new URL(page.url()).searchParams.get("code")).toMatch(/^[\w-]{43}$/);
  expect(addresses.filter((address) => address.startsWith(hub.url)).join(" ")).not.toContain(packed);
}, 60_000);

test("a provider's own script, in a window of its own, under the page's policy", async () => {
  const { slug } = await hub.addProvider("facebook", { settings: { method: "js_sdk" } });
  const page = await toProvider(slug);
  const refused: string[] = [];
  page.on("console", (message) => refused.push(message.text()));
  const dialogs = () => Promise.all([page.waitForEvent("popup"), page.click("form[data-sdk] button")]);
  await page.waitForSelector("form[data-sdk] button:not([hidden])");

  const [denied] = await dialogs();
  await denied.click("button[name=allow]");
  await page.waitForSelector("[data-sdk-failed]:not([hidden])");

  const [dialog] = await dialogs();
  const [request] = await Promise.all([
    page.waitForRequest("https://app.example.com/**"),
    dialog.click("button[name=person]"),
  ]);
  expect(new URL(request.url()).searchParams.get("code")).toMatch(/^[\w-]{43}$/);
  expect(refused.filter((text) => /policy|refused/i.test(text))).toEqual([]);
}, 60_000);

test("a start page in the frame of the provider's site leads the whole window on; another site has no such frame", async () => {
  const { slug } = await hub.addProvider("shopify", { settings: { isEmbedded: "true" } });
  const page = await (await chromium.newContext()).newPage();
  const start = `/accounts/${slug}/login/?shop=sandbox`;
  // A public site may not frame this machine, so the hub's answers, headers and all, stand under a public name.
  const frame = `<!doctype html><iframe src="https://hub.example${start}&embedded=1"></iframe>`;
  for (const site of ["https://sandbox.myshopify.com/**", "https://evil.example/**"])
    await page.route(site, (route) => route.fulfill({ contentType: "text/html", body: frame }));
  await page.route("https://hub.example/**", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    return route.fulfill({ response: await route.fetch({ url: hub.url + pathname + search, maxRedirects: 0 }) });
  });

  await page.goto("https://evil.example/");
  expect(await page.frameLocator("iframe").locator("a[data-top-window]").count()).toBe(0);

  const whole = page.waitForRequest((request) => request.frame() === page.mainFrame() && request.url().endsWith(start));
  await page.goto("https://sandbox.myshopify.com/admin").catch(() => undefined);
  await page
    .frameLocator("iframe")
    .locator("a[data-top-window]")
    .click({ timeout: 5000 })
    .catch(() => undefined);
  expect(new URL((await whole).url()).host).toBe("hub.example");
}, 60_000);
