/**
 * Signed sign-ins, calls and callbacks, against published examples: RFC 1321 and RFC 4231 for the hashes, Discourse's and
 * Shopify's documentation, and a widget answer from a public test suite; then each through the sandbox.
 */
import { describe, expect, test } from "vitest";
import { callSignature } from "../../src/providers/engines/call-signature.ts";
import { hmac, toHex } from "../../src/providers/engines/hash.ts";
import { md5 } from "../../src/providers/engines/md5.ts";
import {
  finishSignIn,
  oauth2,
  type ProviderApp,
  ProviderError,
  type SignedProvider,
  signed,
  startSignIn,
} from "../../src/providers/index.ts";
import { NOW, plainEntry } from "./entries.ts";
import { engineGround } from "./sandbox-sign-in.ts";
import { json, scriptedFetch } from "./scripted-fetch.ts";

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  return (error as ProviderError).code;
};

test.each([
  ["", "d41d8cd98f00b204e9800998ecf8427e"],
  ["a", "0cc175b9c0f1b6a831c399e269772661"],
  ["abc", "900150983cd24fb0d6963f7d28e17f72"],
  ["message digest", "f96b697d7cb7938d525a2f31aaf161d0"],
  ["abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"],
  ["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"],
  ["1234567890".repeat(8), "57edf4a22be3c955ac49da2e2107b67a"],
])("RFC 1321, A.5: MD5 of %j", (text, digest) => {
  expect(md5(text)).toBe(digest);
});

test("RFC 4231, 4.3: HMAC-SHA256", async () => {
  expect(toHex(await hmac("SHA-256", "Jefe", "what do ya want for nothing?"))).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
});

test("the signatures of calls: what is signed, in which order, with which secret", async () => {
  const secrets = { clientSecret: "secret", accessToken: "token" };
  const parameters = Object.entries({ b: "2", a: "1", access_token: "token", format: "json" });
  const ok = { kind: "sortedMd5", parameter: "sig", pairs: "name=value", secret: "tokenAndClient" } as const;
  expect(await callSignature({ ...ok, except: ["access_token"] }, parameters, secrets)).toBe(
    md5(`a=1b=2format=json${md5("tokensecret")}`),
  );
  const lastfm = { kind: "sortedMd5", parameter: "api_sig", pairs: "namevalue", secret: "client" } as const;
  expect(await callSignature({ ...lastfm, except: ["format", "access_token"] }, parameters, secrets)).toBe(
    md5("a1b2secret"),
  );
});

const widget = (changes: Partial<Omit<SignedProvider, "protocol">> = {}): SignedProvider =>
  signed({
    id: "widget",
    name: "Widget",
    authorize: "https://widget.test/auth",
    request: { bot_id: "{clientId}", origin: "{origin}", return_to: "{callbackAddress}" },
    proof: { kind: "lines", parameter: "hash", time: "auth_date", maxAge: "maxAge", packed: "tgAuthResult" },
    settings: { maxAge: { label: "Seconds", type: "text", default: "300" } },
    scope: [],
    pkce: false,
    emailTrust: "never",
    claims: { sub: "id", preferred_username: "username", given_name: "first_name", name: "first_name" },
    ...changes,
  });

const appOf = (provider: SignedProvider, clientSecret: string): ProviderApp => ({
  provider,
  clientId: "bot",
  clientSecret,
  redirectUri: "https://hub.test/callback",
});

describe("lines", () => {
  const TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
  const answer = {
    id: "42",
    first_name: "John",
    last_name: "Smith",
    username: "username",
    photo_url: "https://t.me/i/userpic/320/picname.jpg",
    auth_date: "1565810688",
    hash: "c303db2b5a06fe41d23a9b14f7c545cfc11dcc7473c07c9c5034ae60062461ce",
  };
  const { fetch } = scriptedFetch({});
  const now = () => 1565810700;

  async function finish(fields: Record<string, string>, at = now, app = appOf(widget(), TOKEN)) {
    const { pending } = await startSignIn(app, { fetch, now: at });
    const callback = new URLSearchParams({ state: pending.state, ...fields });
    return finishSignIn(app, pending, callback, { fetch, now: at });
  }

  test("a published answer", async () => {
    const { profile, tokens } = await finish(answer);
    expect(profile).toMatchObject({ sub: "42", preferred_username: "username", given_name: "John" });
    expect(profile.issuer).toBe("https://widget.test");
    expect(tokens).toEqual({ accessToken: "" });
    expect(JSON.stringify(profile.raw)).not.toContain(answer.hash);
  });

  test("the same answer, packed as in a fragment", async () => {
    const packed = Buffer.from(JSON.stringify({ ...answer, id: 42, auth_date: 1565810688 })).toString("base64url");
    expect((await finish({ tgAuthResult: packed })).profile.sub).toBe("42");
    expect(await codeOf(finish({ tgAuthResult: Buffer.from("false").toString("base64url") }))).toBe("access_denied");
    expect(await codeOf(finish({ tgAuthResult: "%%%" }))).toBe("bad_answer");
  });

  test.each([
    ["another id", { ...answer, id: "43" }],
    ["one parameter more", { ...answer, is_admin: "1" }],
    ["one parameter less", Object.fromEntries(Object.entries(answer).filter(([name]) => name !== "photo_url"))],
    ["no hash", Object.fromEntries(Object.entries(answer).filter(([name]) => name !== "hash"))],
    ["a hash that is empty", { ...answer, hash: "" }],
  ])("refuses %s", async (_, fields) => {
    expect(await codeOf(finish(fields))).toBe("id_token_invalid");
  });

  test("is good for its moment, with its secret, and for the sign-in that asked", async () => {
    expect(await codeOf(finish(answer, () => 1565810688 + 301))).toBe("id_token_invalid");
    expect(await codeOf(finish(answer, () => 1565810688 - 61))).toBe("id_token_invalid");
    expect(await codeOf(finish(answer, now, appOf(widget(), "another")))).toBe("id_token_invalid");
    expect(await codeOf(finish(answer, now, appOf(widget(), "")))).toBe("misconfigured");
    expect(await codeOf(finish({ ...answer, state: "x".repeat(43) }))).toBe("state_mismatch");
  });

  test("the address that the browser is sent to", async () => {
    const { url, pending } = await startSignIn(appOf(widget(), TOKEN), { fetch, now });
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      bot_id: "bot",
      origin: "https://hub.test",
      return_to: `https://hub.test/callback?state=${pending.state}`,
    });
    expect(url).not.toContain("ABC-DEF");
  });
});

describe("payload", () => {
  const forum = widget({
    id: "forum",
    request: {},
    proof: { kind: "payload", payload: "sso", signature: "sig", nonce: "nonce", returnTo: "return_sso_url" },
    claims: { sub: "external_id", preferred_username: "username", email: "email", name: "name" },
  });
  const app = appOf(forum, "d836444a9e4084d5b224a60c208dce14");
  const { fetch } = scriptedFetch({});
  const sso =
    "bm9uY2U9Y2I2ODI1MWVlZmI1MjExZTU4YzAwZmYxMzk1ZjBjMGImbmFtZT1z\nYW0mdXNlcm5hbWU9c2Ftc2FtJmVtYWlsPXRlc3QlNDB0ZXN0LmNvbSZleHRl\n" +
    "cm5hbF9pZD1oZWxsbzEyMw==\n";
  const sig = "1c884222282f3feacd76802a9dd94e8bc8deba5d619b292bed75d63eb3152c0b";
  const pending = { state: "s".repeat(43), nonce: "cb68251eefb5211e58c00ff1395f0c0b" };
  const finish = (fields: Record<string, string>, kept = pending) =>
    finishSignIn(app, kept, new URLSearchParams({ state: pending.state, ...fields }), { fetch });

  test("Discourse's documented example", async () => {
    const { profile } = await finish({ sso, sig });
    expect(profile).toMatchObject({ sub: "hello123", preferred_username: "samsam", email: "test@test.com" });
    expect(profile.email_verified).toBe(false);
  });

  test("refuses another signature, another nonce, another payload", async () => {
    expect(await codeOf(finish({ sso, sig: sig.replace("1c", "1d") }))).toBe("id_token_invalid");
    expect(await codeOf(finish({ sso }))).toBe("id_token_invalid");
    expect(await codeOf(finish({ sso: sso.replace("bm9", "bm8"), sig }))).toBe("id_token_invalid");
    expect(await codeOf(finish({ sso, sig }, { ...pending, nonce: "another" }))).toBe("state_mismatch");
  });
});

test("Shopify's documented callback signature", async () => {
  const provider = plainEntry({ quirks: { callbackHmac: "hmac" }, pkce: false });
  const app = { provider, clientId: "c", clientSecret: "hush", redirectUri: "https://hub.test/callback" };
  const { fetch } = scriptedFetch({
    "https://plain.test/token": json({ access_token: "t" }),
    "https://plain.test/me": json({ id: 1, name: "Shop" }),
  });
  const fields = {
    code: "0907a61c0c8d55e99db179b68161bc00",
    hmac: "700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf",
    shop: "some-shop.myshopify.com",
    state: "0.6784241404160823",
    timestamp: "1337178173",
  };
  const pending = { state: fields.state };
  const finish = (changes: Record<string, string>) =>
    finishSignIn(app, pending, new URLSearchParams({ ...fields, ...changes }), { fetch, now: () => NOW });
  expect((await finish({})).profile.sub).toBe("1");
  expect(await codeOf(finish({ shop: "evil.example" }))).toBe("state_mismatch");
  expect(await codeOf(finish({ hmac: "" }))).toBe("state_mismatch");
});

describe("through the sandbox, which checks and signs by Node's own hashes", () => {
  const passport = widget({
    id: "passport",
    authorize: "https://passport.test/authorize",
    request: {
      app: "{clientId}",
      hash: { md5: "{clientSecret}{callbackAddress}" },
      redirect: "{callbackAddress}",
    },
    proof: {
      kind: "exchange",
      code: "dr_auth_code",
      success: { parameter: "dr_auth_status", value: "ok" },
      url: "https://passport.test/json",
      query: { action: "authorize", app: "{clientSecret}", code: "{code}" },
      accessToken: "apikey",
    },
    claims: { sub: "uid", name: "name" },
  });
  const asserted = widget({
    id: "asserted",
    authorize: "https://asserted.test/sign-in",
    settings: { audience: { label: "Audience", type: "url", required: true } },
    request: { return_to: "{callbackAddress}" },
    proof: {
      kind: "assertion",
      parameter: "assertion",
      verifier: "https://verifier.asserted.test/verify",
      body: { assertion: "{code}", audience: "{audience}" },
      expect: { status: "okay", audience: "{audience}" },
    },
    claims: { sub: "uid", name: "name" },
  });
  const forum = widget({
    id: "forum",
    authorize: "https://forum.test/session/sso_provider",
    request: {},
    proof: { kind: "payload", payload: "sso", signature: "sig", nonce: "nonce", returnTo: "return_sso_url" },
    claims: { sub: "external_id", name: "name", email: "email" },
  });
  const hashed = oauth2({
    ...plainEntry(),
    id: "hashed",
    authorize: "https://hashed.test/authorize",
    token: "https://hashed.test/token",
    userinfo: "https://hashed.test/me",
    quirks: {
      callbackHmac: "hmac",
      profileQuery: { method: "users.getInfo" },
      callSignature: { kind: "sortedMd5", parameter: "sig", pairs: "name=value", secret: "tokenAndClient" },
    },
  });
  const proved = oauth2({
    ...hashed,
    id: "proved",
    authorize: "https://proved.test/authorize",
    token: "https://proved.test/token",
    userinfo: "https://proved.test/me",
    callbackBy: "form",
    quirks: {
      callSignature: { kind: "tokenHmac", parameter: "appsecret_proof" },
      clientSecret: { kind: "jwt", audience: "https://proved.test", issuer: "team", keyId: "keyId" },
    },
    settings: {
      team: { label: "Team", type: "text", required: true },
      keyId: { label: "Key", type: "text", required: true },
    },
  });
  const ground = engineGround([widget(), passport, asserted, forum, hashed, proved]);

  test.each(["widget", "passport", "asserted", "forum", "hashed", "proved"])("%s", async (id) => {
    const app = ground.app(id);
    const profile = await ground.signIn(app);
    expect(profile.name).toMatch(/^Mira( Halden)?$/);
    expect((await ground.signIn(app, { person: "mira-renamed" })).sub).toBe(profile.sub);
    expect((await ground.signIn(app, { person: "impostor" })).sub).not.toBe(profile.sub);
    expect(await codeOf(ground.signIn(app, { fault: "denied" }))).toBe("access_denied");
    expect(await codeOf(ground.signIn(app, { fault: "wrong_state" }))).toBe("state_mismatch");
  });

  test.each([
    ["widget", "id_token_invalid"],
    ["passport", "token_refused"],
    ["asserted", "id_token_invalid"],
    ["forum", "id_token_invalid"],
    ["hashed", "token_refused"],
    ["proved", "token_refused"],
  ])("the wrong secret at %s", async (id, code) => {
    expect(await codeOf(ground.signIn(ground.app(id), { fault: "wrong_secret" }))).toBe(code);
  });

  test("an identifier that was changed under the signature", async () => {
    expect(await codeOf(ground.signIn(ground.app("widget"), { fault: "other_subject" }))).toBe("id_token_invalid");
  });

  test("a code and an assertion are good once", async () => {
    for (const id of ["passport", "asserted"]) {
      const app = ground.app(id);
      const { url, pending } = await startSignIn(app, { fetch: ground.fetch });
      const back = await ground.sandbox.signInAs(url, "mira");
      await finishSignIn(app, pending, back.searchParams, { fetch: ground.fetch });
      const again = finishSignIn(app, pending, back.searchParams, { fetch: ground.fetch });
      expect(["token_refused", "id_token_invalid"]).toContain(await codeOf(again));
    }
  });

  test("a client secret that is signed with another key, or is none", async () => {
    const other = engineGround([proved]).app("proved");
    expect(await codeOf(ground.signIn({ ...ground.app("proved"), clientSecret: other.clientSecret ?? "" }))).toBe(
      "token_refused",
    );
    expect(await codeOf(ground.signIn({ ...ground.app("proved"), clientSecret: "no key" }))).toBe("misconfigured");
  });

  test("a callback whose parameters were changed", async () => {
    const bend = (back: URL): void => back.searchParams.set("shop", "evil.example");
    expect(await codeOf(ground.signIn(ground.app("hashed"), { bend }))).toBe("state_mismatch");
  });
});
