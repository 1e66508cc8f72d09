/**
 * casdoor-js-sdk, unmodified, in a real browser: a page of another origin signs a person in with PKCE and no secret, and
 * calls the token endpoint and userinfo across origins.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../ground/bundle.ts";
import { launchChromium } from "../ground/chromium.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { type Site, serveSite } from "../ground/static-site.ts";

const APPLICATION = `
  import Sdk from "casdoor-js-sdk";
  const { serverUrl, clientId } = window.settings;
  const sdk = new Sdk({ serverUrl, clientId, appName: "app", organizationName: "main", redirectPath: "/callback" });
  const show = (value) => { document.body.textContent = JSON.stringify(value); document.body.id = "done"; };
  if (location.pathname === "/callback") {
    const token = await sdk.exchangeForAccessToken();
    const again = await sdk.refreshAccessToken(token.refresh_token);
    show({ token, again, info: await sdk.getUserInfo(again.access_token), parsed: sdk.parseAccessToken(token.access_token) });
  } else await sdk.signin_redirect();
`;

let hub: TestHub;
let site: Site;
let browser: Browser;
const pages: Record<string, string> = {};

beforeAll(async () => {
  hub = await startHub();
  site = await serveSite(pages);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await hub?.close();
});

test("signs a person in, refreshes and reads userinfo from another origin", async () => {
  const person = await hub.makeUser();
  const { client } = await hub.makeClient({ type: "public", redirectUris: [`${site.url}/callback`], consent: "once" });
  pages["/app.js"] = await bundle(APPLICATION);
  pages["/"] =
    `<!doctype html><body><script>window.settings = ${JSON.stringify({ serverUrl: hub.url, clientId: client.clientId })}</script>
    <script type="module" src="/app.js"></script></body>`;
  const page = await browser.newPage();
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(String(error)));
  await page.goto(site.url);
  await page.getByLabel("Username or e-mail").fill(person.name);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await page.waitForSelector("#done");
  const shown = JSON.parse((await page.textContent("body")) ?? "{}");
  expect(failures).toEqual([]);
  expect(shown.token).toMatchObject({ token_type: "Bearer", scope: "profile" });
  expect(shown.again.refresh_token).not.toBe(shown.token.refresh_token);
  expect(shown.parsed.payload).toMatchObject({ iss: hub.url, sub: person.id });
  expect(shown.info).toMatchObject({ sub: person.id, preferred_username: person.name });
  await page.close();
});
