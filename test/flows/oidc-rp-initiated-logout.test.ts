/** OpenID Connect RP-Initiated Logout 1.0: who is signed out without being asked, who is asked, and where the browser may go. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, refresh, signedInBrowser, userinfo } from "../ground/oauth-client.ts";

const BACK = "https://app.example.com/signed-out";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  const signedInAt = async () => {
    const made = await hub.makeClient({ consent: "first-party", postLogoutRedirectUris: [BACK] });
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const { body } = await codeFlow(hub, browser, made);
    return { made, person, browser, body, hint: String(body.id_token) };
  };
  const address = (parameters: Record<string, string>) => `${hub.url}/api/logout?${new URLSearchParams(parameters)}`;
  const isSignedIn = async (browser: BrowserClient) =>
    new URL((await browser.open(`${hub.url}/account`)).url).pathname === "/account";

  test("an ID Token of this session signs out at once, ends what hangs on the session, and leads back with the state", async () => {
    const { browser, body, hint, made } = await signedInAt();
    const { leftTo } = await browser.open(
      address({ id_token_hint: hint, post_logout_redirect_uri: BACK, state: "s t&ä" }),
    );
    expect(leftTo?.href.startsWith(`${BACK}?`)).toBe(true);
    expect(leftTo?.searchParams.get("state")).toBe("s t&ä");
    expect(await isSignedIn(browser)).toBe(false);
    expect((await userinfo(hub, String(body.access_token))).status).toBe(401);
    expect((await refresh(hub, made, String(body.refresh_token))).body.error).toBe("invalid_grant");
  });

  test("by POST too, from the application's own site", async () => {
    const { browser, hint } = await signedInAt();
    const { leftTo } = await browser.open(`${hub.url}/api/logout`, {
      method: "POST",
      body: new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: BACK }).toString(),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: "https://app.example.com",
        "sec-fetch-site": "cross-site",
      },
    });
    expect(leftTo?.href).toBe(BACK);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test("an ID Token that has expired still says whose session it is", async () => {
    const { browser, hint, person } = await signedInAt();
    hub.time.advance(3600);
    expect(await isSignedIn(browser)).toBe(true);
    await browser.open(address({ id_token_hint: hint }));
    expect(await isSignedIn(browser)).toBe(false);
    expect(person.name).not.toBe("");
  });

  test("without a hint, or with somebody else's, the person is asked, and goes on to the application afterwards", async () => {
    const { browser, made } = await signedInAt();
    const { hint: others } = await signedInAt();
    expect(new URL((await browser.open(address({}))).url).pathname).toBe("/sign-out");
    const asked = await browser.open(
      address({ client_id: made.client.clientId, post_logout_redirect_uri: BACK, state: "x" }),
    );
    expect(new URL(asked.url).pathname).toBe("/sign-out");
    expect(asked.html).toContain(made.client.name);
    expect(new URL((await browser.open(address({ id_token_hint: others }))).url).pathname).toBe("/sign-out");
    expect(await isSignedIn(browser)).toBe(true);
    const { leftTo } = await browser.submit(asked, {}, "/sign-out");
    expect(leftTo?.href).toBe(`${BACK}?state=x`);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test.each([
    ["an address that is not registered", { post_logout_redirect_uri: `${BACK}/` }],
    ["a registered address with a query added", { post_logout_redirect_uri: `${BACK}?foo=bar` }],
    ["an address of nobody", { post_logout_redirect_uri: "https://evil.example/" }],
    ["a hint that was changed", { id_token_hint: "x.y.z" }],
    ["a client that there is none of", { client_id: "nobody" }],
  ])("%s: a page, never a redirect, and nobody is signed out", async (_what, bad) => {
    const { browser, hint } = await signedInAt();
    const shown = await browser.open(address({ id_token_hint: hint, post_logout_redirect_uri: BACK, ...bad }));
    expect([shown.status, shown.leftTo]).toEqual([400, null]);
    expect(await isSignedIn(browser)).toBe(true);
  });

  test("a hint alone ends at our own page, also with a state; an address without a state is not given one", async () => {
    for (const more of [{}, { state: "x" }]) {
      const { browser, hint } = await signedInAt();
      const shown = await browser.open(address({ id_token_hint: hint, ...more }));
      expect([new URL(shown.url).pathname, new URL(shown.url).search, shown.leftTo]).toEqual(["/signed-out", "", null]);
      expect(await isSignedIn(browser)).toBe(false);
    }
    const { browser, hint } = await signedInAt();
    const { leftTo } = await browser.open(address({ id_token_hint: hint, post_logout_redirect_uri: BACK }));
    expect(leftTo?.href).toBe(BACK);
  });

  test("a state alone is nobody's request: the person is asked, and stays here", async () => {
    const { browser } = await signedInAt();
    const asked = await browser.open(address({ state: "x" }));
    expect(new URL(asked.url).pathname).toBe("/sign-out");
    expect(await isSignedIn(browser)).toBe(true);
    const shown = await browser.submit(asked, {}, "/sign-out");
    expect([new URL(shown.url).pathname, shown.leftTo]).toEqual(["/signed-out", null]);
  });

  test("an address without an application, a hint for another application, a doubled parameter: refused", async () => {
    const { browser, hint } = await signedInAt();
    const other = await hub.makeClient({ postLogoutRedirectUris: [BACK] });
    expect((await browser.open(address({ post_logout_redirect_uri: BACK }))).status).toBe(400);
    expect((await browser.open(address({ id_token_hint: hint, client_id: other.client.clientId }))).status).toBe(400);
    expect((await browser.open(`${address({ id_token_hint: hint })}&state=a&state=b`)).status).toBe(400);
    expect(await isSignedIn(browser)).toBe(true);
  });

  test("a bent form on the page leads nowhere but home", async () => {
    const { browser, made } = await signedInAt();
    const asked = await browser.open(address({ client_id: made.client.clientId, post_logout_redirect_uri: BACK }));
    const shown = await browser.submit(asked, { post_logout_redirect_uri: "https://evil.example/" }, "/sign-out");
    expect([new URL(shown.url).pathname, shown.leftTo]).toEqual(["/signed-out", null]);
  });
});
