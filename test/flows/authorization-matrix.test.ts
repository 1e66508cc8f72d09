/**
 * Who may come in where: every page route of the hub against nobody, somebody and an administrator, and every form against
 * what is not our own page. A route that is added is in here by itself.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHubApp } from "../../src/hub/app.ts";
import type { PageRoute } from "../../src/hub/web/route.ts";
import { github } from "../../src/providers/catalogue/index.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { grown, rowsOf } from "./rows.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const FORM = "application/x-www-form-urlencoded";

/** The path with something in the place of each `:name`. */
const pathOf = ({ path }: PageRoute): string =>
  path.replace(":slug", "github").replace(":entry", github.id).replace(/:\w+/g, NOBODY);

const sentence = ({ method, path }: PageRoute): string => `${method} ${path}`;

/** A form as its page sends it: one that brings a file is written in another way. */
function sent({ upload }: PageRoute, csrf: string | undefined, headers: Record<string, string>) {
  const fields = csrf === undefined ? {} : { csrf };
  if (upload === undefined)
    return { body: new URLSearchParams(fields).toString(), headers: { "content-type": FORM, ...headers } };
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set("file", new Blob(["x"]), "x");
  return { body, headers };
}

eachDatabase((fresh) => {
  let hub: TestHub;
  let routes: readonly PageRoute[];
  let browsers: Readonly<Record<"anonymous" | "user" | "administrator", BrowserClient>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    routes = createHubApp(hub.hub).routes.filter((route) => route.kind === "page");
    await hub.makeUser({ isAdmin: true });
    browsers = {
      anonymous: new BrowserClient(hub.url),
      user: await signedInBrowser(hub, await hub.makeUser()),
      administrator: await signedInBrowser(hub, await hub.makeUser({ isAdmin: true })),
    };
  });
  afterAll(() => hub.close());

  async function csrfOf(browser: BrowserClient): Promise<string> {
    const response = await browser.request(`${hub.url}/sign-in?confirm=1`);
    const [, csrf] = /name="csrf" value="([^"]+)"/.exec(await response.text()) ?? [];
    if (csrf === undefined) throw new Error("the sign-in page has no form token");
    return csrf;
  }

  async function call(
    browser: BrowserClient,
    route: PageRoute,
    { csrf, headers = {} }: { csrf?: string; headers?: Record<string, string> } = {},
  ): Promise<{ readonly status: number; readonly to: URL | null }> {
    const response = await browser.request(`${hub.url}${pathOf(route)}`, {
      method: route.method,
      ...(route.method === "POST" ? sent(route, csrf, { origin: hub.url, ...headers }) : {}),
    });
    await response.body?.cancel();
    const location = response.headers.get("location");
    return { status: response.status, to: location === null ? null : new URL(location, hub.url) };
  }

  const isSentToSignIn = ({ status, to }: Awaited<ReturnType<typeof call>>): boolean =>
    status === 303 && to?.pathname === "/sign-in";

  test("there are routes for everybody, for people and for administrators, and every change of the console needs a fresh sign-in", () => {
    const count = (access: PageRoute["access"]) => routes.filter((route) => route.access === access).length;
    expect(count("anyone")).toBeGreaterThan(5);
    expect(count("signed-in")).toBeGreaterThan(10);
    expect(count("administrator")).toBeGreaterThan(20);
    const changes = routes.filter((route) => route.access === "administrator" && route.method === "POST");
    expect(changes.filter((route) => route.recent !== true).map(sentence)).toEqual([]);
    const underAdmin = routes.filter(({ path }) => path === "/admin" || path.startsWith("/admin/"));
    expect(underAdmin.filter(({ access }) => access !== "administrator").map(sentence)).toEqual([]);
  });

  test("nobody is sent to sign in, a person is refused where only administrators go, and whoever may comes in", async () => {
    const wrong: string[] = [];
    for (const [who, browser] of Object.entries(browsers)) {
      const csrf = await csrfOf(browser);
      for (const route of routes) {
        if (route.access === "anyone") continue;
        const answer = await call(browser, route, { csrf });
        const asExpected =
          who === "anonymous"
            ? isSentToSignIn(answer)
            : who === "user" && route.access === "administrator"
              ? answer.status === 403
              : answer.status !== 403 && answer.status < 500 && !isSentToSignIn(answer);
        if (!asExpected) wrong.push(`${who}: ${sentence(route)}: ${answer.status} ${answer.to ?? ""}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("whoever was switched off is nobody, in the session that they had", async () => {
    const person = await hub.makeUser({ isAdmin: true });
    const browser = await signedInBrowser(hub, person);
    const csrf = await csrfOf(browser);
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ disabled_at: hub.time.now() }).where("id", "=", person.id).execute(),
    );
    const before = await rowsOf(hub);
    const wrong: string[] = [];
    for (const route of routes.filter(({ access }) => access !== "anyone")) {
      const answer = await call(browser, route, { csrf });
      if (!isSentToSignIn(answer)) wrong.push(`${sentence(route)}: ${answer.status} ${answer.to ?? ""}`);
    }
    expect(wrong).toEqual([]);
    expect(Object.keys(grown(before, await rowsOf(hub))).filter((table) => table !== "kept_forms")).toEqual([]);
  });

  test("what needs a fresh sign-in asks for it after fifteen minutes, and stores nothing but the form", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
    const csrf = await csrfOf(browser);
    hub.time.advance(901);
    const before = await rowsOf(hub);
    const fresh = routes.filter((route) => route.recent === true);
    const answers = await Promise.all(fresh.map((route) => call(browser, route, { csrf })));
    const wrong = fresh.filter((_route, index) => {
      const answer = answers[index];
      return !answer || !isSentToSignIn(answer) || answer.to?.searchParams.get("confirm") !== "1";
    });
    expect(fresh.length).toBeGreaterThan(15);
    expect(wrong.map(sentence)).toEqual([]);
    expect(Object.keys(grown(before, await rowsOf(hub)))).toEqual(["kept_forms"]);
  });

  const NOT_OURS: readonly (readonly [
    string,
    (csrf: string) => { csrf?: string; headers?: Record<string, string> },
  ])[] = [
    ["no form token", () => ({})],
    ["an empty form token", () => ({ csrf: "" })],
    ["another browser's form token", (csrf) => ({ csrf: `${csrf.slice(0, -2)}${csrf.endsWith("AA") ? "BB" : "AA"}` })],
    ["a foreign Origin", (csrf) => ({ csrf, headers: { origin: "https://evil.example" } })],
    ["an Origin of another port", (csrf) => ({ csrf, headers: { origin: "http://localhost:1" } })],
    ["a cross-site fetch", (csrf) => ({ csrf, headers: { "sec-fetch-site": "cross-site" } })],
    ["a fetch from another host of the site", (csrf) => ({ csrf, headers: { "sec-fetch-site": "same-site" } })],
  ];

  test.each(NOT_OURS)("%s: every form is refused, whoever sends it, and nothing is stored", async (_name, bend) => {
    const forms = routes.filter(({ method }) => method === "POST");
    expect(forms.length).toBeGreaterThan(20);
    const before = await rowsOf(hub);
    const accepted: string[] = [];
    // What brings a file is read for nobody who may not come in: those are sent to sign in, or refused, before it.
    const isRefused = (route: PageRoute, answer: Awaited<ReturnType<typeof call>> | undefined) =>
      answer !== undefined && (answer.status === 403 || (route.upload !== undefined && isSentToSignIn(answer)));
    for (const [who, browser] of Object.entries(browsers)) {
      const csrf = await csrfOf(browser);
      const answers = await Promise.all(forms.map((route) => call(browser, route, bend(csrf))));
      for (const [index, route] of forms.entries()) {
        if (!isRefused(route, answers[index])) accepted.push(`${who}: ${sentence(route)}: ${answers[index]?.status}`);
      }
    }
    expect(accepted).toEqual([]);
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("a form that is no form is refused", async () => {
    const { administrator } = browsers;
    const csrf = await csrfOf(administrator);
    const bodies = [
      ["application/json", JSON.stringify({ csrf })],
      ["text/plain", `csrf=${csrf}`],
      ["multipart/form-data; boundary=x", `--x\r\ncontent-disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n--x--`],
    ];
    for (const route of routes.filter(({ method }) => method === "POST")) {
      for (const [type = "", body = ""] of bodies) {
        if (route.upload !== undefined && type.startsWith("multipart/")) continue;
        const response = await administrator.request(`${hub.url}${pathOf(route)}`, {
          method: "POST",
          body,
          headers: { "content-type": type, origin: hub.url },
        });
        await response.body?.cancel();
        expect(`${sentence(route)} ${type}: ${response.status}`).toBe(`${sentence(route)} ${type}: 415`);
      }
    }
  });

  test("an administrator whose right is taken away or whose account is switched off is out with the next request", async () => {
    const person = await hub.makeUser({ isAdmin: true });
    const browser = await signedInBrowser(hub, person);
    const status = async () => (await browser.request(`${hub.url}/admin`)).status;
    const set = (change: { is_admin?: 0; disabled_at?: number }) =>
      hub.hub.db.write((tx) => tx.query.updateTable("users").set(change).where("id", "=", person.id).execute());
    expect(await status()).toBe(200);
    await set({ is_admin: 0 });
    expect(await status()).toBe(403);
    await set({ disabled_at: hub.time.now() });
    expect(await status()).toBe(303);
  });
});
