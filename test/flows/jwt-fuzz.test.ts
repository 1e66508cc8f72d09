/**
 * JWTs, bent: client assertions by key and by secret, request objects, hints, DPoP proofs and access tokens. Header, payload and signature
 * are changed, left out, swapped and signed by others; none is accepted, none leads to a 500, and what they were bent from is
 * accepted at the end, so that it was the bend that was refused.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { base64url, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, basic, codeFlow, pkce, post, signedInBrowser, TOKEN, userinfo } from "../ground/oauth-client.ts";

const RUNS = { numRuns: 80 } as const;
const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

type Json = Record<string, unknown>;
const decode = (part = ""): Json => JSON.parse(new TextDecoder().decode(base64url.decode(part))) as Json;
const encode = (value: unknown): string => base64url.encode(JSON.stringify(value));

/** One change of a JWT, by name so that a failure tells what it was. */
interface Bend {
  readonly name: string;
  readonly apply: (token: string) => string | Promise<string>;
}

const withHeader = (name: string, change: (header: Json) => Json): Bend => ({
  name: `header: ${name}`,
  apply: (token) => {
    const [head, payload, signature] = token.split(".");
    return `${encode(change(decode(head)))}.${payload}.${signature}`;
  },
});
const withPayload = (name: string, change: (payload: Json) => Json): Bend => ({
  name: `payload: ${name}`,
  apply: (token) => {
    const [head, payload, signature] = token.split(".");
    return `${head}.${encode(change(decode(payload)))}.${signature}`;
  },
});
const withSignature = (name: string, change: (bytes: Uint8Array) => Uint8Array): Bend => ({
  name: `signature: ${name}`,
  apply: (token) => {
    const [head, payload, signature = ""] = token.split(".");
    return `${head}.${payload}.${base64url.encode(change(base64url.decode(signature)))}`;
  },
});
const without = (object: Json, name: string): Json =>
  Object.fromEntries(Object.entries(object).filter(([each]) => each !== name));

const VALUES = fc.oneof(
  fc.constantFrom<unknown>("", null, 0, -1, 4_000_000_000, true, [], {}, "none", "*", "\u0000", "a".repeat(3000)),
  fc.string(),
  fc.jsonValue({ maxDepth: 2 }),
);
const ALGS = ["none", "None", "HS256", "HS512", "ES256", "ES384", "RS256", "PS256", "EdDSA", "", "es256"];
const CLAIMS = "iss sub aud exp iat nbf jti scope client_id htm htu ath nonce cnf redirect_uri response_type".split(
  " ",
);
const attacker = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** What the token was not: drops the ones that leave it as it is. */
const bends: fc.Arbitrary<Bend> = fc.oneof(
  fc.constantFrom(...ALGS).map((alg) => withHeader(`alg ${alg}`, (header) => ({ ...header, alg, was: header.alg }))),
  fc
    .constantFrom("typ", "kid", "cty", "crit", "b64", "jku", "jwk", "x5u", "x5c", "zip")
    .chain((name) => VALUES.map((value) => withHeader(name, (header) => ({ ...header, [name]: value, bent: 1 })))),
  fc
    .constantFrom("alg", "typ", "kid")
    .map((name) => withHeader(`no ${name}`, (header) => ({ ...without(header, name), bent: 1 }))),
  fc
    .constantFrom(...CLAIMS)
    .chain((name) => VALUES.map((value) => withPayload(name, (payload) => ({ ...payload, [name]: value, bent: 1 })))),
  fc
    .constantFrom(...CLAIMS)
    .map((name) => withPayload(`no ${name}`, (payload) => ({ ...without(payload, name), bent: 1 }))),
  fc.nat({ max: 511 }).map((bit) =>
    withSignature(`bit ${bit}`, (bytes) => {
      const at = (bit >> 3) % bytes.length;
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << (bit & 7)) : byte));
    }),
  ),
  fc.nat({ max: 31 }).map((length) => withSignature(`${length} bytes`, (bytes) => bytes.slice(0, length))),
  fc
    .uint8Array({ minLength: 1, maxLength: 80 })
    .map((more) => withSignature("longer", (bytes) => new Uint8Array([...bytes, ...more]))),
  fc.constantFrom<Bend>(
    withSignature("zero", (bytes) => new Uint8Array(bytes.length)),
    { name: "no signature", apply: (token) => token.replace(/[^.]+$/, "") },
    { name: "two parts", apply: (token) => token.replace(/\.[^.]+$/, "") },
    { name: "four parts", apply: (token) => `${token}.e30` },
    { name: "five parts", apply: (token) => `${token}.e30.e30` },
    { name: "parts swapped", apply: (token) => token.split(".").reverse().join(".") },
    { name: "no payload", apply: (token) => token.replace(/\.[^.]+\./, "..") },
    { name: "payload of a list", apply: (token) => token.replace(/\.[^.]+\./, `.${encode([1])}.`) },
    { name: "payload that is no JSON", apply: (token) => token.replace(/\.[^.]+\./, `.${base64url.encode("{")}.`) },
    { name: "header that is no JSON", apply: (token) => token.replace(/^[^.]+/, base64url.encode("{")) },
    { name: "deep", apply: (token) => token.replace(/\.[^.]+\./, `.${base64url.encode(`${"[".repeat(4000)}`)}.`) },
    {
      name: "signed by another, under the same header",
      apply: (token) => {
        const [head, payload] = token.split(".");
        return new SignJWT(decode(payload))
          .setProtectedHeader({ ...decode(head), alg: "ES256" })
          .sign(attacker.privateKey);
      },
    },
    {
      name: "signed by another, whose key it brings",
      apply: async (token) => {
        const [, payload] = token.split(".");
        const jwk = await exportJWK(attacker.publicKey);
        return new SignJWT(decode(payload))
          .setProtectedHeader({ alg: "ES256", jwk, kid: "mine" })
          .sign(attacker.privateKey);
      },
    },
  ),
);

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let keyed: MadeClient;
  let secret: MadeClient;
  let key: CryptoKey;
  let publicKey: KeyObject;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    const pair = await generateKeyPair("ES256", { extractable: true });
    key = pair.privateKey as CryptoKey;
    const jwk = await exportJWK(pair.publicKey);
    publicKey = createPublicKey({ key: { ...jwk }, format: "jwk" });
    const grantTypes = ["authorization_code", "refresh_token", "client_credentials"] as const;
    keyed = await hub.makeClient({
      consent: "first-party",
      authMethod: "private_key_jwt",
      jwks: { keys: [{ ...jwk, kty: "EC", kid: "one" }] },
      grantTypes: [...grantTypes],
    });
    secret = await hub.makeClient({ authMethod: "client_secret_jwt", grantTypes: [...grantTypes] });
    browser = await signedInBrowser(hub, await hub.makeUser());
  });
  afterAll(() => hub.close());

  const claimsFor = ({ client }: MadeClient, jti: string): Json => {
    const now = hub.time.now();
    return { iss: client.clientId, sub: client.clientId, aud: hub.url, iat: now, exp: now + 300, jti };
  };
  const assertedBy = async (assertion: string) => {
    const { status } = await post(hub, TOKEN, {
      grant_type: "client_credentials",
      client_assertion_type: TYPE,
      client_assertion: assertion,
    });
    return { accepted: status === 200, status };
  };

  /** @param ask Sends the token, and tells whether it was taken. */
  const never = async (
    base: string,
    ask: (token: string) => Promise<{ accepted: boolean; status: number }>,
    more: readonly Bend[] = [],
  ) => {
    const all = more.length === 0 ? bends : fc.oneof({ weight: 8, arbitrary: bends }, fc.constantFrom(...more));
    await fc.assert(
      fc.asyncProperty(all, async ({ apply }) => {
        const bent = await apply(base);
        fc.pre(bent !== base);
        const { accepted, status } = await ask(bent);
        expect(accepted).toBe(false);
        expect(status).toBeLessThan(500);
      }),
      RUNS,
    );
    expect((await ask(base)).accepted).toBe(true);
  };

  /** The public key as the secret of an HMAC (RFC 8725, 2.1). */
  const confused = (): Bend => ({
    name: "the public key as a secret",
    apply: (token) => {
      const [, payload] = token.split(".");
      const pem = publicKey.export({ format: "pem", type: "spki" }) as string;
      return new SignJWT(decode(payload)).setProtectedHeader({ alg: "HS256", kid: "one" }).sign(Buffer.from(pem));
    },
  });

  test("assertions by a key", async () => {
    const base = await new SignJWT(claimsFor(keyed, "key")).setProtectedHeader({ alg: "ES256", kid: "one" }).sign(key);
    await never(base, assertedBy, [confused()]);
  });

  test("assertions by a secret", async () => {
    const secretBytes = Buffer.from(secret.clientSecret ?? "");
    const base = await new SignJWT(claimsFor(secret, "secret")).setProtectedHeader({ alg: "HS256" }).sign(secretBytes);
    await never(base, assertedBy);
  });

  test("request objects", async () => {
    const base = await new SignJWT({
      ...claimsFor(keyed, "request"),
      response_type: "code",
      redirect_uri: keyed.client.redirectUris[0],
      scope: "openid",
      code_challenge: pkce().challenge,
      code_challenge_method: "S256",
    })
      .setProtectedHeader({ alg: "ES256", kid: "one", typ: "oauth-authz-req+jwt" })
      .sign(key);
    await never(
      base,
      async (request) => {
        const query = new URLSearchParams({ client_id: keyed.client.clientId, request });
        const { status, leftTo } = await browser.open(`${hub.url}/login/oauth/authorize?${query}`);
        return { accepted: leftTo?.searchParams.has("code") === true, status };
      },
      [confused()],
    );
  });

  test("hints of who is meant, and access tokens", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const { body } = await codeFlow(hub, browser, made);
    await never(String(body.id_token), async (hint) => {
      const shown = await browser.open(
        authorizeUrl(hub, made, pkce().challenge, { prompt: "none", id_token_hint: hint }),
      );
      return { accepted: shown.leftTo?.searchParams.has("code") === true, status: shown.status };
    });
    await never(String(body.access_token), async (token) => {
      const { status } = await userinfo(hub, token.replace(/[^\x21-\x7e]/g, "_"));
      return { accepted: status === 200, status };
    });
    // One of them is never the other.
    expect((await userinfo(hub, String(body.id_token))).status).toBe(401);
  });

  test("hints at log-out lead nobody back", async () => {
    const bye = "https://app.example.com/bye";
    const made = await hub.makeClient({ consent: "first-party", postLogoutRedirectUris: [bye] });
    const { body } = await codeFlow(hub, browser, made);
    const ask = async (hint: string) => {
      const query = new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: bye });
      const response = await browser.request(`${hub.url}/api/logout?${query}`);
      await response.arrayBuffer();
      return { accepted: response.headers.get("location")?.startsWith(bye) === true, status: response.status };
    };
    await never(String(body.id_token), ask);
  });

  test("DPoP proofs", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const { privateKey, publicKey: own } = await generateKeyPair("ES256");
    const base = await new SignJWT({ htm: "POST", htu: `${hub.url}${TOKEN}`, jti: "proof", iat: hub.time.now() })
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: await exportJWK(own) })
      .sign(privateKey);
    // A header holds no more than this, and what is longer never gets here.
    const short = (token: string) => token.slice(0, 8000);
    await never(base, async (dpop) => {
      const { status, body } = await post(
        hub,
        TOKEN,
        { grant_type: "client_credentials" },
        { ...basic(made), dpop: short(dpop) },
      );
      return { accepted: body.token_type === "DPoP", status };
    });
  });
});
