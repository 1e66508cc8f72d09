/** The ID Token under attack: each check removed from the token in turn, and every way to choose a key that is known. */
import { CompactSign, exportSPKI, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { accessTokenHash } from "../../src/providers/engines/at-hash.ts";
import { finishSignIn, type IdTokenAlg, type OidcProvider, startSignIn } from "../../src/providers/index.ts";
import { appFor, connectEntry, metadata, NOW } from "./entries.ts";
import { json, scriptedFetch } from "./scripted-fetch.ts";
import { createSigner, type Signer } from "./signer.ts";

type Claims = Readonly<Record<string, unknown>>;
type Make = (claims: Claims) => Promise<string | undefined> | string | undefined;

const rsa = await createSigner("RS256");
const stranger = await createSigner("RS256");

const publicPem = await exportSPKI(rsa.publicKey);

const base: Claims = { iss: "https://connect.test", aud: "client", sub: "person-1", iat: NOW, exp: NOW + 300 };

interface Circumstances {
  readonly entry?: OidcProvider;
  readonly keys?: unknown;
  readonly now?: number;
  readonly userinfo?: unknown;
  readonly callback?: Readonly<Record<string, string>>;
}

async function signIn(
  make: Make,
  { entry = connectEntry(), keys = rsa.jwks(), now = NOW, userinfo, callback: extra }: Circumstances = {},
) {
  const answers: { idToken?: string | undefined } = {};
  const scripted = scriptedFetch({
    "https://connect.test/.well-known/openid-configuration": json(metadata()),
    "https://connect.test/keys": json(keys),
    "https://connect.test/token": () => json({ access_token: "the-access-token", id_token: answers.idToken }),
    "https://connect.test/userinfo": json(userinfo ?? {}),
    "https://evil.test/keys": json(stranger.jwks()),
  });
  const app = appFor(entry);
  const options = { fetch: scripted.fetch, now: () => now };
  const { pending } = await startSignIn(app, options);
  answers.idToken = await make({ ...base, nonce: pending.nonce });
  const callback = new URLSearchParams({ code: "c", state: pending.state, ...extra });
  const outcome = await finishSignIn(app, pending, callback, options).then(
    (result) => ({ result, error: undefined }),
    (error: unknown) => ({ result: undefined, error: error as Error & { code: string } }),
  );
  return { ...outcome, asked: scripted.asked.map(({ url }) => url) };
}

const signed =
  (changes: Claims = {}, header: Claims = {}, signer: Signer = rsa): Make =>
  (claims) =>
    signer.sign({ ...claims, ...changes }, header);

const without =
  (name: string): Make =>
  (claims) => {
    const { [name]: _, ...rest } = claims;
    return rsa.sign(rest);
  };

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

test("a good one is believed", async () => {
  const { result } = await signIn(signed({ name: "Somebody", email: "a@b.test", email_verified: true }));
  expect(result?.profile).toEqual({
    sub: "person-1",
    issuer: "https://connect.test",
    name: "Somebody",
    email: "a@b.test",
    email_verified: true,
    raw: { idToken: expect.objectContaining({ sub: "person-1", name: "Somebody" }) },
  });
});

describe("a claim is missing", () => {
  test.each(["iss", "aud", "exp", "iat", "nonce", "sub"])("%s", async (name) => {
    expect((await signIn(without(name))).error).toMatchObject({ code: "id_token_invalid" });
  });
});

describe("a claim is wrong", () => {
  test.each<[string, Claims]>([
    ["another issuer", { iss: "https://evil.test" }],
    ["the issuer with a slash", { iss: "https://connect.test/" }],
    ["the issuer in a list", { iss: ["https://connect.test"] }],
    ["another audience", { aud: "other" }],
    ["an audience in other letters", { aud: "Client" }],
    ["an audience that begins alike", { aud: "client2" }],
    ["no audience in the list", { aud: [] }],
    ["several audiences and no azp", { aud: ["client", "other"] }],
    ["several audiences and another's azp", { aud: ["client", "other"], azp: "other" }],
    ["another's azp", { azp: "other" }],
    ["an audience that is no text", { aud: ["client", 1], azp: "client" }],
    ["expired", { exp: NOW - 61 }],
    ["exp as text", { exp: String(NOW + 300) }],
    ["exp as null", { exp: null }],
    ["issued tomorrow", { iat: NOW + 86_400 }],
    ["iat as text", { iat: String(NOW) }],
    ["not valid yet", { nbf: NOW + 61 }],
    ["nbf as text", { nbf: "0" }],
    ["another nonce", { nonce: "n".repeat(43) }],
    ["an empty nonce", { nonce: "" }],
    ["a nonce in a list", { nonce: [] }],
    ["another access token's at_hash", { at_hash: "77QmUPtjPfzWtF2AnpK9RQ" }],
    ["at_hash as null", { at_hash: null }],
    ["an empty sub", { sub: "" }],
    ["a number for sub", { sub: 1 }],
    ["a list for sub", { sub: ["person-1"] }],
  ])("%s", async (_, changes) => {
    // A claim of the wrong type is more than SignJWT lets through, so the bytes are signed as they are.
    const make: Make = (claims) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify({ ...claims, ...changes })))
        .setProtectedHeader({ alg: "RS256", kid: rsa.kid })
        .sign(rsa.privateKey);
    expect((await signIn(make)).error).toMatchObject({ code: "id_token_invalid" });
  });

  test("a claim twice", async () => {
    const make: Make = (claims) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(claims).replace('"sub":', '"sub":"victim","sub":')))
        .setProtectedHeader({ alg: "RS256", kid: rsa.kid })
        .sign(rsa.privateKey);
    expect((await signIn(make)).error).toMatchObject({ code: "id_token_invalid" });
  });

  test("a subject of a mebibyte, of 256 characters, of control characters", async () => {
    for (const sub of ["x".repeat(1_000_000), "x".repeat(256), "a\u0000b", " "]) {
      const { error } = await signIn(signed({ sub }));
      expect(["id_token_invalid", "subject_missing", "bad_answer"]).toContain(error?.code);
    }
    expect((await signIn(signed({ sub: "x".repeat(255) }))).result?.profile.sub).toHaveLength(255);
  });
});

describe("clocks differ", () => {
  test.each<[string, Claims]>([
    ["expired a minute ago", { exp: NOW - 59 }],
    ["issued in a minute", { iat: NOW + 60, exp: NOW + 300 }],
    ["valid in a minute", { nbf: NOW + 60 }],
  ])("%s", async (_, changes) => {
    expect((await signIn(signed(changes))).result?.profile.sub).toBe("person-1");
  });
});

describe("the signature", () => {
  test.each<[string, Make]>([
    ["none", (claims) => `${b64({ alg: "none", typ: "JWT" })}.${b64(claims)}.`],
    ["None", (claims) => `${b64({ alg: "None", typ: "JWT" })}.${b64(claims)}.`],
    ["none with a signature", (claims) => `${b64({ alg: "none" })}.${b64(claims)}.AAAA`],
    ["no algorithm", (claims) => `${b64({ typ: "JWT" })}.${b64(claims)}.AAAA`],
    ["an algorithm in a list", (claims) => `${b64({ alg: ["RS256"], kid: "key-1" })}.${b64(claims)}.AAAA`],
    ["empty", async (claims) => (await rsa.sign(claims)).replace(/[^.]+$/, "")],
    ["two parts", async (claims) => (await rsa.sign(claims)).replace(/\.[^.]+$/, "")],
    ["four parts", async (claims) => `${await rsa.sign(claims)}.x`],
    ["five parts, as an encrypted token has", () => `${b64({ alg: "RSA-OAEP", enc: "A256GCM" })}.a.b.c.d`],
    ["cut short", async (claims) => (await rsa.sign(claims)).slice(0, -4)],
    [
      "over other claims",
      async (claims) => {
        const [header = "", , signature = ""] = (await rsa.sign(claims)).split(".");
        return `${header}.${b64({ ...claims, sub: "victim" })}.${signature}`;
      },
    ],
    [
      "HS256 with the public key as the secret",
      (claims) =>
        new SignJWT({ ...claims })
          .setProtectedHeader({ alg: "HS256", kid: rsa.kid })
          .sign(new TextEncoder().encode(publicPem)),
    ],
    [
      "HS256 with the client's secret",
      (claims) =>
        new SignJWT({ ...claims })
          .setProtectedHeader({ alg: "HS256", kid: rsa.kid })
          .sign(new TextEncoder().encode("a-secret-that-nobody-may-see")),
    ],
    ["a stranger's key with our key's id", signed({}, {}, stranger)],
    ["a stranger's key in the header", signed({}, { jwk: stranger.jwk }, stranger)],
    ["a stranger's key at an address in the header", signed({}, { jku: "https://evil.test/keys" }, stranger)],
    ["a stranger's certificate at an address in the header", signed({}, { x5u: "https://evil.test/keys" }, stranger)],
    ["a key's id that is a path", signed({}, { kid: "../../../../dev/null" })],
    ["nothing", () => undefined],
    ["not a token", () => "not-a-token"],
    ["100 000 characters", () => `${"a".repeat(100_000)}.b.c`],
    [
      "claims that are a list",
      () =>
        new CompactSign(new TextEncoder().encode("[1]"))
          .setProtectedHeader({ alg: "RS256", kid: rsa.kid })
          .sign(rsa.privateKey),
    ],
    [
      "claims that are not JSON",
      () =>
        new CompactSign(new TextEncoder().encode("{"))
          .setProtectedHeader({ alg: "RS256", kid: rsa.kid })
          .sign(rsa.privateKey),
    ],
    [
      "claims that are not UTF-8",
      () =>
        new CompactSign(new Uint8Array([0x22, 0xff, 0x22]))
          .setProtectedHeader({ alg: "RS256", kid: rsa.kid })
          .sign(rsa.privateKey),
    ],
    [
      "a claims set of a hundred thousand levels",
      () =>
        new CompactSign(new TextEncoder().encode("[".repeat(20_000)))
          .setProtectedHeader({ alg: "RS256", kid: rsa.kid })
          .sign(rsa.privateKey),
    ],
    ["an access token's type", signed({}, { typ: "at+jwt" })],
    ["a logout token's type", signed({}, { typ: "logout+jwt" })],
    [
      "an unencoded payload (RFC 7797)",
      async (claims) => {
        const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
          .setProtectedHeader({ alg: "RS256", kid: rsa.kid, b64: true, crit: ["b64"] })
          .sign(rsa.privateKey);
        return jws;
      },
    ],
  ])("%s", async (_, make) => {
    const { error, asked } = await signIn(make);
    expect(error).toMatchObject({ code: "id_token_invalid" });
    expect(asked.filter((url) => url.startsWith("https://evil.test"))).toEqual([]);
  });

  test.each(["PS256", "ES256", "ES384", "ES512", "EdDSA"] satisfies IdTokenAlg[])(
    "%s is good by default, at_hash too",
    async (alg) => {
      const signer = await createSigner(alg);
      const make = signed({ at_hash: await accessTokenHash("the-access-token", alg) }, {}, signer);
      expect((await signIn(make, { keys: signer.jwks() })).result?.profile.sub).toBe("person-1");
    },
  );

  test("an algorithm that the entry does not list is refused, whatever the key says", async () => {
    const ec = await createSigner("ES256");
    const { error } = await signIn(signed({}, {}, ec), {
      entry: connectEntry({ idTokenAlgs: ["RS256"] }),
      keys: ec.jwks(),
    });
    expect(error).toMatchObject({ code: "id_token_invalid" });
  });

  test("a key that is for something else is not used", async () => {
    for (const members of [{ use: "enc" }, { alg: "RS512" }]) {
      const { error } = await signIn(signed(), { keys: rsa.jwks(members) });
      expect(error).toMatchObject({ code: "id_token_invalid" });
    }
  });

  test("a private key or a secret among the published keys is not used", async () => {
    const oct = { kty: "oct", k: b64("secret-secret-secret-secret-secret"), kid: rsa.kid, alg: "HS256" };
    const make: Make = (claims) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: "HS256", kid: rsa.kid })
        .sign(Buffer.from(oct.k, "base64url"));
    expect((await signIn(make, { keys: { keys: [oct] } })).error).toMatchObject({ code: "id_token_invalid" });
  });

  test("several keys and a token that names none: one of them signed", async () => {
    const keys = {
      keys: [
        { ...stranger.jwk, kid: "a" },
        { ...rsa.jwk, kid: "b" },
      ],
    };
    expect((await signIn(signed({}, { kid: undefined }), { keys })).result?.profile.sub).toBe("person-1");
    const neither = {
      keys: [
        { ...stranger.jwk, kid: "a" },
        { ...stranger.jwk, kid: "b" },
      ],
    };
    expect((await signIn(signed({}, { kid: undefined }), { keys: neither })).error).toMatchObject({
      code: "id_token_invalid",
    });
  });

  test.each<[string, unknown]>([
    ["a list", []],
    ["no keys", { keys: "none" }],
    ["keys that are texts", { keys: ["a"] }],
    ["a thousand keys", { keys: Array.from({ length: 1000 }, () => rsa.jwk) }],
  ])("keys that are not a JWK Set: %s", async (_, keys) => {
    expect((await signIn(signed(), { keys })).error).toMatchObject({ code: "bad_answer" });
  });
});

describe("userinfo", () => {
  const entry = connectEntry({ callUserinfo: true });

  test("of somebody else is refused", async () => {
    for (const userinfo of [{ sub: "victim" }, {}, { sub: null }, { sub: ["person-1"] }, [], "person-1"]) {
      expect((await signIn(signed(), { entry, userinfo })).error).toMatchObject({ code: "bad_answer" });
    }
  });

  test("comes first, and brings its own word on the address", async () => {
    const make = signed({ name: "Old", email: "mine@b.test", email_verified: true });
    const userinfo = { sub: "person-1", name: "New", email: "victim@b.test" };
    expect((await signIn(make, { entry, userinfo })).result?.profile).toMatchObject({
      name: "New",
      email: "victim@b.test",
      email_verified: false,
    });
  });

  test("a word on no address proves none", async () => {
    const make = signed({ email: "unproved@b.test", email_verified: false });
    const { result } = await signIn(make, { entry, userinfo: { sub: "person-1", email_verified: true } });
    expect(result?.profile).toMatchObject({ email: "unproved@b.test", email_verified: false });
  });

  test("leaves the ID Token's address where it has none", async () => {
    const make = signed({ email: "proved@b.test", email_verified: true });
    const { result } = await signIn(make, { entry, userinfo: { sub: "person-1", name: "New" } });
    expect(result?.profile).toMatchObject({ name: "New", email: "proved@b.test", email_verified: true });
  });
});

describe("one entry for many tenants", () => {
  const entry = connectEntry({
    issuer: "https://login.test/{tenant}",
    authorize: "https://connect.test/authorize",
    token: "https://connect.test/token",
    jwks: "https://connect.test/keys",
    settings: { tenant: { label: "Tenant", type: "text", default: "common" } },
    issuerTemplate: {
      template: "https://login.test/{tid}",
      when: { tenant: ["common"] },
      except: { common: { tid: ["closed"] } },
    },
  });
  const tenant = (tid: unknown, iss = `https://login.test/${String(tid)}`): Make => signed({ tid, iss });

  test("the tenant's own issuer is the person's", async () => {
    expect((await signIn(tenant("t-1"), { entry })).result?.profile.issuer).toBe("https://login.test/t-1");
  });

  test.each<[string, Make]>([
    ["no tenant", tenant(undefined, "https://login.test/common")],
    ["another tenant than it says", tenant("t-1", "https://login.test/t-2")],
    ["a tenant with a path", tenant("t-1/../t-2")],
    ["an empty tenant", tenant("")],
    ["a number", tenant(5)],
    ["a tenant that is left out", tenant("closed")],
    ["another host", tenant("t-1", "https://evil.test/t-1")],
  ])("is refused: %s", async (_, make) => {
    expect((await signIn(make, { entry })).error).toMatchObject({ code: "id_token_invalid" });
  });

  test("iss in the callback names the same tenant as the token", async () => {
    const from = (iss: string) => signIn(tenant("t-1"), { entry, callback: { iss } });
    expect((await from("https://login.test/t-1")).result?.profile.sub).toBe("person-1");
    expect((await from("https://login.test/t-2")).error).toMatchObject({ code: "state_mismatch" });
  });

  test("a key that speaks for one tenant does not speak for another", async () => {
    for (const [issuer, good] of [
      ["https://login.test/{tenantid}", true],
      ["https://login.test/t-1", true],
      ["https://login.test/t-2", false],
      ["https://evil.test/{tenantid}", false],
    ] as const) {
      const { error } = await signIn(tenant("t-1"), { entry, keys: rsa.jwks({ issuer }) });
      expect(error?.code).toBe(good ? undefined : "id_token_invalid");
    }
  });
});
