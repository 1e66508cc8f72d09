/**
 * RFC 6749, 3.1 and 4.1.2.1; OpenID Connect Core, 3.1.2; RFC 9207: requests that are wrong once client and redirect URI are
 * proven. Each goes back to the client with the error that its document names, the state and the issuer, and stores nothing.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, authorizeUrl, pkce, signedInBrowser, signInWith } from "../ground/oauth-client.ts";
import { FORM, raw } from "./raw-http.ts";
import { grown, rowsOf } from "./rows.ts";

type Change = Readonly<Record<string, string | undefined>>;
const CALLBACK = "https://app.example.com/callback";
const { challenge } = pkce();

/** What is wrong, the parameters that make it so, and the error of the document. */
const REFUSED: readonly (readonly [string, Change, string])[] = [
  ["no response_type", { response_type: undefined }, "invalid_request"],
  ["an empty response_type", { response_type: "" }, "invalid_request"],
  ["the implicit token, which it is not registered for", { response_type: "token" }, "unauthorized_client"],
  ["the implicit ID Token, which it is not registered for", { response_type: "id_token" }, "unauthorized_client"],
  ["a hybrid response, which it is not registered for", { response_type: "code id_token" }, "unauthorized_client"],
  ["a response type that there is none of", { response_type: "code password" }, "unsupported_response_type"],
  ["code in capitals", { response_type: "CODE" }, "unsupported_response_type"],
  ["code with a space", { response_type: "code " }, "unsupported_response_type"],
  ["a response mode that there is none of", { response_mode: "carrier_pigeon" }, "invalid_request"],
  ["tokens in the query", { response_type: "token", response_mode: "query" }, "unauthorized_client"],
  ["a resource that it may not name", { resource: "https://api.example.com" }, "invalid_target"],
  ["a claims parameter that is no JSON", { claims: "{" }, "invalid_request"],
  ["a claims parameter that is a list", { claims: "[]" }, "invalid_request"],
  ["no PKCE", { code_challenge: undefined, code_challenge_method: undefined }, "invalid_request"],
  ["PKCE by plain", { code_challenge_method: "plain" }, "invalid_request"],
  ["PKCE without method, which means plain", { code_challenge_method: undefined }, "invalid_request"],
  ["PKCE by s256", { code_challenge_method: "s256" }, "invalid_request"],
  ["PKCE by S512", { code_challenge_method: "S512" }, "invalid_request"],
  ["a method without challenge", { code_challenge: undefined, code_challenge_method: "S256" }, "invalid_request"],
  ["a challenge that is too short", { code_challenge: challenge.slice(1) }, "invalid_request"],
  ["a challenge that is too long", { code_challenge: `${challenge}A` }, "invalid_request"],
  ["a challenge with padding", { code_challenge: `${challenge}=` }, "invalid_request"],
  ["a challenge in base64 that is not url-safe", { code_challenge: `+/${challenge.slice(2)}` }, "invalid_request"],
  ["a scope with a quote", { scope: 'openid "profile"' }, "invalid_scope"],
  ["a scope with a backslash", { scope: "openid pro\\file" }, "invalid_scope"],
  ["a scope with a line break", { scope: "openid\nprofile" }, "invalid_scope"],
  ["a scope with a tab between", { scope: "openid\tprofile" }, "invalid_scope"],
  ["a scope beyond ASCII", { scope: "openid prófile" }, "invalid_scope"],
  ["a scope of nothing but spaces", { scope: "  " }, "invalid_scope"],
  ["an unknown prompt", { prompt: "create" }, "invalid_request"],
  ["a known and an unknown prompt", { prompt: "login dance" }, "invalid_request"],
  ["prompt=none with login", { prompt: "none login" }, "invalid_request"],
  ["prompt=none with consent", { prompt: "consent none" }, "invalid_request"],
  ["prompt=none twice", { prompt: "none none" }, "invalid_request"],
  ["a negative max_age", { max_age: "-1" }, "invalid_request"],
  ["a max_age with a fraction", { max_age: "1.5" }, "invalid_request"],
  ["a max_age in exponents", { max_age: "1e3" }, "invalid_request"],
  ["a max_age that is a word", { max_age: "soon" }, "invalid_request"],
  ["a max_age beyond counting", { max_age: "9".repeat(40) }, "invalid_request"],
  ["a request object", { request: "eyJhbGciOiJub25lIn0.e30." }, "request_not_supported"],
  ["a request URI", { request_uri: "https://app.example.com/request.jwt" }, "request_uri_not_supported"],
  ["a nonce that is too long", { nonce: "n".repeat(2049) }, "invalid_request"],
  ["a login hint that is too long", { login_hint: "h".repeat(2049) }, "invalid_request"],
  ["a NUL in the nonce", { nonce: "a\u0000b" }, "invalid_request"],
  ["a NUL in the login hint", { login_hint: "\u0000" }, "invalid_request"],
  ["a NUL in a parameter that nobody knows", { unknown: "\u0000" }, "invalid_request"],
];

/** The parameters of an answer, in the query or in the fragment. */
const answered = (location: URL): URLSearchParams => new URLSearchParams(location.hash.slice(1) || location.search);

const REPEATED = [
  "response_type",
  "scope",
  "nonce",
  "code_challenge",
  "code_challenge_method",
  "prompt",
  "max_age",
  "login_hint",
  "response_mode",
  "display",
  "unknown",
];

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let made: MadeClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    person = await hub.makeUser();
    browser = await signedInBrowser(hub, person);
    made = await hub.makeClient({ consent: "first-party" });
  });
  beforeEach(async () => {
    // Long-lived: tests that move the clock must not sign the shared browser out.
    browser = await signedInBrowser(hub, person);
  });
  afterAll(() => hub.close());

  const url = (change: Change = {}, client = made): string => authorizeUrl(hub, client, challenge, change);

  async function answerTo(address: string): Promise<{ status: number; location: URL }> {
    const { pathname, search } = new URL(address);
    const answer = await raw(hub, { path: `${pathname}${search}`, headers: { cookie: browser.cookieHeader(hub.url) } });
    return { status: answer.status, location: new URL(answer.header("location") ?? "about:blank") };
  }

  test.each(REFUSED)("%s: back to the client as an error, nothing stored", async (_what, change, error) => {
    const before = await rowsOf(hub);
    const { status, location } = await answerTo(url(change));
    expect(status).toBe(303);
    expect(location.origin + location.pathname).toBe(CALLBACK);
    expect(Object.fromEntries(answered(location))).toEqual({
      error,
      error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/),
      state: "the-state",
      iss: hub.url,
    });
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test.each(REPEATED)("%s there twice is invalid_request, be it the same or empty", async (name) => {
    const before = await rowsOf(hub);
    const { searchParams } = new URL(
      url({ prompt: "consent", max_age: "60", login_hint: "x", response_mode: "query", display: "page", unknown: "x" }),
    );
    for (const second of [searchParams.get(name) ?? "", ""]) {
      searchParams.append(name, second);
      const { location } = await answerTo(`${hub.url}/login/oauth/authorize?${searchParams}`);
      expect(Object.fromEntries(location.searchParams)).toMatchObject({
        error: "invalid_request",
        state: "the-state",
        iss: hub.url,
      });
    }
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("a state that can't be told is not sent back, beside whatever else is wrong", async () => {
    const long = "s".repeat(2049);
    const wrong = [
      `${url()}&state=other`,
      `${url()}&nonce=other&state=other`,
      url({ state: long }),
      url({ state: "a\u0000b" }),
    ];
    for (const address of wrong) {
      const { location } = await answerTo(address);
      expect(location.origin + location.pathname).toBe(CALLBACK);
      expect(location.searchParams.get("error")).toBe("invalid_request");
      expect(location.searchParams.has("state")).toBe(false);
      expect(location.searchParams.get("iss")).toBe(hub.url);
    }
  });

  test.each([
    ["letters of every kind", "ä ü & = % # + é 中 \u{1f600}"],
    ["something that looks like more parameters", "x&code=stolen&iss=https://evil.example"],
    ["markup", '"><script>alert(1)</script>'],
    ["line breaks", "a\r\nSet-Cookie: x=y"],
    ["as much as is allowed", "s".repeat(2048)],
  ])("the state comes back as it was sent: %s", async (_what, state) => {
    for (const change of [{ state }, { state, response_type: "token" }]) {
      const { location } = await answerTo(url(change));
      expect(answered(location).getAll("state")).toEqual([state]);
      expect(answered(location).getAll("iss")).toEqual([hub.url]);
    }
  });

  test("without state there is none in the answer", async () => {
    for (const change of [{ state: undefined }, { state: "" }]) {
      const { location } = await answerTo(url(change));
      expect(location.searchParams.has("code")).toBe(true);
      expect(location.searchParams.has("state")).toBe(false);
    }
  });

  test("what a registered redirect URI has in its query stays, byte for byte", async () => {
    const uri = "https://app.example.com/cb?b=%7e&a=1+2";
    const client = await hub.makeClient({ redirectUris: [uri], consent: "first-party" });
    const answer = await raw(hub, {
      path: url({}, client).slice(hub.url.length),
      headers: { cookie: browser.cookieHeader(hub.url) },
    });
    expect(answer.header("location")).toMatch(
      /^https:\/\/app\.example\.com\/cb\?b=%7e&a=1\+2&code=[\w-]{43}&state=the-state&iss=/,
    );
  });

  test("a good request of somebody who is signed in stores one code and that the session met this client, and nothing else", async () => {
    const before = await rowsOf(hub);
    const { location } = await answerTo(url());
    expect(location.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    expect(grown(before, await rowsOf(hub))).toEqual({ codes: 1, session_clients: 1 });
  });

  test("a client without the code grant is unauthorized_client", async () => {
    const client = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [CALLBACK] });
    const { location } = await answerTo(url({}, client));
    expect(location.searchParams.get("error")).toBe("unauthorized_client");
  });

  test("unknown scopes are left out, and asking twice for one is asking once", async () => {
    const { verifier, challenge: own } = pkce();
    const callback = await authorize(
      browser,
      authorizeUrl(hub, made, own, { scope: "openid admin openid .* profile" }),
    );
    const answer = await fetch(`${hub.url}/api/login/oauth/access_token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code: callback.searchParams.get("code") ?? "",
        code_verifier: verifier,
        client_id: made.client.clientId,
        client_secret: made.clientSecret ?? "",
      }),
    });
    expect(await answer.json()).toMatchObject({ scope: "openid profile" });
  });

  test("a person of another organization gets no code, and the client is told access_denied", async () => {
    const id = "00000000-0000-4000-8000-000000000001";
    await hub.hub.db.write((tx) =>
      tx.query
        .insertInto("organizations")
        .values({ id, name: "elsewhere", display_name: "Elsewhere", created_at: 0, disabled_at: null })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute(),
    );
    const client = await hub.makeClient({ consent: "first-party" });
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("clients").set({ organization_id: id }).where("id", "=", client.client.id).execute(),
    );
    const before = await rowsOf(hub);
    const { location } = await answerTo(url({}, client));
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      error: "access_denied",
      state: "the-state",
      iss: hub.url,
    });
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("prompt=none never shows a page: login_required, consent_required, or the code", async () => {
    const careful = await hub.makeClient();
    const silent = url({ prompt: "none" }, careful);
    const before = await rowsOf(hub);
    const stranger = await new BrowserClient(hub.url).open(silent);
    expect(Object.fromEntries(stranger.leftTo?.searchParams ?? [])).toMatchObject({
      error: "login_required",
      state: "the-state",
      iss: hub.url,
    });
    const consentless = await browser.open(silent);
    expect(Object.fromEntries(consentless.leftTo?.searchParams ?? [])).toMatchObject({
      error: "consent_required",
      state: "the-state",
    });
    expect(grown(before, await rowsOf(hub))).toEqual({});
    await authorize(browser, url({}, careful));
    expect((await browser.open(silent)).leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    const wider = await browser.open(url({ prompt: "none", scope: "openid profile email offline_access" }, careful));
    expect(wider.leftTo?.searchParams.get("error")).toBe("consent_required");
  });

  test.each(["login", "select_account", "login consent"])(
    "prompt=%s asks somebody who is signed in to sign in again",
    async (prompt) => {
      const page = await browser.open(url({ prompt }));
      expect(new URL(page.url).pathname).toBe("/sign-in");
      const after = await signInWith(browser, page, person);
      const callback = after.leftTo ?? (await browser.submit(after, { consent: "allow" })).leftTo;
      expect(callback?.searchParams.has("code")).toBe(true);
    },
  );

  test("prompt=login is not satisfied by going on without having signed in", async () => {
    const page = await browser.open(url({ prompt: "login" }));
    const skipped = await browser.open(`${hub.url}/login/oauth/continue${new URL(page.url).search}`);
    expect(new URL(skipped.url).pathname).toBe("/sign-in");
    expect(skipped.leftTo).toBeNull();
  });

  test("prompt=consent asks although consent was given before, and remembers nothing of the last time", async () => {
    const careful = await hub.makeClient();
    await authorize(browser, url({}, careful));
    expect((await browser.open(url({}, careful))).leftTo?.searchParams.has("code")).toBe(true);
    for (const client of [careful, made]) {
      const page = await browser.open(url({ prompt: "consent" }, client));
      expect(new URL(page.url).pathname).toBe("/consent");
      const skipped = await browser.open(`${hub.url}/login/oauth/continue${new URL(page.url).search}`);
      expect(new URL(skipped.url).pathname).toBe("/consent");
    }
  });

  test("max_age: a sign-in that is young enough will do, an older one is asked for again", async () => {
    hub.time.advance(100);
    expect((await browser.open(url({ max_age: "100" }))).leftTo?.searchParams.has("code")).toBe(true);
    hub.time.advance(1);
    const silent = await browser.open(url({ max_age: "100", prompt: "none" }));
    expect(silent.leftTo?.searchParams.get("error")).toBe("login_required");
    const page = await browser.open(url({ max_age: "100" }));
    expect(new URL(page.url).pathname).toBe("/sign-in");
    expect((await signInWith(browser, page, person)).leftTo?.searchParams.has("code")).toBe(true);
  });

  test("max_age=0 means prompt=login, even in the second of the sign-in", async () => {
    const page = await browser.open(url({ max_age: "0" }));
    expect(new URL(page.url).pathname).toBe("/sign-in");
    expect((await signInWith(browser, page, person)).leftTo?.searchParams.has("code")).toBe(true);
    const silent = await browser.open(url({ max_age: "0", prompt: "none" }));
    expect(silent.leftTo?.searchParams.get("error")).toBe("login_required");
  });

  test("by POST the request is read from the body alone, and ends as by GET", async () => {
    const form = new URL(url()).search.slice(1);
    const posted = (body: string, path = "/login/oauth/authorize", headers: Record<string, string> = FORM) =>
      raw(hub, { method: "POST", path, body, headers: { ...headers, cookie: browser.cookieHeader(hub.url) } });
    const sent = await browser.open(`${hub.url}/login/oauth/authorize`, { method: "POST", body: form, headers: FORM });
    expect(sent.leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    expect(sent.leftTo?.searchParams.get("state")).toBe("the-state");
    expect((await posted("", `/login/oauth/authorize?${form}`)).text).toContain("client_unknown");
    const json = await posted(JSON.stringify(Object.fromEntries(new URLSearchParams(form))), undefined, {
      "content-type": "application/json",
    });
    expect([json.status, json.header("location")]).toEqual([415, undefined]);
    const wrong = await posted(`${form}&response_mode=carrier_pigeon`);
    expect(new URL(wrong.header("location") ?? "about:blank").searchParams.get("error")).toBe("invalid_request");
    const huge = await posted(`${form}&x=${"x".repeat(140_000)}`);
    expect([huge.status, huge.header("location")]).toEqual([413, undefined]);
  });

  test("by POST from the client's site the session is found, although browsers keep its cookie back from such a POST", async () => {
    const answer = await raw(hub, {
      method: "POST",
      path: "/login/oauth/authorize",
      body: new URL(url()).search.slice(1),
      headers: { ...FORM, origin: "https://app.example.com", "sec-fetch-site": "cross-site" },
    });
    expect(answer.status).toBe(303);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    const next = await browser.open(new URL(answer.header("location") ?? "", hub.url).href);
    expect(next.leftTo?.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
  });

  test("an address beyond what a header may hold is refused without an answer to the client", async () => {
    const answer = await raw(hub, { path: `${url().slice(hub.url.length)}&x=${"x".repeat(20_000)}` });
    expect([answer.status, answer.header("location")]).toEqual([431, undefined]);
  });

  test("consent counts for the person to whom it was shown", async () => {
    const careful = await hub.makeClient();
    const other = await hub.makeUser();
    const shared = await signedInBrowser(hub, person);
    const page = await shared.open(url({}, careful));
    expect(page.html).toContain(person.name);
    const again = await shared.open(`${hub.url}/sign-in?confirm=1`);
    await signInWith(shared, again, other);
    const shown = await shared.submit(page, { consent: "allow" });
    expect(shown.leftTo).toBeNull();
    expect(shown.html).toContain(other.name);
    const consents = await hub.hub.db.query
      .selectFrom("consents")
      .select("user_id")
      .where("client_id", "=", careful.client.id)
      .execute();
    expect(consents).toEqual([]);
    expect((await shared.submit(shown, { consent: "allow" })).leftTo?.searchParams.has("code")).toBe(true);
  });
});
