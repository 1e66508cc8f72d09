/**
 * OpenID Connect Discovery 1.0; RFC 8414; RFC 7517: what the hub says of itself is true. Each endpoint that is named is
 * there, each value that is listed works, each claim that is listed is given, and nothing that is given is left out.
 */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GRANT_TYPES, RESPONSE_TYPES, STANDARD_SCOPES } from "../../src/hub/clients/settings.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, basic, pkce, post, signedInBrowser, userinfo } from "../ground/oauth-client.ts";
import { makeCode, makeTokens } from "./code-maker.ts";
import { FORM, raw } from "./raw-http.ts";

const DISCOVERY = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];
const CACHED = [...DISCOVERY, "/.well-known/jwks"];

eachDatabase((fresh) => {
  let hub: TestHub;
  let metadata: Record<string, unknown>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    metadata = (await (await fetch(`${hub.url}${DISCOVERY[0]}`)).json()) as Record<string, unknown>;
  });
  afterAll(() => hub.close());

  const listed = (name: string): string[] => {
    const list = metadata[name];
    if (!Array.isArray(list) || list.length === 0) throw new Error(`${name} is not listed`);
    return list as string[];
  };

  test("both documents say the same, and the issuer is where they were found", async () => {
    const [first, second] = await Promise.all(DISCOVERY.map(async (path) => (await raw(hub, { path })).text));
    expect(first).toBe(second);
    expect(metadata.issuer).toBe(hub.url);
    for (const [name, value] of Object.entries(metadata)) {
      if (/_endpoint$|_uri$/.test(name)) expect(String(value).startsWith(`${hub.url}/`)).toBe(true);
    }
  });

  test.each(["GET", "POST"])(
    "each endpoint that is named answers by itself to %s, or says by which methods",
    async (method) => {
      const endpoints = Object.entries(metadata).filter(([name]) => /_endpoint$|_uri$/.test(name));
      expect(endpoints.length).toBeGreaterThanOrEqual(6);
      for (const [name, address] of endpoints) {
        const answer = await raw(hub, {
          method,
          path: new URL(String(address)).pathname,
          headers: method === "POST" ? FORM : {},
          ...(method === "POST" ? { body: "" } : {}),
        });
        expect([name, answer.status === 404]).toEqual([name, false]);
        if (answer.status === 405) expect(answer.header("allow")).toBe(method === "GET" ? "POST" : "GET, HEAD");
      }
    },
  );

  test.each(CACHED)("%s is kept by its ETag, and asking again costs no body", async (path) => {
    const first = await raw(hub, { path });
    expect([first.status, first.header("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    expect(first.header("cache-control")).toMatch(/^public, max-age=\d+$/);
    expect(first.header("access-control-allow-origin")).toBe("*");
    const etag = first.header("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const match of [etag, `W/${etag}`, `"other", ${etag}`, `W/"other",W/${etag} , "x"`, "*"]) {
      const second = await raw(hub, { path, headers: { "if-none-match": match } });
      expect([match, second.status, second.text, second.header("etag")]).toEqual([match, 304, "", etag]);
      expect(second.header("content-length")).toBeUndefined();
    }
    for (const match of ['"other"', etag.slice(1, -1), ""]) {
      expect((await raw(hub, { path, headers: { "if-none-match": match } })).text).toBe(first.text);
    }
    const head = await raw(hub, { method: "HEAD", path });
    expect([head.status, head.text, head.header("content-length")]).toEqual([
      200,
      "",
      String(Buffer.byteLength(first.text)),
    ]);
  });

  test("the JWKS has a public key for each algorithm that is listed, and no private part", async () => {
    const { keys } = (await raw(hub, { path: "/.well-known/jwks" })).json() as { keys: Record<string, string>[] };
    expect(keys.map(({ alg }) => alg).sort()).toEqual([...listed("id_token_signing_alg_values_supported")].sort());
    for (const key of keys) {
      expect(key).toMatchObject({ use: "sig", kid: expect.stringMatching(/^[\w-]{43}$/) });
      for (const part of ["d", "p", "q", "dp", "dq", "qi", "k"]) expect(key).not.toHaveProperty(part);
    }
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
  });

  test("each way of authenticating that is listed works where it is listed", async () => {
    const user = await hub.makeUser();
    const [confidential, open] = [await hub.makeClient(), await hub.makeClient({ type: "public" })];
    const sent = {
      client_secret_basic: [confidential, {}, basic(confidential)],
      client_secret_post: [
        confidential,
        { client_id: confidential.client.clientId, client_secret: confidential.clientSecret ?? "" },
        {},
      ],
      none: [open, { client_id: open.client.clientId }, {}],
    } as const;
    for (const endpoint of ["token", "introspection", "revocation"]) {
      for (const way of listed(`${endpoint}_endpoint_auth_methods_supported`)) {
        // These need clients of their own: rfc7523-client-assertion.test.ts, client-secret-jwt.test.ts.
        if (way === "private_key_jwt" || way === "client_secret_jwt") continue;
        const [client, fields, headers] = sent[way as keyof typeof sent];
        const { code, verifier } = await makeCode(hub, client, user);
        const path = new URL(String(metadata[`${endpoint}_endpoint`])).pathname;
        const more =
          endpoint === "token" ? { grant_type: "authorization_code", code, code_verifier: verifier } : { token: "x" };
        expect([endpoint, way, (await post(hub, path, { ...more, ...fields }, headers)).status]).toEqual([
          endpoint,
          way,
          200,
        ]);
      }
    }
    expect(listed("introspection_endpoint_auth_methods_supported")).not.toContain("none");
  });

  test("each grant type that is listed is there for a client that has it, and none that is a danger is listed", async () => {
    const able = await hub.makeClient({
      grantTypes: [...GRANT_TYPES],
      dangers: ["dangerouslyAllowPasswordGrant"],
    });
    const errorOf = async (grantType: string) => {
      const { status, body } = await post(hub, "/api/login/oauth/access_token", { grant_type: grantType }, basic(able));
      return status === 200 ? null : body.error;
    };
    for (const grantType of listed("grant_types_supported"))
      expect([grantType, await errorOf(grantType)]).toEqual([
        grantType,
        grantType === "client_credentials" ? null : "invalid_request",
      ]);
    expect(listed("grant_types_supported")).toEqual([...GRANT_TYPES]);
    const path = new URL(String(metadata.device_authorization_endpoint)).pathname;
    expect((await post(hub, path, {}, basic(able))).body).toHaveProperty("device_code");
  });

  test("what is listed of the authorization request is accepted, and what is denied is refused", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const made = await hub.makeClient({
      consent: "first-party",
      responseTypes: [...RESPONSE_TYPES],
      dangers: ["dangerouslyAllowImplicit"],
    });
    const ask = async (change: Record<string, string>) =>
      (await browser.request(authorizeUrl(hub, made, pkce().challenge, change))).headers.get("location") ?? "";
    for (const prompt of listed("prompt_values_supported")) expect(await ask({ prompt })).not.toContain("error=");
    for (const mode of listed("response_modes_supported").filter((each) => each !== "form_post"))
      expect(await ask({ response_mode: mode })).toContain("code=");
    const posted = await browser.open(authorizeUrl(hub, made, pkce().challenge, { response_mode: "form_post" }));
    expect(posted.html).toContain('<input type="hidden" name="code"');
    for (const type of listed("response_types_supported"))
      expect(await ask({ response_type: type })).toMatch(/code=|access_token=|id_token=/);
    for (const method of listed("code_challenge_methods_supported"))
      expect(await ask({ code_challenge_method: method })).toContain("code=");
    // Only for clients that have registered keys, which this one has not.
    expect([metadata.request_parameter_supported, await ask({ request: "x" })]).toEqual([
      true,
      expect.stringContaining("error=request_not_supported"),
    ]);
    expect([metadata.request_uri_parameter_supported, await ask({ request_uri: "x" })]).toEqual([
      false,
      expect.stringContaining("error=request_uri_not_supported"),
    ]);
    expect([metadata.authorization_response_iss_parameter_supported, await ask({})]).toEqual([
      true,
      expect.stringContaining(`iss=${encodeURIComponent(hub.url)}`),
    ]);
  });

  test("the scopes that are listed are granted, and no claim is given that is not listed", async () => {
    const scope = listed("scopes_supported").join(" ");
    const made = await hub.makeClient({ scopes: [...STANDARD_SCOPES] });
    const { body } = await makeTokens(hub, made, await hub.makeUser(), { scope });
    expect(body.scope).toBe(scope);
    const told = { ...decodeJwt(String(body.id_token)), ...(await userinfo(hub, String(body.access_token))).body };
    expect(listed("claims_supported")).toEqual(expect.arrayContaining(Object.keys(told)));
  });
});
