/**
 * Departures from the standards that an entry may name: placeholders and parts with hostile answers, calls before and after
 * the profile, variants, settings and actions of one sign-in; by hand-written answers, and through the sandbox.
 */
import { describe, expect, test } from "vitest";
import {
  checkEntry,
  finishSignIn,
  oauth1,
  oauth2,
  oidc,
  type ProviderApp,
  ProviderError,
  refreshTokens,
  startSignIn,
} from "../../src/providers/index.ts";
import { appFor, NOW, plainEntry } from "./entries.ts";
import { engineGround } from "./sandbox-sign-in.ts";
import { type Answering, json, scriptedFetch, text } from "./scripted-fetch.ts";

const now = () => NOW;

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  return (error as ProviderError).code;
};

const TOKEN = "https://plain.test/token";
const ME = "https://plain.test/me";

async function play(app: ProviderApp, answers: Record<string, Answering>, callback: Record<string, string> = {}) {
  const script = scriptedFetch({
    [TOKEN]: json({ access_token: "at" }),
    [ME]: json({ id: 1, name: "Mira" }),
    ...answers,
  });
  const call = { fetch: script.fetch, now };
  const { url, pending } = await startSignIn(app, call);
  const back = new URLSearchParams({ state: pending.state, code: "the-code", ...callback });
  return { ...script, url: new URL(url), pending, finished: finishSignIn(app, pending, back, call) };
}

describe("placeholders", () => {
  const entry = plainEntry({
    settings: { key: { label: "Key", type: "text" }, agent: { label: "Agent", type: "text", default: "Alldoor" } },
    userinfo: "https://plain.test/users/{token.user.id}/{callback.place}",
    authorizeParams: { key: "{key}", audience: "{origin}" },
    quirks: {
      tokenParams: { device: "{callback.device}", state: "{state}", fixed: "yes" },
      tokenHeaders: { "user-agent": "{agent}" },
      profileQuery: { key: "{key}", client: "{clientId}", of: "{token.user.id}" },
      profileHeaders: { "client-id": "{clientId}" },
    },
  });
  const answers = {
    [TOKEN]: json({ access_token: "at", user: { id: "a/../b?c=d&e#f" } }),
    "https://plain.test/users/a%2F..%2Fb%3Fc%3Dd%26e%23f/x%20y": json({ id: 1, name: "Mira" }),
  };

  test("stay in their place in an address, and stand as they are elsewhere", async () => {
    const { finished, asked, form, url, pending } = await play(appFor(entry), answers, { device: "d&1", place: "x y" });
    expect((await finished).profile.sub).toBe("1");
    expect(url.searchParams.get("audience")).toBe("https://hub.test");
    expect(url.searchParams.has("key")).toBe(false);
    expect(form(0)).toMatchObject({ device: "d&1", state: pending.state, fixed: "yes" });
    expect(new Headers(asked[0]?.init.headers).get("user-agent")).toBe("Alldoor");
    expect(new URL(asked[1]?.url ?? "").search).toBe("?client=client&of=a%2F..%2Fb%3Fc%3Dd%26e%23f");
    expect(new Headers(asked[1]?.init.headers).get("client-id")).toBe("client");
  });

  test.each([
    ["nothing", {}],
    ["a dot segment", { device: "d", place: ".." }],
    ["too much", { device: "d", place: "x".repeat(3000) }],
  ])("an answer with %s ends the sign-in", async (_, callback) => {
    expect(await codeOf((await play(appFor(entry), answers, callback)).finished)).toBe("bad_answer");
  });

  test("a line break never reaches a header", async () => {
    const app = appFor(plainEntry({ quirks: { profileHeaders: { "x-of": "{token.of}" } } }));
    const { finished, asked } = await play(app, { [TOKEN]: json({ access_token: "at", of: "a\r\nb: c" }) });
    expect(await codeOf(finished)).toBe("bad_answer");
    expect(asked.length).toBe(1);
  });

  test("an answer can't name a host, and unknown names are found when the entry is loaded", () => {
    const broken = { userinfo: "https://{token.host}/me" };
    expect(() => plainEntry(broken)).toThrow(ProviderError);
    expect(() => plainEntry({ quirks: { profileQuery: { key: "{nobody}" } } })).toThrow(ProviderError);
    expect(() => plainEntry({ extra: { more: { url: "https://plain.test/{nobody}" } } })).toThrow(ProviderError);
  });

  test("a refresh leaves out what only the callback knew, unless the caller has kept it", async () => {
    const refreshed = async (callback?: Record<string, string>) => {
      const { fetch, form } = scriptedFetch({ [TOKEN]: json({ access_token: "new" }) });
      await refreshTokens(appFor(entry), "rt", { fetch, now, ...(callback === undefined ? {} : { callback }) });
      return form(0);
    };
    expect(await refreshed()).not.toHaveProperty("device");
    expect(await refreshed({ device: "d1" })).toMatchObject({ device: "d1", fixed: "yes" });
  });
});

describe("parts", () => {
  const entry = plainEntry({
    token: "{accounts}/token",
    userinfo: "{api}/me",
    quirks: {
      parts: {
        accounts: {
          from: "$callback.accounts-server",
          pattern: "https://accounts\\.plain\\.(?:test|eu)",
          default: "https://accounts.plain.test",
        },
        api: { from: "$token.api_server", pattern: "https://[a-z0-9]+\\.plain\\.test" },
      },
    },
  });
  const answer = (server: unknown) => json({ access_token: "at", api_server: server });

  test("an answer chooses among the provider's own hosts", async () => {
    const answers = {
      "https://accounts.plain.eu/token": answer("https://api7.plain.test"),
      "https://api7.plain.test/me": json({ id: 1 }),
    };
    const { finished } = await play(appFor(entry), answers, { "accounts-server": "https://accounts.plain.eu" });
    expect((await finished).profile.sub).toBe("1");
  });

  test.each([
    ["https://accounts.plain.test.evil.example"],
    ["https://accounts.plain.test@evil.example"],
    ["http://accounts.plain.test"],
    ["https://evil.example/?https://accounts.plain.test"],
  ])("the code is not sent to %s", async (server) => {
    const { finished, asked } = await play(appFor(entry), {}, { "accounts-server": server });
    expect(await codeOf(finished)).toBe("bad_answer");
    expect(asked).toEqual([]);
  });

  test.each([["https://evil.example"], ["https://a.plain.test/x"], [7], [null], [undefined]])(
    "the token is not sent to %s",
    async (server) => {
      const { finished, asked } = await play(appFor(entry), { "https://accounts.plain.test/token": answer(server) });
      expect(await codeOf(finished)).toBe("bad_answer");
      expect(asked.length).toBe(1);
    },
  );
});

describe("calls", () => {
  test("before the profile, one after the other; with bodies, formats and placements of their own", async () => {
    const entry = plainEntry({
      userinfo: "https://plain.test/info",
      quirks: {
        profileQuery: { openid: "{extra.me.openid}" },
        tokenPlacement: { query: "access_token" },
        profileBody: { json: { query: "{ viewer { id name } me{name} }", of: "{extra.second.id}" } },
        unwrap: "data",
      },
      extra: {
        me: { url: "https://plain.test/openid", format: "jsonp", before: true, required: true },
        second: {
          url: "https://plain.test/second/{extra.me.openid}",
          before: true,
          body: { form: { t: "{accessToken}" } },
          tokenPlacement: "none",
        },
        after: { url: "https://plain.test/after/{profile.id}", headers: { "x-own": "1" } },
      },
      claims: { sub: "id", name: "$extra.after.name" },
      emailTrust: "never",
    });
    const { finished, asked } = await play(appFor(entry), {
      "https://plain.test/openid": text('callback( {"openid":"o1"} );\n', 200, "text/html"),
      "https://plain.test/second/o1": json({ id: "s2" }),
      "https://plain.test/info": json({ data: { id: "p3" } }),
      "https://plain.test/after/p3": json({ name: "Mira" }),
    });
    expect((await finished).profile).toMatchObject({ sub: "p3", name: "Mira" });
    expect(asked.map(({ url }) => url).slice(1)).toEqual([
      "https://plain.test/openid?access_token=at",
      "https://plain.test/second/o1",
      "https://plain.test/info?openid=o1&access_token=at",
      "https://plain.test/after/p3?access_token=at",
    ]);
    expect(asked[2]?.init).toMatchObject({ method: "POST", body: "t=at" });
    expect(JSON.parse(String(asked[3]?.init.body))).toEqual({ query: "{ viewer { id name } me{name} }", of: "s2" });
  });

  test("a required one that fails ends the sign-in; any other leaves nothing", async () => {
    const calls = (required: boolean) =>
      plainEntry({ extra: { me: { url: "https://plain.test/x", before: true, required } } });
    expect(await codeOf((await play(appFor(calls(true)), { "https://plain.test/x": json({}, 500) })).finished)).toBe(
      "provider_error",
    );
    const { finished } = await play(appFor(calls(false)), { "https://plain.test/x": json({}, 500) });
    expect((await finished).profile.sub).toBe("1");
  });

  test("the token answer as the profile, behind a prefix; kept answers, vouched addresses", async () => {
    const {
      userinfo: _,
      protocol: __,
      ...rest
    } = plainEntry({
      quirks: { tokenAnswerPrefix: "&&&START&&&", unwrap: "owner", keep: ["$callback.realmId"] },
      emailTrust: "never",
    });
    const answer = '&&&START&&&{"access_token":"at","owner":{"id":"o","name":"Mira","email":"mira@example.com"}}';
    const app = { ...appFor(oauth2(rest)), verifiedEmail: true };
    const { finished } = await play(app, { [TOKEN]: text(answer) }, { realmId: "42" });
    const { profile } = await finished;
    expect(profile).toMatchObject({ sub: "o", email: "mira@example.com", email_verified: true });
    expect(profile.raw).toMatchObject({ kept: { "$callback.realmId": "42" } });
    const silent = await play(appFor(oauth2(rest)), { [TOKEN]: text(answer) });
    expect((await silent.finished).profile.email_verified).toBe(false);
  });

  test("other words for a refusal", async () => {
    const app = appFor(plainEntry({ quirks: { deniedErrors: ["user_cancelled_login"] } }));
    const { finished } = await play(app, {}, { error: "user_cancelled_login" });
    expect(await codeOf(finished)).toBe("access_denied");
  });
});

describe("the authorization request", () => {
  const entry = plainEntry({
    settings: {
      shop: { label: "Shop", type: "text", pattern: "[a-z0-9\\-]+", perSignIn: true, required: true },
      secret: { label: "Own", type: "text", default: "configured" },
    },
    authorize: "https://{shop}.plain.test/authorize",
    authorizeParams: { prompt: "consent" },
    actions: { reauthenticate: { prompt: "select_account consent" }, rerequest: { auth_type: "rerequest" } },
    actionAuthorize: { rerequest: "https://{shop}.plain.test/again" },
    quirks: { authorizeOmit: ["response_type"], authorizeFragment: "redirect", pkceMethod: "plain" },
  });
  const start = (options: object) => startSignIn(appFor(entry), { fetch: scriptedFetch({}).fetch, now, ...options });

  test("settings of one sign-in are kept with it, and only those that may be given", async () => {
    const { url, pending } = await start({ settings: { shop: "mine", secret: "theirs", other: "x" } });
    expect(url).toMatch(/^https:\/\/mine\.plain\.test\/authorize\?/);
    expect(url).toMatch(/#redirect$/);
    expect(pending.settings).toEqual({ shop: "mine" });
    expect(new URL(url).searchParams.get("code_challenge")).toBe(pending.codeVerifier);
    expect(new URL(url).searchParams.get("code_challenge_method")).toBe("plain");
    expect(new URL(url).searchParams.has("response_type")).toBe(false);
    expect(await codeOf(start({ settings: { shop: "evil.example/" } }))).toBe("misconfigured");
    expect(await codeOf(start({}))).toBe("misconfigured");
  });

  test("actions and further scopes", async () => {
    const settings = { shop: "mine" };
    const again = new URL((await start({ settings, action: "reauthenticate", scope: ["more", "profile"] })).url);
    expect(again.searchParams.get("prompt")).toBe("select_account consent");
    expect(again.searchParams.get("scope")).toBe("profile more");
    const asked = new URL((await start({ settings, action: "rerequest" })).url);
    expect(asked.pathname).toBe("/again");
    expect(asked.searchParams.get("auth_type")).toBe("rerequest");
  });

  test("neither setting nor registration replaces a parameter of the protocol", async () => {
    for (const name of ["redirect_uri", "state", "client_id", "code_challenge", "response_mode"]) {
      const app = { ...appFor(plainEntry()), authorizeParams: { [name]: "evil" } };
      expect(await codeOf(startSignIn(app, { fetch: scriptedFetch({}).fetch, now }))).toBe("misconfigured");
    }
  });
});

describe("variants", () => {
  const old = oauth1({
    id: "moved",
    name: "Moved",
    requestToken: "https://api.moved.test/request",
    authorize: "https://moved.test/oauth/authenticate",
    token: "https://api.moved.test/access",
    userinfo: "https://api.moved.test/1.1/me.json",
    scope: [],
    pkce: false,
    emailTrust: "never",
    claims: { sub: "id_str", name: "name" },
    settings: { format: { label: "Format", type: "text", required: true } },
  });
  const moved = oauth2({
    ...plainEntry(),
    id: "moved",
    authorize: "https://moved.test/i/oauth2",
    token: "https://api.moved.test/2/token",
    userinfo: "https://api.moved.test/2/me",
    variants: { oauth1: old },
  });
  const ground = engineGround([moved]);

  test("a setting chooses; the form has the settings of all ways", async () => {
    expect(Object.keys(moved.settings ?? {})).toEqual(["format", "variant"]);
    expect(moved.settings?.format?.required).toBeUndefined();
    const current = await ground.signIn(ground.app("moved"));
    const before = await ground.signIn(ground.app("moved", { variant: "oauth1", format: "json" }));
    expect(before).toMatchObject({ name: "Mira Halden", issuer: current.issuer });
    expect(
      await codeOf(startSignIn(ground.app("moved", { variant: "oauth1", format: "" }), { fetch: ground.fetch })),
    ).toBe("misconfigured");
    expect(await codeOf(startSignIn(ground.app("moved", { variant: "oauth9" }), { fetch: ground.fetch }))).toBe(
      "misconfigured",
    );
  });

  test("a variant is of its entry", () => {
    expect(() => checkEntry(oauth2({ ...moved, variants: { other: { ...old, id: "other" } } }))).toThrow(ProviderError);
    expect(() => checkEntry(oauth2({ ...moved, variants: { current: old } }))).toThrow(ProviderError);
  });
});

describe("through the sandbox", () => {
  const at = (id: string, changes: Partial<Parameters<typeof oauth2>[0]>) =>
    oauth2({
      ...plainEntry(),
      id,
      authorize: `https://${id}.test/authorize`,
      token: `https://${id}.test/token`,
      userinfo: `https://${id}.test/me`,
      ...changes,
    });
  const entries = [
    at("plainpkce", { quirks: { pkceMethod: "plain", tokenParams: { action: "requesttoken" } } }),
    at("public", { tokenAuth: "none" }),
    at("graphql", { quirks: { profileBody: { json: { query: "{ me { id } }" } }, unwrap: "data.me" } }),
    at("inpath", { userinfo: "https://inpath.test/tokens/{accessToken}", quirks: { tokenPlacement: "none" } }),
    at("jsonp", { quirks: { profileFormat: "jsonp" }, userinfo: "https://jsonp.test/me/{token.openid}" }),
    at("prefixed", { quirks: { tokenAnswerPrefix: "&&&", profileFormat: "form" }, emailTrust: "never" }),
    oidc({
      id: "nononce",
      name: "No nonce",
      issuer: "https://nononce.test",
      scope: ["read"],
      pkce: true,
      emailTrust: "never",
      quirks: { nonce: "unsupported", tokenAnswer: { id_token: "jwt" } },
      claims: { sub: "sub", name: "name" },
    }),
  ];
  const ground = engineGround(entries);

  test.each(entries.slice(0, -1).map(({ id }) => id))("%s", async (id) => {
    expect((await ground.signIn(ground.app(id))).name).toBe("Mira Halden");
    expect(await codeOf(ground.signIn(ground.app(id), { fault: "denied" }))).toBe("access_denied");
  });

  test("an ID Token without a nonce is taken only where the entry says so", async () => {
    const app = ground.app("nononce");
    const { url, pending } = await startSignIn(app, { fetch: ground.fetch });
    expect(new URL(url).searchParams.has("nonce")).toBe(false);
    expect(pending.nonce).toBeUndefined();
  });
});
