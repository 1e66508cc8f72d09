/**
 * oidc-client-ts, unmodified, in a real browser: a page of another origin signs a person in with PKCE, renews its tokens by the
 * refresh token, reads userinfo, and signs out through the hub back to itself.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../ground/bundle.ts";
import { launchChromium } from "../ground/chromium.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { type Site, serveSite } from "../ground/static-site.ts";

const APPLICATION = `
  import { UserManager, WebStorageStateStore } from "oidc-client-ts";
  const { authority, client_id } = window.settings;
  const manager = new UserManager({
    authority, client_id, redirect_uri: location.origin + "/callback", post_logout_redirect_uri: location.origin + "/bye",
    scope: "openid profile offline_access", loadUserInfo: true, userStore: new WebStorageStateStore({ store: localStorage }),
  });
  const show = (value) => { document.body.textContent = JSON.stringify(value); document.body.id = "done"; };
  if (location.pathname === "/callback") {
    const user = await manager.signinCallback();
    const again = await manager.signinSilent();
    show({ profile: user.profile, renewed: again.refresh_token !== user.refresh_token, type: again.token_type });
  } else if (location.pathname === "/leave") await manager.signoutRedirect();
  else if (location.pathname === "/bye") { await manager.signoutCallback(); show({ user: await manager.getUser() }); }
  else await manager.signinRedirect();
`;

let hub: TestHub;
let site: Site;
let browser: Browser;
const pages: Record<string, string> = {};

beforeAll(async () => {
  hub = await startHub();
  // The library looks at the browser's clock.
  hub.time.advance(Math.floor(Date.now() / 1000) - hub.time.now());
  site = await serveSite(pages);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await hub?.close();
});

test("signs a person in, renews and signs out, from another origin", async () => {
  const person = await hub.makeUser();
  const { client } = await hub.makeClient({
    type: "public",
    redirectUris: [`${site.url}/callback`],
    postLogoutRedirectUris: [`${site.url}/bye`],
  });
  pages["/app.js"] = await bundle(APPLICATION);
  pages["/"] =
    `<!doctype html><body><script>window.settings = ${JSON.stringify({ authority: hub.url, client_id: client.clientId })}</script>
    <script type="module" src="/app.js"></script></body>`;
  const page = await browser.newPage();
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(String(error)));
  await page.goto(site.url);
  await page.getByLabel("Username or e-mail").fill(person.name);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  // A page at a loopback address can be any program that says so: the person is asked.
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await page.waitForSelector("#done");
  const shown = JSON.parse((await page.textContent("body")) ?? "{}");
  expect(failures).toEqual([]);
  expect(shown).toMatchObject({
    profile: { sub: person.id, preferred_username: person.name },
    renewed: true,
    type: "Bearer",
  });
  await page.goto(`${site.url}/leave`);
  await page.waitForURL(/\/bye/);
  await page.waitForSelector("#done");
  expect(JSON.parse((await page.textContent("body")) ?? "{}")).toEqual({ user: null });
  expect(failures).toEqual([]);
  await page.close();
});
