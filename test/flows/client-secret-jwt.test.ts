/**
 * `client_secret_jwt` (OpenID Connect Core, 9): a client proves itself by an HMAC of its secret, which is kept sealed for the
 * clients that chose this and for no others, and long enough for each algorithm (RFC 7518, 3.2).
 */
import { generateKeyPairSync } from "node:crypto";
import { type JWTPayload, SignJWT } from "jose";
import * as openid from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rotateClientSecret } from "../../src/hub/clients/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, TOKEN } from "../ground/oauth-client.ts";

const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: Awaited<ReturnType<TestHub["makeClient"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    made = await hub.makeClient({
      authMethod: "client_secret_jwt",
      grantTypes: ["client_credentials"],
      redirectUris: [],
    });
  });
  afterAll(() => hub.close());

  let count = 0;
  const sign = (claims: JWTPayload = {}, alg = "HS256", secret = made.clientSecret ?? "") => {
    count += 1;
    const now = hub.time.now();
    const { clientId } = made.client;
    const usual = { iss: clientId, sub: clientId, aud: hub.url, iat: now, exp: now + 60, jti: `j${count}` };
    return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg }).sign(Buffer.from(secret));
  };
  const ask = (assertion: string, more: Record<string, string> = {}) =>
    post(hub, TOKEN, {
      grant_type: "client_credentials",
      client_assertion_type: TYPE,
      client_assertion: assertion,
      ...more,
    });

  test.each(["HS256", "HS384", "HS512"])("%s proves the client, once", async (alg) => {
    expect(Buffer.byteLength(made.clientSecret ?? "")).toBeGreaterThanOrEqual(64);
    const assertion = await sign({}, alg);
    expect((await ask(assertion)).status).toBe(200);
    expect(await ask(assertion)).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  });

  test("of eight at once one gets through", async () => {
    const assertion = await sign();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(assertion)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(401)]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["another audience", { aud: "https://other.example" }],
    ["another issuer", { iss: "somebody" }],
    ["another subject", { sub: "somebody" }],
    ["no jti", { jti: undefined }],
    ["no end", { exp: undefined }],
    ["an end long ago", { exp: 1000 }],
    ["an end far away", { exp: 4_000_000_000 }],
  ])("%s: refused", async (_what, claims) => {
    expect((await ask(await sign(claims as JWTPayload))).status).toBe(401);
  });

  test("the secret itself, another secret, a secret beside it, no signature: refused", async () => {
    const fields = { grant_type: "client_credentials", client_id: made.client.clientId };
    expect((await post(hub, TOKEN, { ...fields, client_secret: made.clientSecret ?? "" })).status).toBe(401);
    expect((await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made))).status).toBe(401);
    expect((await ask(await sign({}, "HS256", "x".repeat(64)))).status).toBe(401);
    expect((await ask(await sign(), { client_secret: made.clientSecret ?? "" })).status).toBe(401);
    const [, payload] = (await sign()).split(".");
    expect((await ask(`${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`)).status).toBe(401);
  });

  test("a public key is no secret, and the secret no key", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = publicKey.export({ format: "jwk" });
    const other = await hub.makeClient({
      authMethod: "private_key_jwt",
      jwks: { keys: [{ ...jwk, kty: "EC" }] },
      grantTypes: ["client_credentials"],
      redirectUris: [],
    });
    const claims = { iss: other.client.clientId, sub: other.client.clientId };
    for (const secret of [publicKey.export({ format: "pem", type: "spki" }) as string, JSON.stringify(jwk)])
      expect((await ask(await sign(claims, "HS256", secret))).status).toBe(401);
    expect((await ask(await sign(claims, "HS256", other.clientSecret ?? ""))).status).toBe(401);
    const now = hub.time.now();
    const { clientId } = made.client;
    const byKey = await new SignJWT({ iss: clientId, sub: clientId, aud: hub.url, exp: now + 60, jti: "key" })
      .setProtectedHeader({ alg: "ES256" })
      .sign(privateKey);
    expect((await ask(byKey)).status).toBe(401);
  });

  test("only what is signed with is kept, sealed, and a new secret ends the old one", async () => {
    const usual = await hub.makeClient();
    const rows = await hub.hub.db.query.selectFrom("client_secrets").selectAll().execute();
    expect(rows.map(({ client_id }) => client_id)).toContain(made.client.id);
    expect(rows.map(({ client_id }) => client_id)).not.toContain(usual.client.id);
    expect(JSON.stringify(rows)).not.toContain(made.clientSecret);
    const before = await sign();
    const fresh = await hub.hub.db.write((tx) => rotateClientSecret(tx, hub.hub, made.client.id));
    expect((await ask(before)).status).toBe(401);
    made = { ...made, clientSecret: fresh };
    expect((await ask(await sign())).status).toBe(200);
  });

  test("openid-client proves itself so", async () => {
    const config = await openid.discovery(
      new URL(hub.url),
      made.client.clientId,
      undefined,
      openid.ClientSecretJwt(made.clientSecret ?? ""),
      { execute: [openid.allowInsecureRequests] },
    );
    expect(config.serverMetadata().token_endpoint_auth_methods_supported).toContain("client_secret_jwt");
    expect((await openid.clientCredentialsGrant(config)).token_type).toBe("bearer");
  });
});
