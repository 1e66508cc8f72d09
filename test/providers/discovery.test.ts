/** Discovery and keys: whose document it is, how long it is believed, and how often a provider is asked. */
import { describe, expect, test } from "vitest";
import { finishSignIn, startSignIn } from "../../src/providers/index.ts";
import { appFor, connectEntry, metadata, NOW } from "./entries.ts";
import { type Answering, json, scriptedFetch, text } from "./scripted-fetch.ts";
import { createSigner, type Signer } from "./signer.ts";

const DOCUMENT = "https://connect.test/.well-known/openid-configuration";
const KEYS = "https://connect.test/keys";
const old = await createSigner("ES256", "old");
const next = await createSigner("ES256", "next");

/** A provider whose clock, keys and health the test decides. */
function createProvider(document: Answering = json(metadata())) {
  const world = { now: NOW, keys: json(old.jwks()) as Answering, document, signer: old as Signer, nonce: "" };
  const scripted = scriptedFetch({
    [DOCUMENT]: (asked) => (typeof world.document === "function" ? world.document(asked) : world.document.clone()),
    [KEYS]: (asked) => (typeof world.keys === "function" ? world.keys(asked) : world.keys.clone()),
    "https://connect.test/token": async () => {
      const { nonce, now } = world;
      const claims = { iss: "https://connect.test", aud: "client", sub: "p", iat: now, exp: now + 60, nonce };
      return json({ access_token: "a", id_token: await world.signer.sign(claims) });
    },
  });
  const options = { fetch: scripted.fetch, now: () => world.now };
  const app = appFor(connectEntry());
  return {
    world,
    start: () => startSignIn(app, options),
    async signIn() {
      const { pending } = await startSignIn(app, options);
      world.nonce = pending.nonce ?? "";
      const callback = new URLSearchParams({ code: "c", state: pending.state });
      return (await finishSignIn(app, pending, callback, options)).profile.sub;
    },
    count: (url: string) => scripted.asked.filter((asked) => asked.url === url).length,
  };
}

const down: Answering = () => Promise.reject(new TypeError("fetch failed"));

describe("the discovery document", () => {
  test.each<[string, Answering]>([
    ["another issuer", json(metadata({ issuer: "https://evil.test" }))],
    ["the issuer with a slash", json(metadata({ issuer: "https://connect.test/" }))],
    ["no issuer", json(metadata({ issuer: undefined }))],
    ["a list", json([metadata()])],
    ["HTML", text("<html>", 200, "text/html")],
    ["no token endpoint", json(metadata({ token_endpoint: undefined }))],
    ["an endpoint without TLS", json(metadata({ token_endpoint: "http://connect.test/token" }))],
    ["an endpoint that is a script", json(metadata({ authorization_endpoint: "javascript:alert(1)" }))],
    ["an endpoint that is a number", json(metadata({ jwks_uri: 5 }))],
    ["an endpoint that is not an address", json(metadata({ userinfo_endpoint: "https://" }))],
    ["not found", text("nothing here", 404)],
  ])("is refused: %s", async (_, document) => {
    await expect(createProvider(document).start()).rejects.toMatchObject({ code: "bad_answer" });
  });

  test.each<[string, Answering]>([
    ["a server's failure", text("oops", 503)],
    ["no network", down],
  ])("can't be had: %s", async (_, document) => {
    const provider = createProvider(document);
    await expect(provider.start()).rejects.toMatchObject({ code: "unreachable" });
    provider.world.document = json(metadata());
    await expect(provider.start()).resolves.toHaveProperty("url");
  });

  test("is asked for once an hour, by however many sign-ins", async () => {
    const provider = createProvider();
    await Promise.all(Array.from({ length: 20 }, provider.start));
    provider.world.now += 3599;
    await provider.start();
    expect(provider.count(DOCUMENT)).toBe(1);
    provider.world.now += 1;
    await provider.start();
    expect(provider.count(DOCUMENT)).toBe(2);
  });

  test("serves a day longer while the provider is down, and not for ever", async () => {
    const provider = createProvider();
    await provider.start();
    provider.world.document = down;
    provider.world.now += 86_399;
    await expect(provider.start()).resolves.toHaveProperty("url");
    provider.world.now += 1;
    await expect(provider.start()).rejects.toMatchObject({ code: "unreachable" });
  });

  test("is asked for anew when the clock was set back", async () => {
    const provider = createProvider();
    await provider.start();
    provider.world.now -= 100;
    await provider.start();
    expect(provider.count(DOCUMENT)).toBe(2);
  });

  test("is never shared between two ways out", async () => {
    const first = createProvider();
    const second = createProvider();
    await first.start();
    await second.start();
    expect([first.count(DOCUMENT), second.count(DOCUMENT)]).toEqual([1, 1]);
  });
});

test("two spellings of an issuer never share a document", async () => {
  const { fetch } = scriptedFetch({ [DOCUMENT]: json(metadata()) });
  const start = (issuer: string) => startSignIn(appFor(connectEntry({ issuer })), { fetch, now: () => NOW });
  await expect(start("https://connect.test")).resolves.toHaveProperty("url");
  await expect(start("https://connect.test/")).rejects.toMatchObject({ code: "bad_answer" });
});

test("a discovery document that names itself as the keys", async () => {
  const provider = createProvider(json(metadata({ jwks_uri: DOCUMENT })));
  await expect(provider.signIn()).rejects.toMatchObject({ code: "bad_answer" });
});

describe("keys", () => {
  test("are asked for once in ten minutes", async () => {
    const provider = createProvider();
    await Promise.all([provider.signIn()]);
    provider.world.now += 599;
    await provider.signIn();
    expect(provider.count(KEYS)).toBe(1);
    provider.world.now += 1;
    await provider.signIn();
    expect(provider.count(KEYS)).toBe(2);
  });

  test("a rotation is followed at the first token", async () => {
    const provider = createProvider();
    await provider.signIn();
    provider.world.now += 60;
    provider.world.signer = next;
    provider.world.keys = json({ keys: [old.jwk, next.jwk] });
    expect(await provider.signIn()).toBe("p");
    expect(provider.count(KEYS)).toBe(2);
  });

  test("tokens with invented keys ask once in half a minute", async () => {
    const provider = createProvider();
    await provider.signIn();
    provider.world.signer = next;
    provider.world.now += 31;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await expect(provider.signIn()).rejects.toMatchObject({ code: "id_token_invalid" });
    }
    expect(provider.count(KEYS)).toBe(2);
    provider.world.now += 30;
    await expect(provider.signIn()).rejects.toMatchObject({ code: "id_token_invalid" });
    expect(provider.count(KEYS)).toBe(3);
  });

  test("a withdrawn key is not believed after ten minutes", async () => {
    const provider = createProvider();
    await provider.signIn();
    provider.world.keys = json(next.jwks());
    provider.world.now += 600;
    await expect(provider.signIn()).rejects.toMatchObject({ code: "id_token_invalid" });
  });

  test("serve an hour while the provider is down, and not longer", async () => {
    const provider = createProvider();
    await provider.signIn();
    provider.world.keys = down;
    provider.world.now += 3599;
    expect(await provider.signIn()).toBe("p");
    provider.world.now += 1;
    await expect(provider.signIn()).rejects.toMatchObject({ code: "unreachable" });
  });
});

test("200 people at once each get their own identity", async () => {
  const people = new Map<string, string>();
  const scripted = scriptedFetch({
    [DOCUMENT]: json(metadata()),
    [KEYS]: json(old.jwks()),
    "https://connect.test/token": async ({ init }) => {
      const code = new URLSearchParams(String(init.body)).get("code") ?? "";
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      const claims = { iss: "https://connect.test", aud: "client", sub: code, iat: NOW, exp: NOW + 60 };
      return json({ access_token: `a-${code}`, id_token: await old.sign({ ...claims, nonce: people.get(code) }) });
    },
  });
  const app = appFor(connectEntry());
  const options = { fetch: scripted.fetch, now: () => NOW };
  const subjects = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const { pending } = await startSignIn(app, options);
      people.set(`person-${index}`, pending.nonce ?? "");
      const callback = new URLSearchParams({ code: `person-${index}`, state: pending.state });
      const { profile, tokens } = await finishSignIn(app, pending, callback, options);
      return [profile.sub, tokens.accessToken];
    }),
  );
  expect(subjects).toEqual(Array.from({ length: 200 }, (_, index) => [`person-${index}`, `a-person-${index}`]));
});
