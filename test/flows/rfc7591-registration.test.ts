/**
 * Dynamic client registration (RFC 7591; OpenID Connect Dynamic Client Registration): who may register by the organization's
 * policy, what metadata is taken and what is refused with which code, and that a client which registered itself is asked for
 * each time and has nothing dangerous.
 */
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createRegistrationToken,
  type RegistrationPolicy,
  setRegistrationPolicy,
} from "../../src/hub/clients/registration-policy.ts";
import { findClient, type MadeClient } from "../../src/hub/clients/store.ts";
import { ensureFirstOrganization } from "../../src/hub/organizations/store.ts";
import { OutboundError } from "../../src/lib/outbound.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, codeFlow, pkce, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";
import { calling, REGISTER } from "./registering.ts";

const CALLBACK = "https://app.example.com/callback";
const jwk = { ...generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" }), kid: "k" };

eachDatabase((fresh) => {
  let hub: TestHub;
  let organizationId: string;
  const { register, call } = calling(() => hub);
  const policy = (wish: Partial<RegistrationPolicy>) =>
    hub.hub.db.write((tx) =>
      setRegistrationPolicy(tx, hub.hub, {}, organizationId, {
        mode: "open",
        resources: [],
        metadataHosts: [],
        ...wish,
      }),
    );
  const token = (mostUses = 1, lives = 600) =>
    hub.hub.db.write((tx) =>
      createRegistrationToken(tx, hub.hub, {}, organizationId, { name: "For a test", mostUses, lives }),
    );
  const count = async (table: "clients") => (await hub.hub.db.query.selectFrom(table).select("id").execute()).length;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    organizationId = (await hub.hub.db.write((tx) => ensureFirstOrganization(tx, hub.hub))).id;
  });
  afterAll(() => hub.close());

  test("closed unless somebody opens it, and discovery says as it is", async () => {
    const discovery = async () =>
      (await (await fetch(`${hub.url}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    expect(await discovery()).not.toHaveProperty("registration_endpoint");
    const refused = await register({ redirect_uris: [CALLBACK] });
    expect([refused.status, refused.body.error]).toEqual([403, "access_denied"]);
    await policy({ mode: "open" });
    expect((await discovery()).registration_endpoint).toBe(`${hub.url}${REGISTER}`);
  });

  test("an open policy registers everybody, with what RFC 7591 says is usual", async () => {
    await policy({ mode: "open", resources: ["https://api.example.com/"] });
    const { status, body, headers } = await register({ redirect_uris: [CALLBACK], client_name: "Notes", odd: true });
    expect([status, headers.get("cache-control")]).toEqual([201, "no-store"]);
    expect(body).toMatchObject({
      redirect_uris: [CALLBACK],
      client_name: "Notes",
      token_endpoint_auth_method: "client_secret_basic",
      grant_types: ["authorization_code"],
      response_types: ["code"],
      id_token_signed_response_alg: "RS256",
      client_secret_expires_at: 0,
      client_id_issued_at: hub.time.now(),
      registration_client_uri: `${hub.url}${REGISTER}/${body.client_id}`,
    });
    expect(body).not.toHaveProperty("odd");
    expect(String(body.client_secret)).toMatch(/^[\w-]{43}$/);
    expect(String(body.registration_access_token)).toMatch(/^[\w-]{43}$/);
    const client = await findClient(hub.hub.db, String(body.client_id));
    expect(client).toMatchObject({
      consent: "always",
      dangers: [],
      resources: ["https://api.example.com/"],
      allowSignUp: false,
    });
    // No two are called the same, nor as one that was made by hand.
    expect(client?.name).toMatch(/^Notes \([0-9a-f]{6}\)$/);
    expect((await register({ redirect_uris: [CALLBACK], client_name: "Notes" })).status).toBe(201);
  });

  test("a name is one line that reads as it is written, so that nothing hides the mark behind it", async () => {
    await policy({ mode: "open" });
    // Past the window of the limit, which these count against too.
    hub.time.advance(3601);
    const named = async (client_name: string) => {
      const { status, body } = await register({ redirect_uris: [CALLBACK], client_name });
      return status === 201 ? (await findClient(hub.hub.db, String(body.client_id)))?.name : status;
    };
    for (const typed of [
      "Git\u202eHub",
      "Git\u2066\u200b\nHub",
      "Git\u3164\u00ad\u2028Hub\ufe0f",
      "\u2800Git\u00a0\tHub",
    ])
      expect(await named(typed)).toMatch(/^Git Hub \([0-9a-f]{6}\)$/);
    expect(await named("\u202e\u200b")).toBe(400);
    expect(await named("Über-名前")).toMatch(/^Über-名前 \([0-9a-f]{6}\)$/);
    hub.time.advance(3601);
  });

  test("a registered client signs a person in, who is asked each time", async () => {
    await policy({ mode: "open" });
    const { body } = await register({
      redirect_uris: [CALLBACK],
      grant_types: ["authorization_code", "refresh_token"],
      token_endpoint_auth_method: "none",
    });
    const client = await findClient(hub.hub.db, String(body.client_id));
    const made = { client, clientSecret: null } as MadeClient;
    const browser = await signedInBrowser(hub, await hub.makeUser());
    for (let time = 0; time < 2; time += 1) {
      const shown = await browser.open(authorizeUrl(hub, made, pkce().challenge));
      expect(shown.leftTo).toBeNull();
      expect(new URL(shown.url).pathname).toBe("/consent");
      const answer = await codeFlow(hub, browser, made);
      expect(answer.status).toBe(200);
      expect(answer.body.refresh_token).toBeTypeOf("string");
    }
  });

  test("a token policy wants a token, which is good as often and as long as it says", async () => {
    await policy({ mode: "token" });
    const metadata = { redirect_uris: [CALLBACK] };
    const without = await register(metadata);
    expect([without.status, without.body.error]).toEqual([401, "invalid_token"]);
    expect(without.headers.get("www-authenticate")).toMatch(/^Bearer /);
    expect((await register(metadata, "wrong")).status).toBe(401);
    const two = await token(2);
    const many = await Promise.all(Array.from({ length: 6 }, () => register(metadata, two)));
    expect(many.map(({ status }) => status).sort()).toEqual([201, 201, 401, 401, 401, 401]);
    const late = await token(1, 60);
    hub.time.advance(61);
    expect((await register(metadata, late)).status).toBe(401);
    // What was refused for its metadata has not spent the token.
    const one = await token();
    expect((await register({ redirect_uris: ["http://app.example.com/"] }, one)).status).toBe(400);
    expect((await register(metadata, one)).status).toBe(201);
    await policy({ mode: "open" });
    expect((await register(metadata, "wrong")).status).toBe(401);
  });

  test("the device grant is for whoever has a token", async () => {
    await policy({ mode: "open" });
    const device = "urn:ietf:params:oauth:grant-type:device_code";
    const metadata = { grant_types: [device], response_types: [], token_endpoint_auth_method: "none" };
    expect(await register(metadata)).toMatchObject({ status: 400, body: { error: "invalid_client_metadata" } });
    const { status, body } = await register(metadata, await token());
    expect([status, body.grant_types]).toEqual([201, [device]]);
    expect((await post(hub, "/api/device-auth", { client_id: String(body.client_id) })).status).toBe(200);
  });

  test("client_credentials is for whoever has a token", async () => {
    await policy({ mode: "open" });
    const metadata = { grant_types: ["client_credentials"], response_types: [] };
    expect(await register(metadata)).toMatchObject({ status: 400, body: { error: "invalid_client_metadata" } });
    const { status, body } = await register(metadata, await token());
    expect(status).toBe(201);
    const fields = { grant_type: "client_credentials", client_id: String(body.client_id) };
    expect((await post(hub, TOKEN, { ...fields, client_secret: String(body.client_secret) })).status).toBe(200);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["no redirect URI", {}, "invalid_redirect_uri"],
    ["plain http", { redirect_uris: ["http://app.example.com/"] }, "invalid_redirect_uri"],
    ["a fragment", { redirect_uris: [`${CALLBACK}#x`] }, "invalid_redirect_uri"],
    ["a wildcard", { redirect_uris: ["https://*.example.com/"] }, "invalid_redirect_uri"],
    ["a script", { redirect_uris: ["javascript:alert(1)"] }, "invalid_redirect_uri"],
    ["one of two", { redirect_uris: [CALLBACK, "http://evil.example/"] }, "invalid_redirect_uri"],
    ["text for a list", { redirect_uris: CALLBACK }, "invalid_redirect_uri"],
    [
      "a private-use scheme on the web",
      { redirect_uris: ["com.example.app:/x"], application_type: "web" },
      "invalid_redirect_uri",
    ],
    [
      "an ID Token to one's own machine",
      { redirect_uris: ["http://localhost/x"], response_types: ["id_token"] },
      "invalid_redirect_uri",
    ],
    [
      "response type and grant type apart",
      { redirect_uris: [CALLBACK], response_types: ["code"], grant_types: ["implicit"] },
      "invalid_client_metadata",
    ],
    ["tokens in the address", { redirect_uris: [CALLBACK], response_types: ["token"] }, "invalid_client_metadata"],
    ["the password grant", { redirect_uris: [CALLBACK], grant_types: ["password"] }, "invalid_client_metadata"],
    [
      "token exchange",
      {
        redirect_uris: [CALLBACK],
        grant_types: ["authorization_code", "urn:ietf:params:oauth:grant-type:token-exchange"],
      },
      "invalid_client_metadata",
    ],
    ["a refresh token alone", { grant_types: ["refresh_token"], response_types: [] }, "invalid_client_metadata"],
    [
      "a method that there is not",
      { redirect_uris: [CALLBACK], token_endpoint_auth_method: "tls_client_auth" },
      "invalid_client_metadata",
    ],
    [
      "a key method without keys",
      { redirect_uris: [CALLBACK], token_endpoint_auth_method: "private_key_jwt" },
      "invalid_client_metadata",
    ],
    [
      "a private key",
      {
        redirect_uris: [CALLBACK],
        token_endpoint_auth_method: "private_key_jwt",
        jwks: { keys: [{ ...jwk, d: "x" }] },
      },
      "invalid_client_metadata",
    ],
    [
      "keys twice",
      { redirect_uris: [CALLBACK], jwks: { keys: [jwk] }, jwks_uri: "https://app.example.com/jwks" },
      "invalid_client_metadata",
    ],
    [
      "an algorithm of another method",
      {
        redirect_uris: [CALLBACK],
        token_endpoint_auth_method: "client_secret_jwt",
        token_endpoint_auth_signing_alg: "ES256",
      },
      "invalid_client_metadata",
    ],
    [
      "unsigned ID Tokens",
      { redirect_uris: [CALLBACK], id_token_signed_response_alg: "none" },
      "invalid_client_metadata",
    ],
    [
      "encrypted ID Tokens",
      { redirect_uris: [CALLBACK], id_token_encrypted_response_alg: "RSA-OAEP" },
      "invalid_client_metadata",
    ],
    [
      "a logo that is a script",
      { redirect_uris: [CALLBACK], logo_uri: "javascript:alert(1)" },
      "invalid_client_metadata",
    ],
    [
      "a page without TLS",
      { redirect_uris: [CALLBACK], policy_uri: "http://app.example.com/" },
      "invalid_client_metadata",
    ],
    [
      "a login address without TLS",
      { redirect_uris: [CALLBACK], initiate_login_uri: "http://localhost/x" },
      "invalid_client_metadata",
    ],
    [
      "a sector without TLS",
      { redirect_uris: [CALLBACK], sector_identifier_uri: "http://app.example.com/s" },
      "invalid_client_metadata",
    ],
    [
      "pairwise for two hosts",
      { redirect_uris: [CALLBACK, "https://b.example.com/"], subject_type: "pairwise" },
      "invalid_client_metadata",
    ],
    ["a NUL", { redirect_uris: [CALLBACK], client_name: "a\u0000b" }, "invalid_client_metadata"],
  ])("refused, and nothing kept: %s", async (_what, metadata, error) => {
    await policy({ mode: "open" });
    const before = await count("clients");
    const { status, body, headers } = await register(metadata);
    expect([status, body.error]).toEqual([400, error]);
    expect(headers.get("www-authenticate")).toBeNull();
    expect(await count("clients")).toBe(before);
  });

  test("a body that is no JSON object", async () => {
    await policy({ mode: "open" });
    for (const [body, type, error] of [
      ["redirect_uris=x", "application/x-www-form-urlencoded", "invalid_request"],
      ["{", "application/json", "invalid_client_metadata"],
      ["[]", "application/json", "invalid_client_metadata"],
      ["null", "application/json", "invalid_client_metadata"],
    ] as const) {
      const answer = await call("POST", REGISTER, { body, type });
      expect([answer.status, answer.body.error]).toEqual([400, error]);
    }
  });

  test("native clients: loopback with any port, and private-use schemes", async () => {
    await policy({ mode: "open" });
    const { body } = await register({
      redirect_uris: ["http://127.0.0.1/callback", "com.example.app:/callback"],
      application_type: "native",
      token_endpoint_auth_method: "none",
    });
    expect(body).not.toHaveProperty("client_secret");
    const client = await findClient(hub.hub.db, String(body.client_id));
    expect(client?.type).toBe("native");
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const made = { client, clientSecret: null } as MadeClient;
    const url = authorizeUrl(hub, made, pkce().challenge, { redirect_uri: "http://127.0.0.1:49152/callback" });
    expect(new URL((await browser.open(url)).url).pathname).toBe("/consent");
  });

  test("a sector identifier is fetched, and must list every redirect URI", async () => {
    await policy({ mode: "open" });
    const fetchBefore = hub.hub.toApplications;
    let listed: unknown = [CALLBACK];
    const swap = (toApplications: typeof fetchBefore) => Object.assign(hub.hub, { toApplications });
    swap(async (url) => {
      expect(String(url)).toBe("https://sector.example.com/list.json");
      return new Response(JSON.stringify(listed), { headers: { "content-type": "application/json" } });
    });
    const metadata = {
      redirect_uris: [CALLBACK],
      subject_type: "pairwise",
      sector_identifier_uri: "https://sector.example.com/list.json",
    };
    try {
      const { status, body } = await register(metadata);
      expect(status).toBe(201);
      expect((await findClient(hub.hub.db, String(body.client_id)))?.sectorIdentifier).toBe("sector.example.com");
      listed = ["https://other.example.com/"];
      expect((await register(metadata)).body.error).toBe("invalid_redirect_uri");
      listed = { not: "a list" };
      expect((await register(metadata)).body.error).toBe("invalid_client_metadata");
      swap(async () => {
        throw new OutboundError("blocked");
      });
      expect((await register(metadata)).body.error).toBe("invalid_client_metadata");
    } finally {
      swap(fetchBefore);
    }
  });

  test("a network that registers without end is held up", async () => {
    await policy({ mode: "closed" });
    hub.time.advance(7200);
    const answers = [];
    for (let each = 0; each < 61; each += 1) answers.push((await register({})).status);
    expect(answers.slice(0, 60).every((status) => status === 403)).toBe(true);
    expect(answers.at(-1)).toBe(429);
  });
});
