/** Signed answers of introspection (RFC 9701): for whoever asks by `Accept`, verified by the published keys, and never a token. */
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, INTROSPECT, post, TOKEN, userinfo } from "../ground/oauth-client.ts";

const TYPE = "application/token-introspection+jwt";

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: Awaited<ReturnType<TestHub["makeClient"]>>;
  let token: string;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [], signingAlg: "RS256" });
    token = String((await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made))).body.access_token);
  });
  afterAll(() => hub.close());

  const ask = async (value: string, accept: string, headers = basic(made)) => {
    const response = await fetch(`${hub.url}${INTROSPECT}`, {
      method: "POST",
      body: new URLSearchParams({ token: value }),
      headers: { accept, ...headers },
    });
    return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
  };
  const verify = (text: string) =>
    jwtVerify(text, createRemoteJWKSet(new URL(`${hub.url}/.well-known/jwks`)), {
      issuer: hub.url,
      audience: made.client.clientId,
      typ: "token-introspection+jwt",
      currentDate: new Date(hub.hub.clock()),
    });

  test("what plain introspection says stands inside, and nothing of it above", async () => {
    const { status, type, text } = await ask(token, TYPE);
    expect([status, type]).toEqual([200, TYPE]);
    const { payload, protectedHeader } = await verify(text);
    expect(protectedHeader.alg).toBe("RS256");
    expect(Object.keys(payload).sort()).toEqual(["aud", "iat", "iss", "token_introspection"]);
    expect(payload.iat).toBe(hub.time.now());
    expect(payload.token_introspection).toEqual(JSON.parse((await ask(token, "application/json")).text));
    expect(payload.token_introspection).toMatchObject({ active: true, client_id: made.client.clientId });
  });

  test("of an unknown token it says that it is not active, and no more", async () => {
    const { payload } = await verify((await ask("unknown", TYPE)).text);
    expect(payload.token_introspection).toEqual({ active: false });
  });

  test("whoever asks for anything gets JSON, and whoever proves nothing gets nothing", async () => {
    for (const accept of ["*/*", "application/*", "application/json", `${TYPE};q=0, application/json`]) {
      const { type, text } = await ask(token, accept);
      expect([accept, type]).toEqual([accept, "application/json; charset=utf-8"]);
      expect(JSON.parse(text)).toMatchObject({ active: true });
    }
    expect((await ask(token, `application/json;q=0.1, ${TYPE}`)).type).toBe(TYPE);
    expect((await ask(token, TYPE, {})).status).toBe(401);
  });

  test("a signed answer is no access token", async () => {
    const { text } = await ask(token, TYPE);
    expect((await userinfo(hub, text)).status).toBe(401);
    expect(JSON.parse((await ask(text, "application/json")).text)).toEqual({ active: false });
  });

  test("discovery says so", async () => {
    const document = (await (await fetch(`${hub.url}/.well-known/oauth-authorization-server`)).json()) as object;
    expect(document).toMatchObject({ introspection_signing_alg_values_supported: ["ES256", "RS256", "EdDSA"] });
  });
});
