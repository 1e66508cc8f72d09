/** Entries and registrations: what is refused when it is loaded or started, before anybody is sent anywhere. */
import { describe, expect, test } from "vitest";
import {
  addressParts,
  catalogue,
  checkEntry,
  fillTemplate,
  type OAuth2Provider,
  type OidcProvider,
  type ProviderApp,
  ProviderError,
  placeholders,
  providerErrorCodes,
  type Setting,
  settingValues,
  startSignIn,
} from "../../src/providers/index.ts";
import { appFor, connectEntry, NOW, plainEntry } from "./entries.ts";
import { scriptedFetch } from "./scripted-fetch.ts";

const caught = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe("an entry is refused", () => {
  test.each<[string, Partial<OAuth2Provider>]>([
    ["an id with a slash", { id: "a/b" }],
    ["an id in capitals", { id: "GitHub" }],
    ["no name", { name: " " }],
    ["a scope with a space", { scope: ["a b"] }],
    ["a placeholder that names nothing", { token: "https://{nowhere}/token" }],
    ["an address that is none", { authorize: "plain.test/authorize" }],
    ["a script for an address", { authorize: "javascript:alert(1)" }],
    ["an address with a fragment", { authorize: "https://plain.test/#x" }],
    ["a further call's address", { extra: { more: { url: "ftp://plain.test" } } }],
    ["no subject", { claims: {} as OAuth2Provider["claims"] }],
    ["a subject without paths", { claims: { sub: [] } }],
    ["a path that is none", { claims: { sub: "a..b", email_verified: "v" } }],
    ["a root that is none", { claims: { sub: "$answer.id", email_verified: "v" } }],
    ["trust in a flag that is not read", { emailTrust: "claim", claims: { sub: "id" } }],
    ["trust of no known kind", { emailTrust: "sometimes" as "never" }],
    ["state as a fixed parameter", { authorizeParams: { state: "x" } }],
    ["redirect_uri as a fixed parameter", { authorizeParams: { redirect_uri: "https://evil.test" } }],
    [
      "a renamed parameter as a fixed one",
      { quirks: { authorizeNames: { client_id: "appid" } }, authorizeParams: { appid: "x" } },
    ],
    ["a setting with a bad name", { settings: { "Bad-Name": { label: "x", type: "text" } } }],
    ["a setting with no choices", { settings: { region: { label: "x", type: "choice" } } }],
    ["a setting with a pattern that is none", { settings: { region: { label: "x", type: "text", pattern: "(" } } }],
    [
      "a default that names a later setting",
      { settings: { a: { label: "x", type: "text", default: "{b}" }, b: { label: "x", type: "text" } } },
    ],
    [
      "a derived value with a setting's name",
      { settings: { a: { label: "x", type: "text" } }, derived: { a: () => "" } },
    ],
    ["a colour that is none", { colour: "red" }],
    ["a path in the token answer that is none", { quirks: { tokenAnswer: { access_token: "" } } }],
  ])("%s", (_, changes) => {
    expect(caught(() => plainEntry(changes))).toMatchObject({ name: "ProviderError", code: "misconfigured" });
  });

  test.each<[string, Partial<OidcProvider>]>([
    ["no openid", { scope: ["profile"] }],
    ["a shared-secret algorithm", { idTokenAlgs: ["HS256" as "RS256"] }],
    ["no algorithm", { idTokenAlgs: ["none" as "RS256"] }],
    ["an empty list of algorithms", { idTokenAlgs: [] }],
    ["an issuer's template without a claim", { issuerTemplate: { template: "https://x.test", when: {} } }],
    [
      "a template for a setting that is not there",
      { issuerTemplate: { template: "https://x.test/{tid}", when: { tenant: ["a"] } } },
    ],
  ])("%s", (_, changes) => {
    expect(caught(() => connectEntry(changes))).toMatchObject({ name: "ProviderError", code: "misconfigured" });
  });

  test("and says why, to the log alone", () => {
    const error = caught(() => plainEntry({ id: "a/b" })) as ProviderError;
    expect(error.message).toBe("This provider is not set up correctly.");
    expect(String(error.cause)).toContain("id:");
  });
});

test("every entry is sound, and can't be changed once it is in use", () => {
  for (const entry of catalogue) {
    checkEntry(entry);
    expect(Object.isFrozen(entry) && Object.isFrozen(entry.claims) && Object.isFrozen(entry.scope)).toBe(true);
  }
  expect(Object.isFrozen(catalogue)).toBe(true);
  expect(() => Object.assign(plainEntry().claims, { sub: "email" })).toThrow(TypeError);
});

test("every code of an error has its own words", () => {
  const messages = providerErrorCodes.map((code) => new ProviderError(code, "why").message);
  expect(new Set(messages).size).toBe(providerErrorCodes.length);
  expect(providerErrorCodes).toHaveLength(10);
});

describe("settings", () => {
  const values = (setting: Setting, value?: string) =>
    settingValues({ settings: { it: setting } }, value === undefined ? {} : { it: value }).it;

  test.each([
    ["https://Door.Example/", "https://door.example"],
    ["https://door.example:443/auth//", "https://door.example/auth"],
    ["http://localhost:8080", "http://localhost:8080"],
    [" https://door.example ", "https://door.example"],
    ["https://door.example/a/../b", "https://door.example/b"],
  ])("url %s", (value, expected) => {
    expect(values({ label: "x", type: "url" }, value)).toBe(expected);
  });

  test.each([
    "door.example",
    "ftp://door.example",
    "https://u:p@door.example",
    "https://a.test?x",
    "https://a.test#",
    "javascript:x",
  ])("url %s is refused", (value) => {
    expect(caught(() => values({ label: "x", type: "url" }, value))).toMatchObject({ code: "misconfigured" });
  });

  test("host", () => {
    expect(values({ label: "x", type: "host" }, "Dev.Okta.Test")).toBe("dev.okta.test");
    for (const value of ["a/b", "a@b", "a b", "https://a.test", "a.test?x", "a.test#"]) {
      expect(
        caught(() => values({ label: "x", type: "host" }, value)),
        value,
      ).toMatchObject({ code: "misconfigured" });
    }
  });

  test("text can't leave its place in an address", () => {
    const provider = { settings: { it: { label: "x", type: "text" } as const } };
    const fill = (value: string) =>
      new URL(fillTemplate("https://a.test/{it}/token", addressParts(provider, settingValues(provider, { it: value }))))
        .href;
    expect(fill("a/b?c#d")).toBe("https://a.test/a%2Fb%3Fc%23d/token");
    expect(fill("my realm")).toBe("https://a.test/my%20realm/token");
    for (const value of [".", "..", "a\u0000"])
      expect(caught(() => fill(value))).toMatchObject({ code: "misconfigured" });
    expect(caught(() => fillTemplate("https://{it}/", { it: "" }))).toMatchObject({ code: "misconfigured" });
    expect(caught(() => fillTemplate("https://{toString}/", {}))).toMatchObject({ code: "misconfigured" });
    expect(placeholders("https://{a}.test/{b}")).toEqual(["a", "b"]);
  });

  test("choices, patterns, defaults and what is required", () => {
    const choice: Setting = { label: "x", type: "choice", choices: ["us", "eu"], default: "us" };
    expect(values(choice)).toBe("us");
    expect(values(choice, "eu")).toBe("eu");
    expect(caught(() => values(choice, "cn"))).toMatchObject({ code: "misconfigured" });
    const pattern: Setting = { label: "x", type: "text", pattern: "a|b", required: true };
    expect(values(pattern, "b")).toBe("b");
    for (const value of ["ab", "xa", ""]) {
      expect(caught(() => values(pattern, value))).toMatchObject({ code: "misconfigured" });
    }
    expect(values({ label: "x", type: "text" })).toBe("");
    expect(settingValues({ settings: {} }, { unknown: "x" })).toEqual({});
  });
});

describe("a registration", () => {
  const start = (app: ProviderApp, options: { prompt?: string; loginHint?: string } = {}) =>
    startSignIn(app, { fetch: scriptedFetch({}).fetch, now: () => NOW, ...options });
  const query = async (app: ProviderApp, options: { prompt?: string; loginHint?: string } = {}) =>
    Object.fromEntries(new URL((await start(app, options)).url).searchParams);

  test.each<[string, Partial<ProviderApp>]>([
    ["no client id", { clientId: "" }],
    ["a callback address that is none", { redirectUri: "/callback" }],
    ["state among its parameters", { authorizeParams: { state: "fixed" } }],
    ["a code challenge among its parameters", { authorizeParams: { code_challenge_method: "plain" } }],
    ["a request object among its parameters", { authorizeParams: { request: "eyJ" } }],
  ])("is refused: %s", async (_, changes) => {
    await expect(start(appFor(plainEntry(), changes))).rejects.toMatchObject({ code: "misconfigured" });
  });

  test("needs openid where the protocol does", async () => {
    const app = appFor(connectEntry(), { scope: ["profile"] });
    await expect(start(app)).rejects.toMatchObject({ code: "misconfigured" });
  });

  test("may replace scopes and add parameters", async () => {
    const entry = plainEntry({ scopeSeparator: ",", authorizeParams: { access_type: "online", v: "1" } });
    const app = appFor(entry, { scope: ["a", "b"], authorizeParams: { access_type: "offline", hd: "x.test" } });
    expect(await query(app)).toMatchObject({ scope: "a,b", access_type: "offline", hd: "x.test", v: "1" });
    expect(await query(appFor(plainEntry(), { scope: [] }))).not.toHaveProperty("scope");
  });

  test("a state of the caller's own is used, if it can be a secret", async () => {
    const own = (state: string) => startSignIn(appFor(plainEntry()), { fetch: scriptedFetch({}).fetch, state });
    const { url, pending } = await own("s".repeat(32));
    expect([pending.state, new URL(url).searchParams.get("state")]).toEqual(["s".repeat(32), "s".repeat(32)]);
    for (const state of ["", "state", "s".repeat(31), "s".repeat(513), `${"s".repeat(40)}&x=1`]) {
      await expect(own(state)).rejects.toMatchObject({ code: "misconfigured" });
    }
  });

  test("what is configured makes an address, or nobody is sent there", async () => {
    const settings = { place: { label: "x", type: "text" } as const };
    const entry = plainEntry({ settings, authorize: "https://{place}.plain.test/authorize" });
    expect((await start(appFor(entry, { settings: { place: "eu" } }))).url).toMatch(
      /^https:\/\/eu\.plain\.test\/authorize\?/,
    );
    for (const place of ["a b", "a/b", "evil.test#", "evil.test@", ""]) {
      await expect(start(appFor(entry, { settings: { place } })), place).rejects.toMatchObject({
        code: "misconfigured",
      });
    }
    const derived = plainEntry({
      derived: {
        place: () => {
          throw new Error("not as expected");
        },
      },
      token: "https://{place}.plain.test/token",
    });
    await expect(start(appFor(derived))).rejects.toMatchObject({ code: "misconfigured" });
  });

  test("half a character from outside does no harm", async () => {
    expect(await query(appFor(plainEntry()), { loginHint: "a\ud800b" })).toMatchObject({ login_hint: "a\ufffdb" });
  });

  test("prompt and login_hint are passed on, under the provider's names; a fixed prompt stays", async () => {
    const entry = plainEntry({ quirks: { authorizeNames: { login_hint: "login" } } });
    expect(await query(appFor(entry), { prompt: "login", loginHint: "a&b=c" })).toMatchObject({
      prompt: "login",
      login: "a&b=c",
    });
    expect(
      await query(appFor(plainEntry({ authorizeParams: { prompt: "consent" } })), { prompt: "none" }),
    ).toMatchObject({
      prompt: "consent",
    });
  });

  test("every parameter stands once, and an address's own query is kept", async () => {
    const entry = plainEntry({ authorize: "https://plain.test/authorize?type=web&x=%20", pkce: false });
    const { url, pending } = await start(appFor(entry));
    expect(url.startsWith("https://plain.test/authorize?type=web&x=%20&response_type=code&")).toBe(true);
    const names = [...new URL(url).searchParams.keys()];
    expect(new Set(names).size).toBe(names.length);
    expect(pending).toEqual({ state: expect.stringMatching(/^[\w-]{43}$/) as string });
    const hijacked = plainEntry({ authorize: "https://plain.test/authorize?redirect_uri=https://evil.test" });
    await expect(start(appFor(hijacked))).rejects.toMatchObject({ code: "misconfigured" });
  });

  test("parameters under other names", async () => {
    const entry = plainEntry({ quirks: { authorizeNames: { client_id: "appid", scope: "scopes" } } });
    const sent = await query(appFor(entry));
    expect(sent).toMatchObject({ appid: "client", scopes: "profile" });
    expect(sent).not.toHaveProperty("client_id");
  });
});
