/**
 * The modules of the OpenID Foundation's log-out plans: RP-initiated, front-channel and back-channel. Each test is named by its
 * module and does what it does.
 */
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LogoutReceiver, startLogoutReceiver } from "../flows/logout-receiver.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, codeFlow, signedInBrowser } from "../ground/oauth-client.ts";

const BACK = "https://app.example.com/signed-out";
const FRAME = "https://app.example.com/front-channel";

type Document = Record<string, unknown>;

eachDatabase((fresh) => {
  let hub: TestHub;
  let receiver: LogoutReceiver;
  let made: Awaited<ReturnType<TestHub["makeClient"]>>;
  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    hub = await startHub({ ...(await fresh()), environment: { ALLDOOR_ALLOW_PRIVATE: receiver.host } });
    made = await hub.makeClient({ consent: "first-party", postLogoutRedirectUris: [BACK] });
  });
  afterAll(async () => {
    await hub.close();
    await receiver.close();
  });

  const discovery = async (): Promise<Document> =>
    (await (await fetch(`${hub.url}/.well-known/openid-configuration`)).json()) as Document;
  const signedIn = async (client = made) => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { body } = await codeFlow(hub, browser, client);
    return { browser, hint: String(body.id_token) };
  };
  const signOut = (browser: BrowserClient, parameters: Record<string, string>): Promise<Shown> =>
    browser.open(`${hub.url}/api/logout?${new URLSearchParams(parameters)}`);
  /** As the modules look: by a request that may show no page. */
  const isSignedIn = async (browser: BrowserClient): Promise<boolean> => {
    const { leftTo } = await browser.open(authorizeUrl(hub, made, "x".repeat(43), { prompt: "none" }));
    return leftTo?.searchParams.has("code") === true;
  };
  const stays = async (parameters: (hint: string) => Record<string, string>) => {
    const { browser, hint } = await signedIn();
    const shown = await signOut(browser, parameters(hint));
    expect(shown.leftTo).toBeNull();
    return { browser, shown };
  };
  const bent = (hint: string): string => `${hint.slice(0, -6)}${hint.endsWith("AAAAAA") ? "BBBBBB" : "AAAAAA"}`;

  test("oidcc-rp-initiated-logout-discovery-endpoint-verification", async () => {
    expect((await discovery()).end_session_endpoint).toBe(`${hub.url}/api/logout`);
  });

  test("oidcc-rp-initiated-logout", async () => {
    const { browser, hint } = await signedIn();
    expect(await isSignedIn(browser)).toBe(true);
    const { leftTo } = await signOut(browser, {
      id_token_hint: hint,
      post_logout_redirect_uri: BACK,
      state: "the-state",
    });
    expect(leftTo?.href).toBe(`${BACK}?state=the-state`);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri", async () => {
    const { shown } = await stays((hint) => ({ id_token_hint: hint, post_logout_redirect_uri: `${BACK}/bad` }));
    expect(shown.status).toBe(400);
  });

  test("oidcc-rp-initiated-logout-modified-id-token-hint", async () => {
    await stays((hint) => ({ id_token_hint: bent(hint), post_logout_redirect_uri: BACK, state: "s" }));
  });

  test("oidcc-rp-initiated-logout-no-id-token-hint", async () => {
    const { browser } = await stays(() => ({ post_logout_redirect_uri: BACK, state: "s" }));
    // Any site could have sent the browser there: without a word of the person nobody is signed out.
    expect(await isSignedIn(browser)).toBe(true);
  });

  test("oidcc-rp-initiated-logout-no-params", async () => {
    const { browser, shown } = await stays(() => ({}));
    expect(shown.status).toBe(200);
    await browser.submit(shown, {}, "/sign-out");
    expect(await isSignedIn(browser)).toBe(false);
  });

  test("oidcc-rp-initiated-logout-no-post-logout-redirect-uri", async () => {
    const { browser, shown } = await stays((hint) => ({ id_token_hint: hint, state: "s" }));
    expect(shown.status).toBe(200);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test("oidcc-rp-initiated-logout-no-state", async () => {
    const { browser, hint } = await signedIn();
    const { leftTo } = await signOut(browser, { id_token_hint: hint, post_logout_redirect_uri: BACK });
    expect(leftTo?.href).toBe(BACK);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test("oidcc-rp-initiated-logout-only-state", async () => {
    const { browser, shown } = await stays(() => ({ state: "s" }));
    expect(shown.status).toBe(200);
    await browser.submit(shown, {}, "/sign-out");
    expect(await isSignedIn(browser)).toBe(false);
  });

  test("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri", async () => {
    const { shown } = await stays((hint) => ({ id_token_hint: hint, post_logout_redirect_uri: `${BACK}?foo=bar` }));
    expect(shown.status).toBe(400);
  });

  test("oidcc-rp-initiated-logout-bad-id-token-hint", async () => {
    await stays(() => ({ id_token_hint: "not.a.token", post_logout_redirect_uri: BACK, state: "s" }));
  });

  test("oidcc-frontchannel-logout-discovery-endpoint-verification", async () => {
    expect(await discovery()).toMatchObject({
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
    });
  });

  test("oidcc-frontchannel-rp-initiated-logout", async () => {
    const framed = await hub.makeClient({
      consent: "first-party",
      postLogoutRedirectUris: [BACK],
      frontchannelLogoutUri: FRAME,
      frontchannelLogoutSessionRequired: true,
    });
    const { browser, hint } = await signedIn(framed);
    const shown = await signOut(browser, { id_token_hint: hint, post_logout_redirect_uri: BACK, state: "the-state" });
    const source = /<iframe [^>]*src="([^"]*)"/.exec(shown.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const frame = new URL(source);
    expect([`${frame.origin}${frame.pathname}`, frame.searchParams.get("iss"), frame.searchParams.get("sid")]).toEqual([
      FRAME,
      hub.url,
      decodeJwt(hint).sid,
    ]);
    expect(shown.html).toContain(`${BACK}?state=the-state`);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test("oidcc-backchannel-logout-discovery-endpoint-verification", async () => {
    expect(await discovery()).toMatchObject({
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    });
  });

  test("oidcc-backchannel-rp-initiated-logout", async () => {
    const told = await hub.makeClient({
      consent: "first-party",
      postLogoutRedirectUris: [BACK],
      backchannelLogoutUri: `${receiver.url}/back-channel`,
      backchannelLogoutSessionRequired: true,
    });
    const { browser, hint } = await signedIn(told);
    const { leftTo } = await signOut(browser, {
      id_token_hint: hint,
      post_logout_redirect_uri: BACK,
      state: "the-state",
    });
    expect(leftTo?.href).toBe(`${BACK}?state=the-state`);
    await hub.logouts.sendDue();
    const [message] = await receiver.until(1);
    const keys = createRemoteJWKSet(new URL(`${hub.url}/.well-known/jwks`));
    const { payload } = await jwtVerify(message?.token ?? "", keys, {
      issuer: hub.url,
      audience: told.client.clientId,
      typ: "logout+jwt",
      currentDate: new Date(hub.time.now() * 1000),
    });
    expect(payload).toMatchObject({
      sid: decodeJwt(hint).sid,
      sub: decodeJwt(hint).sub,
      jti: expect.any(String),
      events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    expect(payload).not.toHaveProperty("nonce");
    expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(120);
  });
});
