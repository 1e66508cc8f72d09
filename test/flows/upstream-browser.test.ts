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
