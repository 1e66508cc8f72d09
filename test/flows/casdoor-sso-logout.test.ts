/**
 * Casdoor's ways to sign out that are calls: `/api/sso-logout` and `/api/logout` with a token or from our own pages. What each of
 * them ends, what stays, and who may not ask.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, codeFlow, post, refresh, signedInBrowser, TOKEN, userinfo } from "../ground/oauth-client.ts";

const SSO = "/api/sso-logout";
const LOGOUT = "/api/logout";
const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };
const JSON_ONLY = { accept: "application/json, text/plain, */*" };
const ENVELOPE = { msg: "", sub: "", name: "", data: null, data2: null, data3: null };
const OK = { status: "ok", ...ENVELOPE };
const LOG_IN = { ...OK, status: "error", msg: "Please login first", data: "Please login first" };

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  /** Somebody with two browsers, both signed in to one application. */
  async function scene(scope = "openid profile") {
    const made = await hub.makeClient({ consent: "first-party" });
    const person = await hub.makeUser();
    const sides = [];
    for (let side = 0; side < 2; side += 1) {
      const browser = await signedInBrowser(hub, person);
      const { body } = await codeFlow(hub, browser, made, { scope });
      sides.push({ browser, access: String(body.access_token), refreshing: String(body.refresh_token) });
    }
    const [here, there] = sides;
    if (!here || !there) throw new Error("two sides");
    return { made, person, here, there };
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const isSignedIn = async (browser: BrowserClient) =>
    new URL((await browser.open(`${hub.url}/account`)).url).pathname === "/account";
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${hub.url}${path}`, { redirect: "manual", ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const eventsOf = async (id: string) => {
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .select(["client_id", "detail"])
      .where("actor_id", "=", id)
      .where("action", "=", "user.signed-out")
      .execute();
    return rows.map(({ client_id, detail }) => ({ client_id, ...JSON.parse(detail) }));
  };

  test.each([
    ["POST", ""],
    ["POST", "?logoutAll=true"],
    ["GET", "?logoutAll="],
  ])("a token by %s %s ends every session of its person, and what hangs on them", async (method, query) => {
    const { made, person, here, there } = await scene();
    const answer = await call(`${SSO}${query}`, { method, headers: bearer(here.access) });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, OK]);
    expect([answer.headers.get("cache-control"), answer.headers.get("access-control-allow-origin")]).toEqual([
      "no-store",
      "*",
    ]);
    for (const { browser, access, refreshing } of [here, there]) {
      expect(await isSignedIn(browser)).toBe(false);
      expect((await userinfo(hub, access)).status).toBe(401);
      expect((await refresh(hub, made, refreshing)).body.error).toBe("invalid_grant");
    }
    expect(await eventsOf(person.id)).toEqual([{ client_id: made.client.id, everywhere: true, sessions: 2 }]);
  });

  test.each([
    ["POST", `${SSO}?logoutAll=false`],
    ["GET", `${SSO}?logoutAll=0`],
    ["POST", LOGOUT],
    ["GET", LOGOUT],
  ])("a token by %s %s ends the session that it comes from, and no other", async (method, path) => {
    const { made, person, here, there } = await scene();
    const answer = await call(path, { method, headers: bearer(here.access) });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, OK]);
    expect([await isSignedIn(here.browser), await isSignedIn(there.browser)]).toEqual([false, true]);
    expect([(await userinfo(hub, here.access)).status, (await userinfo(hub, there.access)).status]).toEqual([401, 200]);
    expect(await eventsOf(person.id)).toEqual([{ client_id: made.client.id, everywhere: false, sessions: 1 }]);
  });

  test("what was asked for to outlive the sign-in does, but for the token that asks", async () => {
    const { made, here, there } = await scene("openid offline_access");
    expect(JSON.parse((await call(SSO, { method: "POST", headers: bearer(here.access) })).text)).toEqual(OK);
    expect([await isSignedIn(here.browser), await isSignedIn(there.browser)]).toEqual([false, false]);
    expect((await refresh(hub, made, here.refreshing)).body.error).toBe("invalid_grant");
    expect((await refresh(hub, made, there.refreshing)).status).toBe(200);
  });

  test("a token that is not good, a client's own, and one in the address end nothing", async () => {
    const { made, here, person } = await scene();
    const own = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const machine = await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(own));
    const bad = [bearer("x"), bearer(String(machine.body.access_token)), basic(made), { authorization: "Bearer" }];
    for (const headers of bad) {
      for (const path of [SSO, LOGOUT])
        expect(JSON.parse((await call(path, { method: "POST", headers })).text)).toEqual(LOG_IN);
    }
    const inQuery = `?accessToken=${here.access}&access_token=${here.access}`;
    expect(JSON.parse((await call(SSO + inQuery, { method: "POST" })).text)).toEqual(OK);
    expect(await isSignedIn(here.browser)).toBe(true);
    expect(await eventsOf(person.id)).toEqual([]);
  });

  test("a bad token is not made good by the cookie beside it", async () => {
    const { here } = await scene();
    const headers = { ...bearer("x"), cookie: here.browser.cookieHeader(hub.url), origin: hub.url, ...SAME_ORIGIN };
    expect(JSON.parse((await call(SSO, { method: "POST", headers })).text)).toEqual(LOG_IN);
    expect(await isSignedIn(here.browser)).toBe(true);
  });

  test.each([
    ["a link", { accept: "text/html" }],
    ["a link from another site", { accept: "text/html", "sec-fetch-site": "cross-site" }],
    ["a script", { ...JSON_ONLY, ...SAME_ORIGIN }],
  ])("by the cookie, %s only leads to the question", async (_what, headers) => {
    const { here, there, person } = await scene();
    for (const path of [SSO, `${SSO}?logoutAll=false`, LOGOUT]) {
      const response = await here.browser.request(`${hub.url}${path}`, { headers });
      expect([path, response.status, response.headers.get("location")]).toEqual([path, 303, "/sign-out"]);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    expect([await isSignedIn(here.browser), await isSignedIn(there.browser)]).toEqual([true, true]);
    expect(await eventsOf(person.id)).toEqual([]);
  });

  test.each([
    ["this session", `${SSO}?logoutAll=false`, true],
    ["this session, by the other address", LOGOUT, true],
    ["all of them", SSO, false],
  ])("by the cookie, a POST of our own page ends %s", async (_what, path, othersStay) => {
    const { here, there } = await scene();
    const headers = { ...JSON_ONLY, origin: hub.url, ...SAME_ORIGIN };
    const response = await here.browser.request(`${hub.url}${path}`, { method: "POST", headers });
    expect([response.status, await response.json()]).toEqual([200, OK]);
    expect(here.browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
    expect([await isSignedIn(here.browser), await isSignedIn(there.browser)]).toEqual([false, othersStay]);
  });

  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["another site's page", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["a neighbour of our host", { origin: "http://localhost:1", "sec-fetch-site": "same-site" }],
    ["nobody says where", {}],
    ["a page without an origin", { origin: "null" }],
  ])("by the cookie, a POST from %s ends nothing", async (_what, headers) => {
    const { here, person } = await scene();
    for (const path of [SSO, LOGOUT]) {
      const response = await here.browser.request(`${hub.url}${path}`, {
        method: "POST",
        headers: { ...JSON_ONLY, ...headers },
      });
      expect([path, response.headers.getSetCookie()]).toEqual([path, []]);
      expect([path, (await response.text()).includes('"status":"ok"')]).toEqual([path, false]);
    }
    expect(await isSignedIn(here.browser)).toBe(true);
    expect(await eventsOf(person.id)).toEqual([]);
  });

  test("nobody at all is answered as somebody who has just been signed out", async () => {
    for (const method of ["GET", "POST"]) {
      const answer = await call(SSO, { method });
      expect([answer.status, JSON.parse(answer.text)]).toEqual([200, OK]);
    }
    expect(JSON.parse((await call(LOGOUT, { method: "POST", headers: JSON_ONLY })).text)).toEqual(OK);
  });

  test("scripts of other origins may bring a token: the preflight says so, and says nothing of cookies", async () => {
    const answer = await call(SSO, { method: "OPTIONS", headers: { origin: "https://app.example.com" } });
    expect(answer.headers.get("access-control-allow-methods")).toBe("GET, POST, OPTIONS");
    expect(answer.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });
});
