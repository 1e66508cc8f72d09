/**
 * Clients with keys of their own: `private_key_jwt` (RFC 7523, 3; OpenID Connect Core, 9) and signed requests (RFC 9101), with
 * an unmodified client library and by bent tokens.
 */
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import * as openid from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, pkce, post, redeem, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";

const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: Awaited<ReturnType<TestHub["makeClient"]>>;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    keys = await generateKeyPair("ES256", { extractable: true });
    made = await hub.makeClient({
      consent: "first-party",
      authMethod: "private_key_jwt",
      jwks: { keys: [{ ...(await exportJWK(keys.publicKey)), kty: "EC", kid: "one", alg: "ES256" }] },
      grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
    });
  });
  afterAll(() => hub.close());

  let count = 0;
  const sign = (claims: JWTPayload = {}, key = keys.privateKey, header: Record<string, unknown> = {}) => {
    count += 1;
    const now = hub.time.now();
    const { clientId } = made.client;
    return new SignJWT({
      iss: clientId,
      sub: clientId,
      aud: hub.url,
      iat: now,
      exp: now + 60,
      jti: `j${count}`,
      ...claims,
    })
      .setProtectedHeader({ alg: "ES256", kid: "one", ...header })
      .sign(key);
  };
  const ask = (assertion: string, more: Record<string, string> = {}) =>
    post(hub, TOKEN, {
      grant_type: "client_credentials",
      client_assertion_type: TYPE,
      client_assertion: assertion,
      ...more,
    });

  test("an assertion proves the client, once", async () => {
    const assertion = await sign();
    expect((await ask(assertion)).status).toBe(200);
    expect(await ask(assertion)).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    expect((await ask(await sign({ aud: `${hub.url}/api/login/oauth/access_token` }))).status).toBe(200);
  });

  test("of sixteen at once one gets through", async () => {
    const assertion = await sign();
    const answers = await Promise.all(Array.from({ length: 16 }, () => ask(assertion)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(15).fill(401)]);
  });

  test.each([
    ["another audience", { aud: "https://other.example" }],
    ["another issuer", { iss: "somebody" }],
    ["another subject", { sub: "somebody" }],
    ["no jti", { jti: undefined }],
    ["no end", { exp: undefined }],
    ["an end long ago", { exp: 1000 }],
    ["an end far away", { exp: 4_000_000_000 }],
  ])("%s: refused", async (_what, claims) => {
    expect(await ask(await sign(claims as JWTPayload))).toMatchObject({
      status: 401,
      body: { error: "invalid_client" },
    });
  });

  test("another's key, no signature, a secret beside it, another type, no assertion: refused", async () => {
    const other = await generateKeyPair("ES256");
    expect((await ask(await sign({}, other.privateKey))).status).toBe(401);
    const [, payload] = (await sign()).split(".");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    expect((await ask(none)).status).toBe(401);
    expect((await ask(await sign(), { client_secret: "x" })).status).toBe(401);
    expect((await ask(await sign(), { client_id: "other" })).status).toBe(401);
    expect((await ask(await sign(), { client_assertion_type: "other" })).status).toBe(401);
    const fields = { grant_type: "client_credentials", client_id: made.client.clientId };
    expect((await post(hub, TOKEN, { ...fields, client_secret: made.clientSecret ?? "" })).status).toBe(401);
  });

  test("a client with a secret can't use an assertion, whatever keys it has", async () => {
    const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kty: "EC", kid: "one" }] };
    const secret = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [], jwks });
    const { clientId } = secret.client;
    expect((await ask(await sign({ iss: clientId, sub: clientId }))).status).toBe(401);
  });

  test("a signed request is what counts, and what stands beside it is not", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { verifier, challenge } = pkce();
    const request = await sign({
      response_type: "code",
      redirect_uri: made.client.redirectUris[0],
      scope: "openid",
      state: "signed",
      code_challenge: challenge,
      code_challenge_method: "S256",
      claims: { id_token: { email: null } },
    });
    const address = (object: string) =>
      `${hub.url}/login/oauth/authorize?${new URLSearchParams({ client_id: made.client.clientId, request: object, state: "unsigned", scope: "openid email", redirect_uri: "https://evil.example/" })}`;
    const callback = await authorize(browser, address(request));
    expect(callback.searchParams.get("state")).toBe("signed");
    const code = callback.searchParams.get("code") ?? "";
    const answer = await redeem(hub, made, {
      code,
      code_verifier: verifier,
      client_assertion_type: TYPE,
      client_assertion: await sign(),
    });
    expect(answer.status).toBe(401); // Basic and an assertion at once.
    const fields = {
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      client_assertion_type: TYPE,
      client_assertion: await sign(),
    };
    expect((await post(hub, TOKEN, fields)).body.scope).toBe("openid");
    for (const bad of [
      `${request}x`,
      await sign({ aud: "https://other.example", response_type: "code" }),
      await sign({ client_id: "other" }),
    ]) {
      const shown = await browser.open(address(bad));
      expect([shown.status, shown.leftTo]).toEqual([400, null]);
    }
  });

  test("openid-client signs in with private_key_jwt", async () => {
    const config = await openid.discovery(
      new URL(hub.url),
      made.client.clientId,
      { id_token_signed_response_alg: "ES256" },
      openid.PrivateKeyJwt({ key: keys.privateKey as CryptoKey, kid: "one" }),
      {
        execute: [openid.allowInsecureRequests],
      },
    );
    const { verifier, challenge } = pkce();
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: made.client.redirectUris[0] ?? "",
      scope: "openid",
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    const callback = await authorize(await signedInBrowser(hub, await hub.makeUser()), url.href);
    const tokens = await openid.authorizationCodeGrant(config, callback, {
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    expect((await openid.refreshTokenGrant(config, tokens.refresh_token ?? "")).token_type).toBe("bearer");
  });

  // The clock goes on in it, which a client of another's would not follow.
  describe("keys at an address of the client", () => {
    let answer: () => Response;
    let asked: number;
    const real = { toApplications: undefined as TestHub["hub"]["toApplications"] | undefined };
    let remote: Awaited<ReturnType<TestHub["makeClient"]>>;
    let published: { readonly keys: readonly unknown[] };
    beforeEach(async () => {
      real.toApplications ??= hub.hub.toApplications;
      published = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "one", alg: "ES256" }] };
      asked = 0;
      answer = () => Response.json(published);
      const toApplications = async () => {
        asked += 1;
        return answer();
      };
      Object.assign(hub.hub, { toApplications });
      remote = await hub.makeClient({
        authMethod: "private_key_jwt",
        jwksUri: "https://app.example.com/jwks",
        grantTypes: ["client_credentials"],
        redirectUris: [],
      });
    });
    afterAll(() => Object.assign(hub.hub, real));
    const prove = async (header: Record<string, unknown> = {}) => {
      const { clientId } = remote.client;
      return (await ask(await sign({ iss: clientId, sub: clientId }, keys.privateKey, header))).status;
    };

    test("are fetched once for a crowd, and again where a key is not among them or the time is over", async () => {
      expect(await Promise.all(Array.from({ length: 8 }, () => prove()))).toEqual(Array(8).fill(200));
      expect(asked).toBe(1);
      expect([await prove({ kid: "two" }), asked]).toEqual([401, 1]);
      hub.time.advance(30);
      published = { keys: published.keys.map((key) => ({ ...(key as object), kid: "two" })) };
      expect([await prove({ kid: "two" }), await prove(), asked]).toEqual([200, 401, 2]);
      hub.time.advance(301);
      expect([await prove({ kid: "two" }), asked]).toEqual([200, 3]);
    });

    test.each<[string, () => Response]>([
      ["an error", () => new Response("{}", { status: 503 })],
      ["no JSON", () => new Response("<html>")],
      ["more than is kept", () => Response.json({ ...published, more: "x".repeat(70_000) })],
    ])("%s is no set of keys, and takes the place of none", async (_what, wrong) => {
      answer = wrong;
      expect(await prove()).toBe(401);
      answer = () => Response.json(published);
      expect(await prove()).toBe(200);
      hub.time.advance(31);
      answer = wrong;
      expect([await prove({ kid: "two" }), asked]).toEqual([401, 3]);
      expect([await prove(), asked]).toEqual([200, 3]);
    });
  });
});
