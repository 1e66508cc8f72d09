/** RFC 9449: tokens that are bound to a key of the client, by hand and by an unmodified client library. */
import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import * as openid from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorize,
  authorizeUrl,
  basic,
  INTROSPECT,
  pkce,
  post,
  signedInBrowser,
  TOKEN,
  USERINFO,
} from "../ground/oauth-client.ts";

/** RFC 7638, 3.1: the document's own key and thumbprint. */
const RFC7638_KEY = {
  kty: "RSA",
  n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
  e: "AQAB",
};

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  let made: Awaited<ReturnType<TestHub["makeClient"]>>;
  let keys: Keys;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    person = await hub.makeUser();
    browser = await signedInBrowser(hub, person);
    made = await hub.makeClient({
      consent: "first-party",
      grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
    });
    keys = await generateKeyPair("ES256", { extractable: true });
  });
  afterAll(() => hub.close());

  const proof = async (claims: JWTPayload = {}, header: Record<string, unknown> = {}, by = keys) =>
    new SignJWT({ jti: randomUUID(), htm: "POST", htu: `${hub.url}${TOKEN}`, iat: hub.time.now(), ...claims })
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: await exportJWK(by.publicKey), ...header })
      .sign(by.privateKey);
  const ask = async (dpop: string | undefined, fields: Record<string, string> = { grant_type: "client_credentials" }) =>
    post(hub, TOKEN, fields, { ...basic(made), ...(dpop === undefined ? {} : { dpop }) });
  const codeOf = async (more: Record<string, string> = {}) => {
    const { verifier, challenge } = pkce();
    const callback = await authorize(browser, authorizeUrl(hub, made, challenge, more));
    return { grant_type: "authorization_code", code: callback.searchParams.get("code") ?? "", code_verifier: verifier };
  };
  const infoBy = (token: string, scheme: string, dpop?: string) =>
    fetch(`${hub.url}${USERINFO}`, {
      headers: { authorization: `${scheme} ${token}`, ...(dpop === undefined ? {} : { dpop }) },
    });
  const ath = (token: string) => createHash("sha256").update(token).digest("base64url");

  test("the thumbprint is that of RFC 7638, and a token says it", async () => {
    expect(await calculateJwkThumbprint(RFC7638_KEY)).toBe("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    const { body, status } = await ask(await proof());
    expect([status, body.token_type]).toEqual([200, "DPoP"]);
    const jkt = await calculateJwkThumbprint(await exportJWK(keys.publicKey));
    expect(decodeJwt(String(body.access_token)).cnf).toEqual({ jkt });
    const looked = await post(hub, INTROSPECT, { token: String(body.access_token) }, basic(made));
    expect(looked.body).toMatchObject({ active: true, token_type: "DPoP", cnf: { jkt } });
  });

  test.each([
    ["another method", { htm: "GET" }, {}],
    ["another address", { htu: "https://other.example/token" }, {}],
    ["an address by another name of this host", { htu: "http://127.0.0.1/api/login/oauth/access_token" }, {}],
    ["an old proof", { iat: 1000 }, {}],
    ["a proof of the future", { iat: 4_000_000_000 }, {}],
    ["no jti", { jti: undefined }, {}],
    ["another type", {}, { typ: "JWT" }],
  ])("%s: refused", async (_what, claims, header) => {
    expect(await ask(await proof(claims as JWTPayload, header))).toMatchObject({
      status: 400,
      body: { error: "invalid_dpop_proof" },
    });
  });

  test("a proof of another's key under one's own name, a private key in it, two proofs, a proof twice: refused", async () => {
    const other = await generateKeyPair("ES256", { extractable: true });
    const refused = { status: 400, body: { error: "invalid_dpop_proof" } };
    expect(await ask(await proof({}, { jwk: await exportJWK(other.publicKey) }))).toMatchObject(refused);
    expect(await ask(await proof({}, { jwk: await exportJWK(keys.privateKey) }))).toMatchObject(refused);
    expect(await ask(`${await proof()}, ${await proof()}`)).toMatchObject(refused);
    const once = await proof();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(once)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(400)]);
  });

  test("a bound token is good with a proof for itself alone, and not as a bearer token", async () => {
    const { body } = await ask(await proof(), await codeOf());
    const token = String(body.access_token);
    const get = { htm: "GET", htu: `${hub.url}${USERINFO}` };
    expect((await infoBy(token, "Bearer")).status).toBe(401);
    expect((await infoBy(token, "DPoP")).status).toBe(401);
    expect((await infoBy(token, "DPoP", await proof({ ...get, ath: ath("another") }))).status).toBe(400);
    const other = await generateKeyPair("ES256", { extractable: true });
    expect((await infoBy(token, "DPoP", await proof({ ...get, ath: ath(token) }, {}, other))).status).toBe(401);
    const told = await infoBy(token, "DPoP", await proof({ ...get, ath: ath(token) }));
    expect([told.status, ((await told.json()) as { sub: string }).sub]).toEqual([200, person.id]);
    const plain = String((await ask(undefined, await codeOf())).body.access_token);
    expect((await infoBy(plain, "DPoP", await proof({ ...get, ath: ath(plain) }))).status).toBe(401);
  });

  test("a bound refresh token needs its key", async () => {
    const { body } = await ask(await proof(), await codeOf());
    const fields = { grant_type: "refresh_token", refresh_token: String(body.refresh_token) };
    const other = await generateKeyPair("ES256", { extractable: true });
    expect((await ask(undefined, fields)).body.error).toBe("invalid_grant");
    expect((await ask(await proof({}, {}, other), fields)).body.error).toBe("invalid_grant");
    expect((await ask(await proof(), fields)).body.token_type).toBe("DPoP");
  });

  test("a code that was asked for with a key needs it, and a client may be bound to keys", async () => {
    const jkt = await calculateJwkThumbprint(await exportJWK(keys.publicKey));
    const fields = await codeOf({ dpop_jkt: jkt });
    const other = await generateKeyPair("ES256", { extractable: true });
    expect((await ask(undefined, fields)).body.error).toBe("invalid_grant");
    expect((await ask(await proof({}, {}, other), fields)).body.error).toBe("invalid_grant");
    expect((await ask(await proof(), fields)).status).toBe(200);
    const strict = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [], requireDpop: true });
    const refused = await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(strict));
    expect(refused.body.error).toBe("invalid_dpop_proof");
  });

  test("openid-client signs in with DPoP", async () => {
    const config = await openid.discovery(
      new URL(hub.url),
      made.client.clientId,
      { client_secret: made.clientSecret ?? "", id_token_signed_response_alg: "ES256" },
      undefined,
      {
        execute: [openid.allowInsecureRequests],
      },
    );
    const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair());
    const { verifier, challenge } = pkce();
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: made.client.redirectUris[0] ?? "",
      scope: "openid profile",
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    const tokens = await openid.authorizationCodeGrant(
      config,
      await authorize(browser, url.href),
      { pkceCodeVerifier: verifier },
      undefined,
      { DPoP },
    );
    expect(tokens.token_type).toBe("dpop");
    const info = await openid.fetchUserInfo(config, tokens.access_token, person.id, { DPoP });
    expect(info.preferred_username).toBe(person.name);
    expect((await openid.refreshTokenGrant(config, tokens.refresh_token ?? "", undefined, { DPoP })).token_type).toBe(
      "dpop",
    );
  });
});
