/**
 * The modules of the FAPI 2.0 Security Profile plan (final; plain FAPI, OpenID Connect, `private_key_jwt`, DPoP): each test is
 * named by its module, without the plan's own prefix, and does what it does.
 */
import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { type JsonAnswer, pkce, post, signedInBrowser, signInWith, TOKEN, USERINFO } from "../ground/oauth-client.ts";

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
type Made = Awaited<ReturnType<TestHub["makeClient"]>>;
type Changes = Readonly<Record<string, string | undefined>>;

const PAR = "/api/login/oauth/par";
const CALLBACK = "https://app.example.com/callback";
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Parameters without those that are `undefined`. */
const given = (parameters: Changes): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).filter((each): each is [string, string] => each[1] !== undefined));

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  let clientKeys: Keys;
  let otherClientKeys: Keys;
  let rsaKeys: Keys;
  let dpopKeys: Keys;
  let otherDpopKeys: Keys;
  let made: Made;
  let other: Made;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    person = await hub.makeUser();
    browser = await signedInBrowser(hub, person);
    const make = () => generateKeyPair("ES256", { extractable: true });
    [clientKeys, otherClientKeys, dpopKeys, otherDpopKeys] = await Promise.all([make(), make(), make(), make()]);
    rsaKeys = await generateKeyPair("RS256", { extractable: true });
    const client = async (keys: Keys, more: Record<string, unknown>[] = []) =>
      hub.makeClient({
        consent: "first-party",
        redirectUris: [CALLBACK],
        authMethod: "private_key_jwt",
        requirePushedRequests: true,
        requireDpop: true,
        jwks: { keys: [{ ...(await exportJWK(keys.publicKey)), kty: "EC", kid: "one" }, ...(more as never[])] },
      });
    made = await client(clientKeys, [{ ...(await exportJWK(rsaKeys.publicKey)), kty: "RSA", kid: "rsa" }]);
    other = await client(otherClientKeys);
  });
  afterAll(() => hub.close());

  const assertion = (
    claims: Readonly<Record<string, unknown>> = {},
    header: Record<string, unknown> = {},
    by: Keys = clientKeys,
    of = made,
  ) => {
    const now = hub.time.now();
    const { clientId } = of.client;
    return new SignJWT({
      iss: clientId,
      sub: clientId,
      aud: hub.url,
      iat: now,
      exp: now + 60,
      jti: randomUUID(),
      ...claims,
    })
      .setProtectedHeader({ alg: "ES256", kid: "one", ...header })
      .sign(by.privateKey);
  };
  const proof = async (path: string, claims: JWTPayload = {}, header: Record<string, unknown> = {}, by = dpopKeys) =>
    new SignJWT({ jti: randomUUID(), htm: "POST", htu: `${hub.url}${path}`, iat: hub.time.now(), ...claims })
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: await exportJWK(by.publicKey), ...header })
      .sign(by.privateKey);
  const jktOf = async (keys: Keys) => calculateJwkThumbprint(await exportJWK(keys.publicKey));
  const proven = async (jwt?: string) => ({
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: jwt ?? (await assertion()),
  });

  const keys = pkce();
  const request = (change: Changes = {}): Record<string, string> =>
    given({
      client_id: made.client.clientId,
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "openid",
      state: "the-state",
      nonce: "the-nonce",
      code_challenge: keys.challenge,
      code_challenge_method: "S256",
      ...change,
    });
  const push = async (change: Changes = {}, headers: Record<string, string> = {}, jwt?: string): Promise<JsonAnswer> =>
    post(hub, PAR, { ...request(change), ...(await proven(jwt)) }, headers);
  const address = (parameters: Changes): string =>
    `${hub.url}/login/oauth/authorize?${new URLSearchParams(given(parameters))}`;
  const reference = (pushed: JsonAnswer, clientId = made.client.clientId): string => {
    expect(pushed.status).toBe(201);
    return address({ client_id: clientId, request_uri: String(pushed.body.request_uri) });
  };
  const back = ({ leftTo, status, html }: Shown): URLSearchParams => {
    if (leftTo === null) throw new Error(`a page is shown: ${status} ${html.slice(0, 300)}`);
    expect(`${leftTo.origin}${leftTo.pathname}`).toBe(CALLBACK);
    return leftTo.searchParams;
  };
  const codeOf = async (change: Changes = {}, headers: Record<string, string> = {}): Promise<string> => {
    const answer = back(await browser.open(reference(await push(change, headers))));
    expect(answer.get("iss")).toBe(hub.url);
    return answer.get("code") ?? "";
  };
  const redeem = async (
    code: string,
    { jwt, dpop, more = {} }: { jwt?: string; dpop?: string | null; more?: Changes } = {},
  ): Promise<JsonAnswer> =>
    post(
      hub,
      TOKEN,
      given({
        grant_type: "authorization_code",
        code,
        redirect_uri: CALLBACK,
        code_verifier: keys.verifier,
        ...(await proven(jwt)),
        ...more,
      }),
      dpop === null ? {} : { dpop: dpop ?? (await proof(TOKEN)) },
    );
  const tokens = async (change: Changes = {}): Promise<Record<string, string>> => {
    const answer = await redeem(await codeOf(change));
    expect(answer.status).toBe(200);
    expect(answer.body.token_type).toBe("DPoP");
    return answer.body as Record<string, string>;
  };
  const userinfo = async (token: string, scheme = "DPoP", change: JWTPayload = {}, by = dpopKeys) =>
    fetch(`${hub.url}${USERINFO}`, {
      headers: {
        authorization: `${scheme} ${token}`,
        dpop: await proof(
          USERINFO,
          { htm: "GET", ath: createHash("sha256").update(token).digest("base64url"), ...change },
          {},
          by,
        ),
      },
    });
  const refused = (error: string, status = 400) => ({ status, body: { error } });

  test("discovery-end-point-verification", async () => {
    const document = (await (await fetch(`${hub.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string[]
    >;
    expect(document.token_endpoint_auth_methods_supported).toContain("private_key_jwt");
    expect(document.token_endpoint_auth_signing_alg_values_supported).toEqual(
      expect.arrayContaining(["ES256", "PS256", "EdDSA"]),
    );
    expect(document.code_challenge_methods_supported).toEqual(["S256"]);
    expect(document.dpop_signing_alg_values_supported).toEqual(expect.arrayContaining(["ES256", "PS256"]));
    expect(document).toMatchObject({
      authorization_response_iss_parameter_supported: true,
      pushed_authorization_request_endpoint: `${hub.url}${PAR}`,
    });
  });

  test("happy-flow", async () => {
    const { access_token: accessToken = "", id_token: idToken = "" } = await tokens();
    expect(decodeJwt(idToken)).toMatchObject({ aud: made.client.clientId, nonce: "the-nonce", sub: person.id });
    expect((await userinfo(accessToken)).status).toBe(200);
  });

  test("user-rejects-authentication", async () => {
    const page = await browser.open(reference(await push({ prompt: "consent" })));
    const answer = back(await browser.submit(page, { consent: "deny" }));
    expect([answer.get("error"), answer.get("state"), answer.get("iss")]).toEqual([
      "access_denied",
      "the-state",
      hub.url,
    ]);
  });

  describe("what a request may hold", () => {
    test.each([
      ["ensure-authorization-request-without-state-success", { state: undefined }],
      ["ensure-authorization-request-without-nonce-success", { nonce: undefined }],
      ["ensure-authorization-request-with-64-char-nonce-success", { nonce: "n".repeat(64) }],
      ["ensure-other-scope-order-succeeds", { scope: "profile openid" }],
    ])("%s", async (_module, change: Changes) => {
      const answer = back(await browser.open(reference(await push(change))));
      expect(answer.get("state")).toBe("state" in change ? null : "the-state");
      const { body } = await redeem(answer.get("code") ?? "");
      expect(decodeJwt(String(body.id_token)).nonce).toBe("nonce" in change ? change.nonce : "the-nonce");
    });

    test("test-claims-parameter-identity-claims", async () => {
      const { id_token: idToken = "" } = await tokens({ claims: JSON.stringify({ id_token: { name: null } }) });
      expect(decodeJwt(idToken).name).toBe(person.displayName);
    });

    test.each([
      ["ensure-authorization-request-with-long-nonce", "nonce"],
      ["ensure-authorization-request-with-long-state", "state"],
    ])("%s", async (_module, name) => {
      // A thousand characters: either carried whole or refused, never cut.
      const long = "x".repeat(1000);
      const answer = back(await browser.open(reference(await push({ [name]: long }))));
      const { body } = await redeem(answer.get("code") ?? "");
      expect(name === "state" ? answer.get("state") : decodeJwt(String(body.id_token)).nonce).toBe(long);
    });
  });

  describe("DPoP", () => {
    test("access-token-type-header-case-sensitivity", async () => {
      const { access_token: accessToken = "" } = await tokens();
      for (const scheme of ["DPoP", "dpop", "DPOP"]) expect((await userinfo(accessToken, scheme)).status).toBe(200);
    });

    test("check-dpop-proof-nbf-exp", async () => {
      const now = hub.time.now();
      const within = await redeem(await codeOf(), { dpop: await proof(TOKEN, { nbf: now, exp: now + 60 }) });
      expect(within.status).toBe(200);
      for (const claims of [{ nbf: now + 600 }, { exp: now - 600 }])
        expect(await redeem(await codeOf(), { dpop: await proof(TOKEN, claims) })).toMatchObject(
          refused("invalid_dpop_proof"),
        );
    });

    test.each([
      ["ensure-dpopproof-with-iat-10seconds-before-succeeds", -10],
      ["ensure-dpopproof-with-iat-10seconds-after-succeeds", 10],
    ])("%s", async (_module, off) => {
      const answer = await redeem(await codeOf(), { dpop: await proof(TOKEN, { iat: hub.time.now() + off }) });
      expect(answer.status).toBe(200);
    });

    test("ensure-mismatched-dpop-jkt-fails", async () => {
      const pushed = await push({ dpop_jkt: await jktOf(otherDpopKeys) }, { dpop: await proof(PAR) });
      expect(pushed).toMatchObject(refused("invalid_dpop_proof"));
    });

    test("ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt", async () => {
      const code = await codeOf({}, { dpop: await proof(PAR) });
      const answer = await redeem(code, { dpop: await proof(TOKEN, {}, {}, otherDpopKeys) });
      expect(answer).toMatchObject(refused("invalid_grant"));
    });

    test("ensure-token-endpoint-fails-with-mismatched-dpop-jkt", async () => {
      const code = await codeOf({ dpop_jkt: await jktOf(otherDpopKeys) });
      expect(await redeem(code)).toMatchObject(refused("invalid_grant"));
    });

    test("ensure-dpopproof-at-par-endpoint-binding-success", async () => {
      expect((await redeem(await codeOf({}, { dpop: await proof(PAR) }))).status).toBe(200);
    });

    test("ensure-dpop-auth-code-binding-success", async () => {
      expect((await redeem(await codeOf({ dpop_jkt: await jktOf(dpopKeys) }))).status).toBe(200);
    });

    test("ensure-holder-of-key-required", async () => {
      expect(await redeem(await codeOf(), { dpop: null })).toMatchObject(refused("invalid_dpop_proof"));
    });

    test("dpop-negative-tests", async () => {
      const code = await codeOf();
      for (const [claims, header] of [
        [{ htm: "GET" }, {}],
        [{ htu: `${hub.url}/elsewhere` }, {}],
        [{ iat: hub.time.now() - 3600 }, {}],
        [{ jti: undefined }, {}],
        [{}, { typ: "jwt" }],
        [{}, { jwk: undefined }],
        [{}, { jwk: await exportJWK(dpopKeys.privateKey) }],
        [{}, { jwk: await exportJWK(otherDpopKeys.publicKey) }],
      ] as const) {
        const dpop = await proof(TOKEN, claims as JWTPayload, header);
        expect(await redeem(code, { dpop })).toMatchObject(refused("invalid_dpop_proof"));
      }
      expect((await redeem(code)).status).toBe(200);
      const { access_token: accessToken = "" } = await tokens();
      expect((await userinfo(accessToken, "Bearer")).status).toBe(401);
      expect((await userinfo(accessToken, "DPoP", { ath: "x" })).status).toBeGreaterThanOrEqual(400);
      expect((await userinfo(accessToken, "DPoP", {}, otherDpopKeys)).status).toBe(401);
    });
  });

  describe("the pushed request is the whole request", () => {
    test.each([
      ["ensure-different-nonce-inside-and-outside-request-object", { nonce: "outside" }],
      ["ensure-different-state-inside-and-outside-request-object", { state: "outside" }],
    ])("%s", async (_module, outside) => {
      const answer = back(await browser.open(`${reference(await push())}&${new URLSearchParams(outside as never)}`));
      expect(answer.get("state")).toBe("the-state");
      const { body } = await redeem(answer.get("code") ?? "");
      expect(decodeJwt(String(body.id_token)).nonce).toBe("the-nonce");
    });

    test("state-only-outside-request-object-not-used", async () => {
      const answer = back(await browser.open(`${reference(await push({ state: undefined }))}&state=outside`));
      expect(answer.has("state")).toBe(false);
    });

    test("ensure-request-object-without-redirect-uri-fails", async () => {
      expect(await push({ redirect_uri: undefined })).toMatchObject(refused("invalid_request"));
    });

    test("plain-fapi-ensure-registered-redirect-uri", async () => {
      expect(await push({ redirect_uri: `${CALLBACK}/other` })).toMatchObject(refused("invalid_request"));
    });

    test("ensure-unsigned-authorization-request-without-using-par-fails", async () => {
      expect(back(await browser.open(address(request()))).get("error")).toBe("invalid_request");
    });

    test("ensure-redirect-uri-in-authorization-request", async () => {
      const page = await browser.open(address(request({ redirect_uri: undefined })));
      expect([page.leftTo, page.status]).toEqual([null, 400]);
    });

    test.each([
      ["ensure-response-type-code-idtoken-fails", "code id_token"],
      ["ensure-response-type-token-fails", "token"],
    ])("%s", async (_module, responseType) => {
      expect(await push({ response_type: responseType })).toMatchObject(refused("unauthorized_client"));
    });
  });

  describe("the token endpoint", () => {
    test("ensure-client-id-in-token-endpoint", async () => {
      const own = await redeem(await codeOf(), { more: { client_id: made.client.clientId } });
      expect(own.status).toBe(200);
      const strange = await redeem(await codeOf(), { more: { client_id: other.client.clientId } });
      expect(strange).toMatchObject(refused("invalid_client", 401));
    });

    test("ensure-authorization-code-is-bound-to-client", async () => {
      const code = await codeOf();
      const jwt = await assertion({}, {}, otherClientKeys, other);
      expect(await redeem(code, { jwt })).toMatchObject(refused("invalid_grant"));
    });

    test("attempt-reuse-authorization-code-after-one-second", async () => {
      const code = await codeOf();
      const { body } = await redeem(code);
      hub.time.advance(1);
      expect(await redeem(code)).toMatchObject(refused("invalid_grant"));
      expect((await userinfo(String(body.access_token))).status).toBe(401);
    });

    test("ensure-token-endpoint-fails-with-expired-auth-code", async () => {
      const code = await codeOf();
      hub.time.advance(60);
      expect(await redeem(code)).toMatchObject(refused("invalid_grant"));
    });

    test("ensure-client-assertion-in-token-endpoint", async () => {
      const answer = await redeem(await codeOf(), {
        more: { client_assertion: undefined, client_assertion_type: undefined, client_id: made.client.clientId },
      });
      expect(answer).toMatchObject(refused("invalid_client", 401));
    });

    const now = () => hub.time.now();
    test.each([
      ["ensure-signed-client-assertion-with-RS256-fails", () => assertion({}, { alg: "RS256", kid: "rsa" }, rsaKeys)],
      ["ensure-client-assertion-with-exp-is-5-minutes-in-past-fails", () => assertion({ exp: now() - 300 })],
      ["ensure-client-assertion-with-wrong-aud-fails", () => assertion({ aud: "https://other.example" })],
      ["ensure-client-assertion-with-no-sub-fails", () => assertion({ sub: undefined })],
    ])("%s", async (_module, jwt) => {
      expect(await redeem(await codeOf(), { jwt: await jwt() })).toMatchObject(refused("invalid_client", 401));
    });

    test("refresh-token", async () => {
      const first = await tokens({ scope: "openid offline_access", prompt: undefined });
      const refresh = async (token: string, dpop: string) =>
        post(hub, TOKEN, { grant_type: "refresh_token", refresh_token: token, ...(await proven()) }, { dpop });
      const token = first.refresh_token ?? "";
      expect(await refresh(token, await proof(TOKEN, {}, {}, otherDpopKeys))).toMatchObject(refused("invalid_grant"));
      const again = await refresh(token, await proof(TOKEN));
      expect(again).toMatchObject({ status: 200, body: { token_type: "DPoP" } });
      // The profile wants it not to rotate: an answer that is lost loses nothing, and a copy lacks the key.
      expect(again.body.refresh_token).toBe(token);
      expect((await refresh(token, await proof(TOKEN))).status).toBe(200);
      expect((await userinfo(String(again.body.access_token))).status).toBe(200);
    });
  });

  describe("the endpoint of pushed requests", () => {
    test("par-ensure-reused-request-uri-prior-to-auth-completion-succeeds", async () => {
      const stranger = new BrowserClient(hub.url);
      const url = reference(await push());
      await stranger.open(url);
      const page = await stranger.open(url);
      const answer = back(await signInWith(stranger, page, person));
      expect((await redeem(answer.get("code") ?? "")).status).toBe(200);
    });

    test("par-attempt-reuse-request_uri", async () => {
      const url = reference(await push());
      expect(back(await browser.open(url)).has("code")).toBe(true);
      const again = await browser.open(url);
      expect([again.leftTo, again.status]).toEqual([null, 400]);
    });

    test("par-attempt-to-use-expired-request_uri", async () => {
      const pushed = await push();
      hub.time.advance(Number(pushed.body.expires_in));
      const page = await browser.open(reference(pushed));
      expect([page.leftTo, page.status]).toEqual([null, 400]);
    });

    const later = (seconds: number) => hub.time.now() + seconds;
    test("par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted", async () => {
      expect((await push({}, {}, await assertion({ nbf: later(8), iat: later(8) }))).status).toBe(201);
    });

    test("par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails", async () => {
      const pushed = await push({}, {}, await assertion({ nbf: later(61), iat: later(61), exp: later(120) }));
      expect(pushed).toMatchObject(refused("invalid_client", 401));
    });

    test("par-attempt-to-use-request_uri-for-different-client", async () => {
      const page = await browser.open(reference(await push(), other.client.clientId));
      expect([page.leftTo, page.status]).toEqual([null, 400]);
    });

    test("par-authorization-request-containing-request_uri-form-param", async () => {
      const pushed = await push({ request_uri: "urn:ietf:params:oauth:request_uri:anything" });
      expect(pushed).toMatchObject(refused("invalid_request"));
    });

    test("par-attempt-invalid-http-method", async () => {
      for (const method of ["GET", "PUT"]) {
        const answer = await fetch(`${hub.url}${PAR}`, { method });
        expect(answer.status).toBe(405);
        await answer.body?.cancel();
      }
    });

    test.each([
      ["par-ensure-pkce-required", { code_challenge: undefined, code_challenge_method: undefined }],
      ["par-plain-pkce-rejected", { code_challenge: keys.verifier, code_challenge_method: "plain" }],
    ])("%s", async (_module, change: Changes) => {
      expect(await push(change)).toMatchObject(refused("invalid_request"));
    });

    test("ensure-pkce-code-verifier-required", async () => {
      const answer = await redeem(await codeOf(), { more: { code_verifier: undefined } });
      expect(answer).toMatchObject(refused("invalid_grant"));
    });

    test("incorrect-pkce-code-verifier-rejected", async () => {
      const answer = await redeem(await codeOf(), { more: { code_verifier: pkce().verifier } });
      expect(answer).toMatchObject(refused("invalid_grant"));
    });

    test("par-without-duplicate-parameters", async () => {
      // The browser carries nothing but who asks and the reference.
      expect(new URL(reference(await push())).searchParams.size).toBe(2);
      expect((await redeem(await codeOf())).status).toBe(200);
    });

    test.each([
      ["par-test-array-as-audience-fails", () => [hub.url]],
      ["par-test-par-endpoint-url-as-audience-fails", () => `${hub.url}${PAR}`],
      ["par-test-token-endpoint-url-as-audience-fails", () => `${hub.url}${TOKEN}`],
    ])("%s", async (_module, aud) => {
      expect(await push({}, {}, await assertion({ aud: aud() }))).toMatchObject(refused("invalid_client", 401));
    });
  });
});
