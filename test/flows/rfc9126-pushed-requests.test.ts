/** RFC 9126: pushed authorization requests, by hand and by an unmodified client library. */
import * as openid from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, basic, pkce, post, redeem, signedInBrowser } from "../ground/oauth-client.ts";

const PAR = "/api/login/oauth/par";

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let made: Awaited<ReturnType<TestHub["makeClient"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser());
    made = await hub.makeClient({ consent: "first-party", requirePushedRequests: true });
  });
  afterAll(() => hub.close());

  const { verifier, challenge } = pkce();
  const request = (change: Record<string, string> = {}) => ({
    redirect_uri: made.client.redirectUris[0] ?? "",
    response_type: "code",
    scope: "openid",
    state: "the-state",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...change,
  });
  const address = (uri: unknown, clientId = made.client.clientId) =>
    `${hub.url}/login/oauth/authorize?${new URLSearchParams({ client_id: clientId, request_uri: String(uri) })}`;

  test("what was pushed is authorized, once, and nothing of the address changes it", async () => {
    const pushed = await post(hub, PAR, request(), basic(made));
    expect(pushed).toMatchObject({
      status: 201,
      body: { expires_in: 60, request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[\w-]{43}$/) },
    });
    const callback = await authorize(browser, `${address(pushed.body.request_uri)}&state=other&scope=openid%20email`);
    expect(callback.searchParams.get("state")).toBe("the-state");
    const answer = await redeem(hub, made, { code: callback.searchParams.get("code") ?? "", code_verifier: verifier });
    expect(answer.body.scope).toBe("openid");
    expect((await browser.open(address(pushed.body.request_uri))).status).toBe(400);
  });

  test("of sixteen at once one is answered, and a page that is loaded again is no use", async () => {
    const pushed = await post(hub, PAR, request(), basic(made));
    const stranger = new BrowserClient(hub.url);
    for (let times = 0; times < 3; times += 1)
      expect((await stranger.open(address(pushed.body.request_uri))).html).toContain('name="password"');
    const pages = await Promise.all(Array.from({ length: 16 }, () => browser.open(address(pushed.body.request_uri))));
    expect(pages.filter(({ leftTo }) => leftTo?.searchParams.has("code"))).toHaveLength(1);
    expect(pages.filter(({ leftTo, status }) => leftTo === null && status === 400)).toHaveLength(15);
  });

  test("what was refused by the person is over", async () => {
    const pushed = await post(hub, PAR, request({ prompt: "consent" }), basic(made));
    const page = await browser.open(address(pushed.body.request_uri));
    const denied = await browser.submit(page, { consent: "deny" });
    expect(denied.leftTo?.searchParams.get("error")).toBe("access_denied");
    expect((await browser.open(address(pushed.body.request_uri))).status).toBe(400);
  });

  test("it ends after a minute, and belongs to the client that pushed it", async () => {
    const other = await hub.makeClient({ consent: "first-party" });
    const first = await post(hub, PAR, request(), basic(made));
    expect((await browser.open(address(first.body.request_uri, other.client.clientId))).status).toBe(400);
    expect((await browser.open(address(first.body.request_uri))).leftTo?.searchParams.has("code")).toBe(true);
    const late = await post(hub, PAR, request(), basic(made));
    hub.time.advance(61);
    expect((await browser.open(address(late.body.request_uri))).status).toBe(400);
  });

  test.each([
    ["an unregistered redirect URI", { redirect_uri: "https://evil.example/" }, "invalid_request"],
    ["no PKCE", { code_challenge: "", code_challenge_method: "" }, "invalid_request"],
    ["a response type that it may not use", { response_type: "token" }, "unauthorized_client"],
    ["a reference to another one", { request_uri: "urn:ietf:params:oauth:request_uri:x" }, "invalid_request"],
  ])("%s: told to the client, and nothing is kept", async (_what, change, error) => {
    const before = await hub.hub.db.query.selectFrom("pushed_requests").select("id").execute();
    const refused = await post(hub, PAR, request(change), basic(made));
    expect(refused).toMatchObject({ status: 400, body: { error } });
    expect(await hub.hub.db.query.selectFrom("pushed_requests").select("id").execute()).toEqual(before);
  });

  test("a client that is not who it says pushes nothing; one that has to push can't do without", async () => {
    expect((await post(hub, PAR, { ...request(), client_id: made.client.clientId })).status).toBe(401);
    const plain = await browser.open(
      `${hub.url}/login/oauth/authorize?${new URLSearchParams({ ...request(), client_id: made.client.clientId })}`,
    );
    expect(plain.leftTo?.searchParams.get("error")).toBe("invalid_request");
  });

  test("openid-client pushes and goes through", async () => {
    const config = await openid.discovery(
      new URL(hub.url),
      made.client.clientId,
      { client_secret: made.clientSecret ?? "", id_token_signed_response_alg: "ES256" },
      undefined,
      {
        execute: [openid.allowInsecureRequests],
      },
    );
    const own = openid.randomPKCECodeVerifier();
    const url = await openid.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: made.client.redirectUris[0] ?? "",
      scope: "openid",
      code_challenge: await openid.calculatePKCECodeChallenge(own),
      code_challenge_method: "S256",
    });
    const tokens = await openid.authorizationCodeGrant(config, await authorize(browser, url.href), {
      pkceCodeVerifier: own,
      idTokenExpected: true,
    });
    expect(tokens.claims()?.iss).toBe(hub.url);
  });
});
