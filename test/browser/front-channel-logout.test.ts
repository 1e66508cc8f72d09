/**
 * Front-channel log-out in a real browser: two applications on origins of their own are loaded behind the signed-out page, each
 * with the cookie that it gave this browser, and the browser goes on to the one that asked; without scripts by the link,
 * and in spite of one that hangs.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { launchChromium } from "../ground/chromium.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, pkce } from "../ground/oauth-client.ts";

interface Application {
  readonly url: string;
  readonly made: MadeClient;
  /** The frames that were loaded: their queries, and the cookies that came along. */
  readonly loaded: { readonly query: URLSearchParams; readonly cookie: string }[];
  hangs: boolean;
  close(): Promise<void>;
}

let hub: TestHub;
let browser: Browser;
let context: BrowserContext;
let applications: readonly [Application, Application];

async function startApplication(name: string): Promise<Application> {
  const at = ({ url = "/" }: IncomingMessage) => new URL(url, "http://application");
  const server = createServer((request, response) => {
    const { pathname, searchParams } = at(request);
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (pathname === "/callback") response.setHeader("set-cookie", `${name}=signed-in; Path=/; HttpOnly; SameSite=Lax`);
    if (pathname !== "/front-channel") {
      response.end(`<!doctype html><title>${name}</title><h1>${name} ${pathname}</h1>`);
      return;
    }
    application.loaded.push({ query: searchParams, cookie: request.headers.cookie ?? "" });
    if (!application.hangs) response.end("<!doctype html><title>out</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://localhost:${address && typeof address === "object" ? address.port : 0}`;
  const application: Application = {
    url,
    made: await hub.makeClient({
      name,
      consent: "first-party",
      redirectUris: [`${url}/callback`],
      postLogoutRedirectUris: [`${url}/bye`],
      frontchannelLogoutUri: `${url}/front-channel`,
      frontchannelLogoutSessionRequired: true,
    }),
    loaded: [],
    hangs: false,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return application;
}

beforeAll(async () => {
  [hub, browser] = await Promise.all([startHub(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await hub?.close();
});
beforeEach(async () => {
  applications = [await startApplication(`first${Math.random()}`), await startApplication(`second${Math.random()}`)];
});
afterEach(async () => {
  await context.close();
  for (const application of applications) await application.close();
});

/** Signs somebody in to both applications, and opens the question of the first one. */
async function ask(options: Parameters<Browser["newContext"]>[0] = {}): Promise<{ page: Page; problems: string[] }> {
  context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  const person = await hub.makeUser();
  for (const [at, { made, url }] of applications.entries()) {
    await page.goto(authorizeUrl(hub, made, pkce().challenge));
    if (at === 0) {
      await page.getByLabel("Username or e-mail").fill(person.name);
      await page.getByLabel("Password").fill(person.password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    }
    await page.waitForURL(`${url}/callback**`);
  }
  const [{ made, url }] = applications;
  const query = { client_id: made.client.clientId, post_logout_redirect_uri: `${url}/bye`, state: "x" };
  await page.goto(`${hub.url}/api/logout?${new URLSearchParams(query)}`);
  expect(new URL(page.url()).pathname).toBe("/sign-out");
  return { page, problems };
}

const loadedOnce = () => {
  const sids = applications.map(({ loaded, made }) => {
    expect(loaded).toHaveLength(1);
    const [frame] = loaded;
    expect(frame?.cookie).toContain(`${made.client.name}=signed-in`);
    expect(frame?.query.get("iss")).toBe(hub.url);
    return frame?.query.get("sid");
  });
  expect(sids[0]).toMatch(/^[\w-]{22}$/);
  expect(new Set(sids).size).toBe(1);
};

test("both are loaded with their own cookies, then the browser goes on by itself", async () => {
  const { page, problems } = await ask();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(`${applications[0].url}/bye?state=x`);
  loadedOnce();
  expect(problems).toEqual([]);
  // The way back leads behind the page that went on, and not to it again.
  await page.goto(`${hub.url}/account`);
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});

test("one that hangs does not keep anybody: after five seconds it goes on", async () => {
  applications[1].hangs = true;
  const { page } = await ask();
  await page.clock.install();
  await page.getByRole("button", { name: "Sign out" }).click({ noWaitAfter: true });
  await page.waitForURL(`${hub.url}/signed-out**`, { waitUntil: "commit" });
  await page.getByRole("link", { name: "Back to" }).waitFor();
  await expect.poll(() => applications.map(({ loaded }) => loaded.length)).toEqual([1, 1]);
  expect(new URL(page.url()).pathname).toBe("/signed-out");
  await page.clock.fastForward(5000);
  await page.waitForURL(`${applications[0].url}/bye?state=x`);
  loadedOnce();
});

test("without scripts both are loaded, and the link leads back", async () => {
  const { page, problems } = await ask({ javaScriptEnabled: false });
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(`${hub.url}/signed-out**`);
  await page.waitForLoadState("load");
  loadedOnce();
  expect(await page.locator("iframe:visible").count()).toBe(0);
  await page.getByRole("link", { name: "Back to" }).click();
  await page.waitForURL(`${applications[0].url}/bye?state=x`);
  expect(problems).toEqual([]);
});
