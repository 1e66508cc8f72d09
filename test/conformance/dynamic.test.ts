/**
 * The modules of the plan for dynamic OpenID providers: the client registers itself (RFC 7591), and what it registered is what
 * counts. Each test is named by its module and does what it does, with PKCE, which a client that registers itself can't leave out.
 */
import { createRemoteJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rotateKeys } from "../../src/hub/admin/server/keys.ts";
import { type RegistrationPolicyWish, setRegistrationPolicy } from "../../src/hub/clients/registration-policy.ts";
import { JWKS_CACHE_SECONDS, makeKey } from "../../src/hub/keys/store.ts";
import { ensureFirstOrganization } from "../../src/hub/organizations/store.ts";
import { OutboundError } from "../../src/lib/outbound.ts";
import { calling } from "../flows/registering.ts";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { type JsonAnswer, pkce, post, signedInBrowser, TOKEN, USERINFO } from "../ground/oauth-client.ts";
import { answered } from "./answer.ts";

const CALLBACK = "https://app.example.com/callback";
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

type Registered = Record<string, string>;
type Changes = Readonly<Record<string, string | undefined>>;

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  /** What the hub gets where it fetches something of a client. */
  const documents = new Map<string, unknown>();
  const { register } = calling(() => hub);
  beforeAll(async () => {
    hub = await startHub(await fresh());
    person = await hub.makeUser();
    browser = await signedInBrowser(hub, person);
    const policy: RegistrationPolicyWish = { mode: "open", resources: [], metadataHosts: [] };
    await hub.hub.db.write(async (tx) => {
      const { id } = await ensureFirstOrganization(tx, hub.hub);
      await setRegistrationPolicy(tx, hub.hub, {}, id, policy);
    });
    Object.assign(hub.hub, {
      toApplications: async (input: string | URL) => {
        const document = documents.get(String(input));
        if (document === undefined) throw new OutboundError("unreachable", "nothing there");
        return Response.json(document);
      },
    });
  });
  afterAll(() => hub.close());

  const registered = async (metadata: Record<string, unknown> = {}): Promise<Registered> => {
    const { status, body } = await register({ redirect_uris: [CALLBACK], ...metadata });
    expect([status, body.error_description]).toEqual([201, undefined]);
    return body as Registered;
  };
  const { verifier, challenge } = pkce();
  const open = (client: Registered, change: Changes = {}): Promise<Shown> => {
    const request: Changes = {
      client_id: client.client_id,
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "openid",
      state: "the-state",
      nonce: "the-nonce",
      code_challenge: challenge,
      code_challenge_method: "S256",
      ...change,
    };
    const parameters = Object.entries(request).filter((each): each is [string, string] => each[1] !== undefined);
    return browser.open(`${hub.url}/login/oauth/authorize?${new URLSearchParams(parameters)}`);
  };
  const allowed = (page: Shown): Promise<Shown> => browser.submit(page, { consent: "allow" });
  const basic = ({ client_id: id = "", client_secret: secret = "" }: Registered) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
  });
  const redeem = (client: Registered, code: string, more: Record<string, string> = {}): Promise<JsonAnswer> => {
    const fields = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: CALLBACK, ...more };
    return post(hub, TOKEN, fields, "client_assertion" in more ? {} : basic(client));
  };
  const signIn = async (client: Registered, change: Changes = {}, more: Record<string, string> = {}) => {
    const answer = answered(await allowed(await open(client, change)));
    expect(answer?.parameters.get("error")).toBeNull();
    const redeemed = await redeem(client, answer?.parameters.get("code") ?? "", {
      ...(change.redirect_uri === undefined ? {} : { redirect_uri: change.redirect_uri }),
      ...more,
    });
    expect(redeemed.status).toBe(200);
    return redeemed.body as Registered;
  };
  const verify = (token: string, alg: string, client: Registered) =>
    jwtVerify(token, createRemoteJWKSet(new URL(`${hub.url}/.well-known/jwks`)), {
      issuer: hub.url,
      audience: client.client_id ?? "",
      algorithms: [alg],
      currentDate: new Date(hub.time.now() * 1000),
    });
  const userinfo = (token = "") => fetch(`${hub.url}${USERINFO}`, { headers: { authorization: `Bearer ${token}` } });

  test("oidcc-idtoken-rs256", async () => {
    const client = await registered({ id_token_signed_response_alg: "RS256" });
    const { id_token: idToken = "" } = await signIn(client);
    expect((await verify(idToken, "RS256", client)).payload).toMatchObject({ sub: person.id, nonce: "the-nonce" });
  });

  test("oidcc-idtoken-unsigned", async () => {
    const refused = await register({ redirect_uris: [CALLBACK], id_token_signed_response_alg: "none" });
    expect(refused).toMatchObject({ status: 400, body: { error: "invalid_client_metadata" } });
  });

  test("oidcc-userinfo-rs256", async () => {
    const client = await registered({ userinfo_signed_response_alg: "RS256" });
    const answer = await userinfo((await signIn(client)).access_token);
    expect(answer.headers.get("content-type")).toBe("application/jwt");
    expect((await verify(await answer.text(), "RS256", client)).payload.sub).toBe(person.id);
  });

  test("oidcc-ensure-redirect-uri-in-authorization-request", async () => {
    const page = await open(await registered(), { redirect_uri: undefined });
    expect([page.leftTo, page.status]).toEqual([null, 400]);
  });

  test("oidcc-redirect-uri-query-OK", async () => {
    const redirectUri = `${CALLBACK}?foo=bar`;
    const client = await registered({ redirect_uris: [redirectUri] });
    const answer = answered(await allowed(await open(client, { redirect_uri: redirectUri })));
    expect(answer?.parameters.get("foo")).toBe("bar");
    const { status } = await redeem(client, answer?.parameters.get("code") ?? "", { redirect_uri: redirectUri });
    expect(status).toBe(200);
  });

  test.each([
    ["oidcc-redirect-uri-query-mismatch", `${CALLBACK}?foo=bar`, `${CALLBACK}?bar=foo`],
    ["oidcc-redirect-uri-query-added", CALLBACK, `${CALLBACK}?foo=bar`],
  ])("%s", async (_module, redirectUri, asked) => {
    const page = await open(await registered({ redirect_uris: [redirectUri] }), { redirect_uri: asked });
    expect([page.leftTo, page.status]).toEqual([null, 400]);
  });

  test("oidcc-redirect-uri-regfrag", async () => {
    const refused = await register({ redirect_uris: [`${CALLBACK}#foobar`] });
    expect(refused).toMatchObject({ status: 400, body: { error: "invalid_redirect_uri" } });
  });

  test("oidcc-discovery-endpoint-verification", async () => {
    const document = (await (await fetch(`${hub.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    expect(document.issuer).toBe(hub.url);
    for (const name of [
      "authorization_endpoint",
      "token_endpoint",
      "userinfo_endpoint",
      "jwks_uri",
      "registration_endpoint",
      "scopes_supported",
      "response_types_supported",
      "claims_supported",
      "subject_types_supported",
      "id_token_signing_alg_values_supported",
    ])
      expect(document).toHaveProperty(name);
    expect(document.id_token_signing_alg_values_supported).toContain("RS256");
    expect(document.scopes_supported).toContain("openid");
  });

  test("oidcc-server", async () => {
    const { access_token: accessToken } = await signIn(await registered());
    expect(((await (await userinfo(accessToken)).json()) as { sub: string }).sub).toBe(person.id);
  });

  test.each([
    ["oidcc-registration-logo-uri", "logo_uri", "https://app.example.com/logo.png"],
    ["oidcc-registration-policy-uri", "policy_uri", "https://app.example.com/policy"],
    ["oidcc-registration-tos-uri", "tos_uri", "https://app.example.com/terms"],
  ])("%s", async (_module, name, address) => {
    const client = await registered({ [name]: address });
    expect(client[name]).toBe(address);
    const page = await open(client);
    // A picture of others is not loaded by the page: only addresses that a person may follow are links.
    if (name === "logo_uri") expect(page.html).not.toContain("<img");
    else expect(page.html).toContain(`href="${address}"`);
  });

  const keys = (kid: string) => generateKeyPair("RS256", { extractable: true }).then((pair) => ({ ...pair, kid }));
  const published = async ({ publicKey, kid }: Awaited<ReturnType<typeof keys>>) => ({
    keys: [{ ...(await exportJWK(publicKey)), kid, use: "sig", alg: "RS256" }],
  });
  const assertion = ({ privateKey, kid }: Awaited<ReturnType<typeof keys>>, client: Registered, aud: string) => {
    const now = hub.time.now();
    const { client_id: id = "" } = client;
    return new SignJWT({ iss: id, sub: id, aud, iat: now, exp: now + 60, jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: "RS256", kid })
      .sign(privateKey);
  };
  const byKey = (uri: string) => ({
    token_endpoint_auth_method: "private_key_jwt",
    token_endpoint_auth_signing_alg: "RS256",
    grant_types: ["authorization_code", "refresh_token"],
    jwks_uri: uri,
  });
  const proven = async (pair: Awaited<ReturnType<typeof keys>>, client: Registered, aud = hub.url) => ({
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await assertion(pair, client, aud),
  });

  test("oidcc-registration-jwks-uri", async () => {
    const uri = "https://app.example.com/jwks-1";
    const pair = await keys("one");
    documents.set(uri, await published(pair));
    const client = await registered(byKey(uri));
    expect(await signIn(client, {}, await proven(pair, client))).toHaveProperty("id_token");
  });

  test("oidcc-ensure-client-assertion-with-iss-aud-succeeds", async () => {
    const uri = "https://app.example.com/jwks-2";
    const pair = await keys("one");
    documents.set(uri, await published(pair));
    const client = await registered(byKey(uri));
    for (const aud of [hub.url, `${hub.url}${TOKEN}`])
      expect(await signIn(client, {}, await proven(pair, client, aud))).toHaveProperty("id_token");
  });

  test("oidcc-refresh-token-rp-key-rotation", async () => {
    const uri = "https://app.example.com/jwks-3";
    const [before, after] = [await keys("before"), await keys("after")];
    documents.set(uri, await published(before));
    const client = await registered(byKey(uri));
    const { refresh_token: token = "" } = await signIn(
      client,
      { scope: "openid offline_access" },
      await proven(before, client),
    );
    documents.set(uri, await published(after));
    // Keys are kept for a while, and looked for again where one is missing, but not at every request.
    hub.time.advance(60);
    const fields = { grant_type: "refresh_token", refresh_token: token, ...(await proven(after, client)) };
    expect((await post(hub, TOKEN, fields)).status).toBe(200);
  });

  test("oidcc-registration-sector-uri", async () => {
    const uri = "https://sector.example.com/uris";
    documents.set(uri, [CALLBACK, "https://other.example.com/callback"]);
    const client = await registered({ subject_type: "pairwise", sector_identifier_uri: uri });
    const { id_token: idToken = "" } = await signIn(client);
    expect((await verify(idToken, "RS256", client)).payload.sub).not.toBe(person.id);
  });

  test("oidcc-registration-sector-bad", async () => {
    const uri = "https://sector.example.com/others";
    documents.set(uri, ["https://other.example.com/callback"]);
    const refused = await register({
      redirect_uris: [CALLBACK],
      subject_type: "pairwise",
      sector_identifier_uri: uri,
    });
    expect(refused.status).toBe(400);
    expect(["invalid_client_metadata", "invalid_redirect_uri"]).toContain(refused.body.error);
  });

  test("oidcc-server-rotate-keys", async () => {
    const client = await registered();
    const kids = async () => {
      const { keys: list } = (await (await fetch(`${hub.url}/.well-known/jwks`)).json()) as { keys: { kid: string }[] };
      return list.map(({ kid }) => kid);
    };
    const before = decodeProtectedHeader((await signIn(client)).id_token ?? "").kid;
    const key = await makeKey("RS256");
    await hub.hub.db.write((tx) => rotateKeys(tx, hub.hub, {}, [key], false));
    await hub.hub.keys.reload();
    // Published first, and signing once everybody may know it.
    const waiting = await kids();
    hub.time.advance(2 * JWKS_CACHE_SECONDS);
    const { id_token: idToken = "" } = await signIn(client);
    const after = decodeProtectedHeader(idToken).kid;
    expect(after).not.toBe(before);
    expect(waiting).toEqual(expect.arrayContaining([before, after]));
    await verify(idToken, "RS256", client);
  });

  test("oidcc-request-uri-unsigned", async () => {
    const answer = answered(await open(await registered(), { request_uri: "https://app.example.com/request" }));
    expect(answer?.parameters.get("error")).toBe("request_uri_not_supported");
  });

  test("oidcc-request-uri-signed-rs256", async () => {
    // Not offered, and discovery says so: a pushed request (RFC 9126) is the way to keep one out of the address.
    const document = (await (await fetch(`${hub.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    expect(document.request_uri_parameter_supported).toBe(false);
  });

  test("oidcc-ensure-request-object-with-redirect-uri", async () => {
    const pair = await keys("one");
    const uri = "https://app.example.com/jwks-4";
    documents.set(uri, await published(pair));
    const client = await registered({ ...byKey(uri), request_object_signing_alg: "RS256" });
    const object = await new SignJWT({
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "openid",
      state: "inside",
    })
      .setProtectedHeader({ alg: "RS256", kid: pair.kid })
      .setIssuer(client.client_id ?? "")
      .setAudience(hub.url)
      .sign(pair.privateKey);
    const answer = answered(await open(client, { request: object, redirect_uri: "https://app.example.com/other" }));
    // Without a challenge inside the request is refused, but it goes back to where the object says.
    expect([answer?.address, answer?.parameters.get("error"), answer?.parameters.get("state")]).toEqual([
      CALLBACK,
      "invalid_request",
      "inside",
    ]);
  });

  test("oidcc-refresh-token", async () => {
    const client = await registered({ grant_types: ["authorization_code", "refresh_token"] });
    const { refresh_token: token = "" } = await signIn(client, { scope: "openid offline_access" });
    const again = await post(hub, TOKEN, { grant_type: "refresh_token", refresh_token: token }, basic(client));
    expect(again.status).toBe(200);
    expect(again.body.access_token).toBeTypeOf("string");
  });
});
