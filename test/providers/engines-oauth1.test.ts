/**
 * OAuth 1.0a: signature base strings and signatures against published examples (RFC 5849, 1.2 and 3.4.1; OAuth Core 1.0,
 * appendix A; the RSA-SHA1 example of the OAuth wiki), and the flow against answers written by hand.
 */
import { describe, expect, test } from "vitest";
import { signatureOf } from "../../src/providers/engines/oauth1/signature.ts";
import { percentEncode, signatureBase } from "../../src/providers/engines/oauth1/signature-base.ts";
import { authorizationHeader } from "../../src/providers/engines/oauth1/signed-request.ts";
import {
  finishSignIn,
  type OAuth1Provider,
  oauth1,
  type ProviderApp,
  ProviderError,
  startSignIn,
} from "../../src/providers/index.ts";
import { NOW } from "./entries.ts";
import { engineGround } from "./sandbox-sign-in.ts";
import { json, scriptedFetch, text } from "./scripted-fetch.ts";

describe("RFC 5849", () => {
  test("3.6: only unreserved characters stand as they are", () => {
    expect(percentEncode("abc-._~ +&=*%/?\u2603!'()")).toBe("abc-._~%20%2B%26%3D%2A%25%2F%3F%E2%98%83%21%27%28%29");
  });

  test("3.4.1.1: the base string of the section's example", () => {
    const base = signatureBase("POST", "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b", [
      ["oauth_consumer_key", "9djdj82h48djs9d2"],
      ["oauth_token", "kkk9d7dh3k39sjv7"],
      ["oauth_signature_method", "HMAC-SHA1"],
      ["oauth_timestamp", "137131201"],
      ["oauth_nonce", "7d8f3e4a"],
      ["c2", ""],
      ["a3", "2 q"],
    ]);
    expect(base).toBe(
      "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26" +
        "c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1" +
        "%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7",
    );
  });

  test.each([
    ["EXAMPLE.COM:80", "http://EXAMPLE.COM:80/r%20v/X?id=123", "GET&http%3A%2F%2Fexample.com%2Fr%2520v%2FX&id%3D123"],
    ["www.example.net:8080", "https://www.example.net:8080/?q=1", "GET&https%3A%2F%2Fwww.example.net%3A8080%2F&q%3D1"],
  ])("3.4.1.2: the base address of %s", (_, address, base) => {
    expect(signatureBase("get", address, [])).toBe(base);
  });

  const client = "kd94hf93k423kf44";
  test.each([
    [
      "temporary credentials",
      "POST",
      "https://photos.example.net/initiate",
      { oauth_callback: "http://printer.example.com/ready", oauth_timestamp: "137131200", oauth_nonce: "wIjqoS" },
      "",
      "74KNZJeDHnMBp0EMJ9ZHt/XKycU=",
    ],
    [
      "token credentials",
      "POST",
      "https://photos.example.net/token",
      {
        oauth_token: "hh5s93j4hdidpola",
        oauth_timestamp: "137131201",
        oauth_nonce: "walatlh",
        oauth_verifier: "hfdp7dh39dks9884",
      },
      "hdhd0244k9j7ao03",
      "gKgrFCywp7rO0OXSjdot/IHF7IU=",
    ],
    [
      "a resource",
      "GET",
      "http://photos.example.net/photos?file=vacation.jpg&size=original",
      { oauth_token: "nnch734d00sl2jdk", oauth_timestamp: "137131202", oauth_nonce: "chapoH" },
      "pfkkdhi9sl3r4s00",
      "MdpQcU8iPSUjWoN/UDMsK2sui9I=",
    ],
  ])("1.2: the signature for %s", async (_, method, address, own, token, signature) => {
    const base = signatureBase(method, address, [
      ["oauth_consumer_key", "dpf43f3p2l4k3l03"],
      ["oauth_signature_method", "HMAC-SHA1"],
      ...Object.entries(own),
    ]);
    expect(await signatureOf("HMAC-SHA1", base, { client, token })).toBe(signature);
  });
});

test("OAuth Core 1.0, appendix A.5: the signature with a version", async () => {
  const header = await authorizationHeader(
    { method: "GET", address: "http://photos.example.net/photos?file=vacation.jpg&size=original" },
    {
      clientId: "dpf43f3p2l4k3l03",
      signature: "HMAC-SHA1",
      secrets: { client: "kd94hf93k423kf44", token: "pfkkdhi9sl3r4s00" },
      nonce: "kllo9940pd9333jh",
      timestamp: 1191242096,
    },
    { oauth_token: "nnch734d00sl2jdk" },
  );
  expect(header).toContain('oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"');
  expect(header).toMatch(/^OAuth oauth_consumer_key="dpf43f3p2l4k3l03", /);
});

test("OAuth Core 1.0, 9.4.1: PLAINTEXT is the two secrets", async () => {
  const secrets = { client: "djr9rjt0jd78jf88", token: "jjd999tj88uiths3" };
  expect(await signatureOf("PLAINTEXT", "anything", secrets)).toBe("djr9rjt0jd78jf88&jjd999tj88uiths3");
  const awkward = { client: "djr9rjt0jd78jf88", token: "jjd99$tj88uiths3" };
  expect(await signatureOf("PLAINTEXT", "anything", awkward)).toBe("djr9rjt0jd78jf88&jjd99%24tj88uiths3");
});

// The key pair of the OAuth wiki's test cases (section RSA-SHA1), published for this very purpose.
const WIKI_KEY = `-----BEGIN PRIVATE KEY-----
MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBALRiMLAh9iimur8V
A7qVvdqxevEuUkW4K+2KdMXmnQbG9Aa7k7eBjK1S+0LYmVjPKlJGNXHDGuy5Fw/d
7rjVJ0BLB+ubPK8iA/Tw3hLQgXMRRGRXXCn8ikfuQfjUS1uZSatdLB81mydBETlJ
hI6GH4twrbDJCR2Bwy/XWXgqgGRzAgMBAAECgYBYWVtleUzavkbrPjy0T5FMou8H
X9u2AC2ry8vD/l7cqedtwMPp9k7TubgNFo+NGvKsl2ynyprOZR1xjQ7WgrgVB+mm
uScOM/5HVceFuGRDhYTCObE+y1kxRloNYXnx3ei1zbeYLPCHdhxRYW7T0qcynNmw
rn05/KO2RLjgQNalsQJBANeA3Q4Nugqy4QBUCEC09SqylT2K9FrrItqL2QKc9v0Z
zO2uwllCbg0dwpVuYPYXYvikNHHg+aCWF+VXsb9rpPsCQQDWR9TT4ORdzoj+Nccn
qkMsDmzt0EfNaAOwHOmVJ2RVBspPcxt5iN4HI7HNeG6U5YsFBb+/GZbgfBT3kpNG
WPTpAkBI+gFhjfJvRw38n3g/+UeAkwMI2TJQS4n8+hid0uus3/zOjDySH3XHCUno
cn1xOJAyZODBo47E+67R4jV1/gzbAkEAklJaspRPXP877NssM5nAZMU0/O/NGCZ+
3jPgDUno6WbJn5cqm8MqWhW1xGkImgRk+fkDBquiq4gPiT898jusgQJAd5Zrr6Q8
AO/0isr/3aa6O6NLQxISLKcPDk2NOccAfS/xOtfOz4sJYM3+Bs4Io9+dZGSDCA54
Lw03eHTNQghS0A==
-----END PRIVATE KEY-----`;

test("OAuth wiki, test cases: RSA-SHA1", async () => {
  const base = signatureBase("GET", "http://photos.example.net/photos?file=vacaction.jpg&size=original", [
    ["oauth_consumer_key", "dpf43f3p2l4k3l03"],
    ["oauth_nonce", "13917289812797014437"],
    ["oauth_signature_method", "RSA-SHA1"],
    ["oauth_timestamp", "1196666512"],
    ["oauth_version", "1.0"],
  ]);
  expect(await signatureOf("RSA-SHA1", base, { client: WIKI_KEY, token: "ignored" })).toBe(
    "jvTp/wX1TYtByB1m+Pbyo0lnCOLIsyGCH7wke8AUs3BpnwZJtAuEJkvQL2/9n4s5wUmUl4aCI4BwpraNx4RtEXMe5qg5T1LVTGliMRpKasKsW//e" +
      "+RinhejgCuzoH26dyF8iY2ZZ/5D1ilgeijhV/vBka5twt399mXwaYdCwFYE=",
  );
  await expect(signatureOf("RSA-SHA1", base, { client: "no key", token: "" })).rejects.toMatchObject({
    code: "misconfigured",
  });
});

const entry = (changes: Partial<Omit<OAuth1Provider, "protocol">> = {}): OAuth1Provider =>
  oauth1({
    id: "old",
    name: "Old",
    requestToken: "https://api.old.test/oauth/request",
    authorize: "https://old.test/authorize",
    token: "https://api.old.test/oauth/access",
    userinfo: "https://api.old.test/me",
    scope: [],
    pkce: false,
    emailTrust: "never",
    claims: { sub: "id_str", name: "name" },
    ...changes,
  });

const appOf = (provider: OAuth1Provider): ProviderApp => ({
  provider,
  clientId: "consumer",
  clientSecret: "consumer-secret-nobody-sees",
  redirectUri: "https://hub.test/callback",
});

const form = (fields: Record<string, string>): Response =>
  text(new URLSearchParams(fields).toString(), 200, "application/x-www-form-urlencoded");

const answers = {
  "https://api.old.test/oauth/request": form({
    oauth_token: "rt",
    oauth_token_secret: "rt-secret",
    oauth_callback_confirmed: "true",
  }),
  "https://api.old.test/oauth/access": form({ oauth_token: "at", oauth_token_secret: "at-secret", user_id: "7" }),
  "https://api.old.test/me": json({ id_str: "7", name: "Mira" }),
};

const headerOf = (init: RequestInit): Record<string, string> =>
  Object.fromEntries(
    [...(new Headers(init.headers).get("authorization") ?? "").matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      decodeURIComponent(value ?? ""),
    ]),
  );

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  expect(String((error as Error).cause)).not.toContain("secret-nobody-sees");
  return (error as ProviderError).code;
};

describe("the flow", () => {
  const now = () => NOW;

  test("a request token for our callback, a signed access token, a signed profile call", async () => {
    const { fetch, asked } = scriptedFetch(answers);
    const { url, pending } = await startSignIn(appOf(entry()), { fetch, now });
    expect(url).toBe("https://old.test/authorize?oauth_token=rt");
    expect(pending.requestToken).toEqual({ token: "rt", secret: "rt-secret" });
    expect(headerOf(asked[0]?.init ?? {})).toMatchObject({
      oauth_callback: `https://hub.test/callback?state=${pending.state}`,
      oauth_consumer_key: "consumer",
      oauth_timestamp: String(NOW),
    });
    expect(asked[0]?.init.method).toBe("POST");

    const callback = new URLSearchParams({ state: pending.state, oauth_token: "rt", oauth_verifier: "v" });
    const { profile, tokens } = await finishSignIn(appOf(entry()), pending, callback, { fetch, now });
    expect(profile).toMatchObject({ sub: "7", name: "Mira", issuer: "https://old.test" });
    expect(tokens).toEqual({ accessToken: "at", tokenSecret: "at-secret" });
    expect(JSON.stringify(profile.raw)).not.toContain("at-secret");
    expect(headerOf(asked[1]?.init ?? {})).toMatchObject({ oauth_token: "rt", oauth_verifier: "v" });

    for (const [index, secret] of [
      [1, "rt-secret"],
      [2, "at-secret"],
    ] as const) {
      const { oauth_signature: signature, ...own } = headerOf(asked[index]?.init ?? {});
      const base = signatureBase(asked[index]?.init.method ?? "", asked[index]?.url ?? "", Object.entries(own));
      const client = "consumer-secret-nobody-sees";
      expect(signature).toBe(await signatureOf("HMAC-SHA1", base, { client, token: secret }));
    }
    const nonces = asked.map(({ init }) => headerOf(init).oauth_nonce);
    expect(new Set(nonces).size).toBe(3);
  });

  test("without a profile call the access token's answer is the person", async () => {
    const { userinfo: _, protocol: __, ...rest } = entry();
    const provider = oauth1({ ...rest, claims: { sub: "user_id" } });
    const { fetch } = scriptedFetch(answers);
    const { pending } = await startSignIn(appOf(provider), { fetch, now });
    const callback = new URLSearchParams({ state: pending.state, oauth_token: "rt", oauth_verifier: "v" });
    const { profile } = await finishSignIn(appOf(provider), pending, callback, { fetch, now });
    expect(profile.sub).toBe("7");
    expect(JSON.stringify(profile.raw)).not.toContain("at-secret");
  });

  test("scopes, actions and fixed parameters", async () => {
    const provider = entry({
      scope: ["read"],
      scopeIn: "authorize",
      authorizeParams: { expiration: "never" },
      actionAuthorize: { reauthenticate: "https://old.test/again" },
    });
    const { fetch } = scriptedFetch(answers);
    const wanted = { fetch, now, scope: ["write"], action: "reauthenticate" as const };
    const { url } = await startSignIn(appOf(provider), wanted);
    expect(url).toBe("https://old.test/again?scope=read+write&expiration=never&oauth_token=rt");
    const taken = { ...appOf(provider), authorizeParams: { oauth_callback: "https://evil.test" } };
    expect(await codeOf(startSignIn(taken, { fetch, now }))).toBe("misconfigured");
  });

  test.each([
    ["unconfirmed callback", form({ oauth_token: "rt", oauth_token_secret: "s" }), "bad_answer"],
    ["no token", form({ oauth_callback_confirmed: "true" }), "bad_answer"],
    ["a page", text("<html></html>", 200, "text/html"), "bad_answer"],
    ["a refusal that quotes the secret", text("bad secret: consumer-secret-nobody-sees", 401), "token_refused"],
    ["trouble", text("", 503), "provider_error"],
  ])("a request token that is none: %s", async (_, answer, code) => {
    const { fetch } = scriptedFetch({ ...answers, "https://api.old.test/oauth/request": answer });
    expect(await codeOf(startSignIn(appOf(entry()), { fetch, now }))).toBe(code);
  });

  test.each([
    ["no state", { state: null }, "state_mismatch"],
    ["another state", { state: "x".repeat(43) }, "state_mismatch"],
    ["another request token", { oauth_token: "other" }, "state_mismatch"],
    ["no request token", { oauth_token: null }, "state_mismatch"],
    ["no verifier", { oauth_verifier: null }, "bad_answer"],
    ["denied", { denied: "rt", oauth_token: null, oauth_verifier: null }, "access_denied"],
    ["somebody else's denial", { denied: "other", oauth_token: null, oauth_verifier: null }, "state_mismatch"],
    ["refused by the problem extension", { oauth_problem: "user_refused" }, "access_denied"],
    ["another problem", { oauth_problem: "token_expired" }, "provider_error"],
  ])("a callback with %s", async (_, changes: Record<string, string | null>, code) => {
    const { fetch, asked } = scriptedFetch(answers);
    const { pending } = await startSignIn(appOf(entry()), { fetch, now });
    const callback = new URLSearchParams({ state: pending.state, oauth_token: "rt", oauth_verifier: "v" });
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) callback.delete(name);
      else callback.set(name, value);
    }
    expect(await codeOf(finishSignIn(appOf(entry()), pending, callback, { fetch, now }))).toBe(code);
    expect(asked.length).toBe(1);
  });

  test("doubled parameters are refused before anything is believed", async () => {
    const { fetch } = scriptedFetch(answers);
    const { pending } = await startSignIn(appOf(entry()), { fetch, now });
    const callback = new URLSearchParams(`state=${pending.state}&oauth_token=rt&oauth_token=rt&oauth_verifier=v`);
    expect(await codeOf(finishSignIn(appOf(entry()), pending, callback, { fetch, now }))).toBe("bad_answer");
  });
});

describe("through the sandbox, which makes each signature again", () => {
  const signatures = ["HMAC-SHA1", "PLAINTEXT", "RSA-SHA1"] as const;
  const entries = signatures.map((signature) =>
    entry({ id: signature.toLowerCase(), signature, authorize: `https://${signature.toLowerCase()}.test/authorize` }),
  );
  // Query, form body and JSON body of a signed call, and one address for both credentials.
  const awkward = entry({
    id: "awkward",
    requestToken: "https://awkward.test/oauth?kind=r",
    token: "https://awkward.test/oauth",
    authorize: "https://awkward.test/authorize",
    userinfo: "https://awkward.test/rest",
    scope: ["a b", "c"].map((scope) => scope.replace(" ", "-")),
    quirks: { profileQuery: { method: "people.getInfo", text: "ä b&c=d" }, unwrap: "person[0]" },
    extra: {
      login: { url: "https://awkward.test/rest", query: { method: "test.login" }, before: true, required: true },
      form: { url: "https://awkward.test/form", body: { form: { "a b": "1+1=2", star: "*" } }, required: true },
    },
    claims: { sub: "id", name: ["name"], preferred_username: "$extra.login.user.name" },
  });
  const clock = () => NOW * 1000;
  const ground = engineGround([...entries, awkward], clock);

  test.each(["hmac-sha1", "plaintext", "awkward"])("%s", async (id) => {
    const profile = await ground.signIn(ground.app(id));
    expect(profile.name).toBe("Mira Halden");
    expect((await ground.signIn(ground.app(id), { person: "mira-renamed" })).sub).toBe(profile.sub);
    expect((await ground.signIn(ground.app(id), { person: "impostor" })).sub).not.toBe(profile.sub);
  });

  test("RSA-SHA1 with a registered key", async () => {
    const app = { ...ground.app("rsa-sha1"), clientSecret: WIKI_KEY };
    ground.sandbox.registerApp({
      providerId: "rsa-sha1",
      clientId: app.clientId,
      clientSecret: WIKI_KEY,
      redirectUris: [app.redirectUri],
    });
    expect((await ground.signIn(app)).name).toBe("Mira Halden");
  });

  test.each([
    ["another secret", { clientSecret: "wrong" }, "token_refused"],
    ["another consumer", { clientId: "nobody" }, "token_refused"],
    ["another callback", { redirectUri: "https://evil.example/callback" }, "token_refused"],
  ])("refuses %s", async (_, changes, code) => {
    expect(await codeOf(ground.signIn({ ...ground.app("hmac-sha1"), ...changes }))).toBe(code);
  });

  test.each([
    ["denied", "access_denied"],
    ["wrong_state", "state_mismatch"],
    ["wrong_secret", "token_refused"],
    ["expired_code", "token_refused"],
    ["html", "bad_answer"],
    ["oversized", "bad_answer"],
    ["server_error", "provider_error"],
  ] as const)("the fault %s", async (fault, code) => {
    expect(await codeOf(ground.signIn(ground.app("hmac-sha1"), { fault }))).toBe(code);
  });

  test("a verifier and a request token are good once, and for one another only", async () => {
    const app = ground.app("hmac-sha1");
    const call = { fetch: ground.fetch, now: () => NOW };
    const first = await startSignIn(app, call);
    const back = await ground.sandbox.signInAs(first.url, "mira");
    const bent = new URLSearchParams(back.searchParams);
    bent.set("oauth_verifier", "guessed");
    expect(await codeOf(finishSignIn(app, first.pending, bent, call))).toBe("token_refused");
    await finishSignIn(app, first.pending, back.searchParams, call);
    expect(await codeOf(finishSignIn(app, first.pending, back.searchParams, call))).toBe("token_refused");
  });
});
