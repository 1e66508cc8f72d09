/**
 * Clients named by the address of a document (draft-ietf-oauth-client-id-metadata-document): whose documents are read, what they
 * must say, what people are shown, and what becomes of grants when a document changes or can't be read any more.
 */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isMetadataAddress } from "../../src/hub/clients/metadata-address.ts";
import { keptSeconds } from "../../src/hub/clients/metadata-fetch.ts";
import { MOST_REFUSALS, recentRefusal, rememberRefusal } from "../../src/hub/clients/metadata-refusals.ts";
import { setRegistrationPolicy } from "../../src/hub/clients/registration-policy.ts";
import { findClient, type MadeClient } from "../../src/hub/clients/store.ts";
import { ensureFirstOrganization } from "../../src/hub/organizations/store.ts";
import { prune } from "../../src/hub/prune.ts";
import { OutboundError } from "../../src/lib/outbound.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorize,
  authorizeUrl,
  codeFlow,
  pkce,
  post,
  refresh,
  signedInBrowser,
  TOKEN,
} from "../ground/oauth-client.ts";

const CALLBACK = "https://app.example.com/callback";
const ADDRESS = "https://app.example.com/oauth/client.json";

test.each([
  ["https://app.example.com/client", true],
  ["https://app.example.com:8443/client?version=2", true],
  ["http://app.example.com/client", false],
  ["https://app.example.com/", false],
  ["https://app.example.com", false],
  ["https://app.example.com/client#x", false],
  ["https://user@app.example.com/client", false],
  ["https://app.example.com/a/../client", false],
  ["https://app.example.com/a/%2e%2e/client", false],
  ["https://app.example.com/./client", false],
  ["https://APP.example.com/client", false],
  ["https://app.example.com:443/client", false],
  ["https:\\\\app.example.com\\client", false],
  ["https://app.example.com/cl ient", false],
  [`https://app.example.com/${"a".repeat(500)}`, false],
])("%s names a document: %s", (address, expected) => {
  expect(isMetadataAddress(address)).toBe(expected);
});

test.each([
  [null, 3600],
  ["max-age=600", 600],
  ["public, max-age=1", 60],
  ["max-age=99999999", 86_400],
  ["no-store", 60],
  ["no-cache, max-age=600", 60],
  ["s-maxage=10", 3600],
])("Cache-Control %s: believed for %i seconds", (header, expected) => {
  expect(keptSeconds(header)).toBe(expected);
});

eachDatabase((fresh) => {
  let hub: TestHub;
  let answers: Record<string, () => Response>;
  let asked: string[];
  const real = { fetch: undefined as TestHub["hub"]["toApplications"] | undefined };
  const document = (more: Record<string, unknown> = {}) => ({
    client_id: ADDRESS,
    client_name: "Editor",
    redirect_uris: [CALLBACK],
    grant_types: ["authorization_code", "refresh_token"],
    token_endpoint_auth_method: "none",
    ...more,
  });
  const json = (value: unknown, headers: Record<string, string> = {}) =>
    new Response(typeof value === "string" ? value : JSON.stringify(value), {
      headers: { "content-type": "application/json", "cache-control": "max-age=600", ...headers },
    });
  const policy = (metadataHosts: readonly string[]) =>
    hub.hub.db.write(async (tx) => {
      const { id } = await ensureFirstOrganization(tx, hub.hub);
      await setRegistrationPolicy(tx, hub.hub, {}, id, { mode: "closed", resources: ["*"], metadataHosts });
    });
  beforeAll(async () => {
    hub = await startHub(await fresh());
    real.fetch = hub.hub.toApplications;
    Object.assign(hub.hub, {
      toApplications: async (url: string) => {
        asked.push(url);
        const answer = answers[url];
        if (!answer) throw new OutboundError("unreachable");
        return answer();
      },
    });
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    hub.time.advance(7200);
    answers = { [ADDRESS]: () => json(document()) };
    asked = [];
    await hub.hub.db.write(async (tx) => {
      const ids = tx.query.selectFrom("clients").select("id").where("client_id", "like", "https://%");
      await tx.query.deleteFrom("consents").where("client_id", "in", ids).execute();
      await tx.query.deleteFrom("client_registrations").execute();
      await tx.query.deleteFrom("clients").where("client_id", "like", "https://%").execute();
    });
    await policy(["app.example.com"]);
  });

  /** The document's client as a test's client knows it. */
  const made = (clientId = ADDRESS): MadeClient =>
    ({ client: { clientId, redirectUris: [CALLBACK] }, clientSecret: null }) as unknown as MadeClient;
  const open = async (clientId = ADDRESS) => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    return browser.open(authorizeUrl(hub, made(clientId), pkce().challenge));
  };

  test("off unless hosts are listed, and discovery says as it is", async () => {
    const said = async () =>
      ((await (await fetch(`${hub.url}/.well-known/oauth-authorization-server`)).json()) as Record<string, unknown>)
        .client_id_metadata_document_supported;
    expect(await said()).toBe(true);
    await policy([]);
    expect(await said()).toBe(false);
    expect((await open()).status).toBe(400);
    await policy(["other.example.com"]);
    expect((await open()).status).toBe(400);
    expect(asked).toEqual([]);
  });

  test("signs a person in, who is shown the host and asked each time; read once while it is fresh", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    for (let time = 0; time < 2; time += 1) {
      const shown = await browser.open(authorizeUrl(hub, made(), pkce().challenge));
      expect(new URL(shown.url).pathname).toBe("/consent");
      expect(/<h1[^>]*>[\s\S]*?<\/h1>/.exec(shown.html)?.[0]).toContain("app.example.com");
      expect(shown.html).toContain("Editor");
    }
    const { status, body } = await codeFlow(hub, browser, made(), { resource: "https://mcp.example.com/" });
    expect([status, body.token_type]).toEqual([200, "Bearer"]);
    expect((await refresh(hub, made(), String(body.refresh_token))).status).toBe(200);
    expect(asked).toEqual([ADDRESS]);
    expect(await findClient(hub.hub.db, ADDRESS)).toMatchObject({ consent: "always", dangers: [], type: "public" });
  });

  test.each<[string, () => Response]>([
    ["another client's id", () => json(document({ client_id: `${ADDRESS}2` }))],
    ["no id", () => json(document({ client_id: undefined }))],
    ["a secret", () => json(document({ client_secret: "x" }))],
    ["a method with a secret", () => json(document({ token_endpoint_auth_method: "client_secret_basic" }))],
    ["a signing secret", () => json(document({ token_endpoint_auth_method: "client_secret_jwt" }))],
    ["a key method without key", () => json(document({ token_endpoint_auth_method: "private_key_jwt" }))],
    ["a grant of its own", () => json(document({ grant_types: ["authorization_code", "client_credentials"] }))],
    ["no redirect URI", () => json(document({ redirect_uris: [] }))],
    ["a redirect URI without TLS", () => json(document({ redirect_uris: ["http://app.example.com/"] }))],
    ["no JSON", () => json("{")],
    ["a list", () => json([document()])],
    ["another type", () => json(document(), { "content-type": "text/html" })],
    ["more than 5 KB", () => json(document({ odd: "x".repeat(5000) }))],
    [
      "bytes that are no text",
      () => new Response(new Uint8Array([0x7b, 0xff]), { headers: { "content-type": "application/json" } }),
    ],
    ["nothing there", () => new Response("", { status: 404 })],
  ])("%s: no client, and nothing kept", async (_what, answer) => {
    answers[ADDRESS] = answer;
    const shown = await open();
    expect([shown.status, shown.leftTo]).toEqual([400, null]);
    expect(await findClient(hub.hub.db, ADDRESS)).toBeUndefined();
  });

  test.each<[string, () => Response | null]>([
    ["refused by its address", () => new Response("", { status: 404 })],
    ["no document of a client", () => json("{")],
    ["out of reach", () => null],
  ])("an address that is %s is called once in half a minute, whoever names it", async (_what, answer) => {
    answers[ADDRESS] = () => {
      const given = answer();
      if (!given) throw new OutboundError("unreachable");
      return given;
    };
    const started = () => fetch(authorizeUrl(hub, made(), pkce().challenge), { redirect: "manual" });
    expect((await started()).status).toBe(400);
    // Neither called again nor counted, so that the network can still name others.
    const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await started()).status));
    expect(new Set(statuses)).toEqual(new Set([400]));
    expect(asked).toEqual([ADDRESS]);
    hub.time.advance(29);
    expect((await started()).status).toBe(400);
    expect(asked).toHaveLength(1);
    answers[ADDRESS] = () => json(document());
    hub.time.advance(1);
    expect((await started()).status).toBe(303);
    expect(asked).toHaveLength(2);
  });

  test("trouble of our own is not remembered of an address", async () => {
    const { db } = hub.hub;
    const { write } = db;
    const started = () => fetch(authorizeUrl(hub, made(), pkce().challenge), { redirect: "manual" });
    let writes = 0;
    Object.assign(db, {
      write: (work: Parameters<typeof write>[0]) => {
        writes += 1;
        // The first one counts the network's call.
        return writes === 2 ? Promise.reject(new Error("the disk is full")) : write(work);
      },
    });
    try {
      expect((await started()).status).toBe(500);
    } finally {
      Object.assign(db, { write });
    }
    expect((await started()).status).toBe(303);
  });

  test("a known client whose document is out of reach is not called for at every refresh, and its grants go on", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { body } = await codeFlow(hub, browser, made(), { scope: "openid offline_access" });
    let token = String(body.refresh_token);
    hub.time.advance(601);
    delete answers[ADDRESS];
    asked = [];
    for (let each = 0; each < 5; each += 1) {
      const answer = await refresh(hub, made(), token);
      expect(answer.status).toBe(200);
      token = String(answer.body.refresh_token);
    }
    expect(asked).toEqual([ADDRESS]);
  });

  test("refusals that are remembered are bounded, the oldest going first", () => {
    const { hub: services } = hub;
    rememberRefusal(services, "https://first.example/client", "refused");
    for (let each = 1; each < MOST_REFUSALS; each += 1)
      rememberRefusal(services, `https://site${each}.example/client`, "refused");
    expect(recentRefusal(services, "https://first.example/client")).toBe("refused");
    rememberRefusal(services, "https://last.example/client", "unreachable");
    expect(recentRefusal(services, "https://first.example/client")).toBeUndefined();
    expect(recentRefusal(services, "https://site1.example/client")).toBe("refused");
    expect(recentRefusal(services, "https://last.example/client")).toBe("unreachable");
  });

  test("private addresses are not called, by the real way out", async () => {
    await policy(["*"]);
    const scripted = hub.hub.toApplications;
    Object.assign(hub.hub, { toApplications: real.fetch });
    try {
      for (const address of ["https://127.0.0.1:1/client", "https://169.254.169.254/latest/meta", "https://[::1]:1/x"])
        expect((await open(address)).status).toBe(400);
    } finally {
      Object.assign(hub.hub, { toApplications: scripted });
    }
  });

  test("read again when stale: what changed counts, also for a redirect URI that is gone", async () => {
    expect(new URL((await open()).url).pathname).toBe("/consent");
    answers[ADDRESS] = () => json(document({ redirect_uris: ["https://app.example.com/moved"] }));
    expect(new URL((await open()).url).pathname).toBe("/consent");
    hub.time.advance(601);
    expect((await open()).status).toBe(400);
    expect(asked).toHaveLength(2);
    expect((await findClient(hub.hub.db, ADDRESS))?.redirectUris).toEqual(["https://app.example.com/moved"]);
  });

  test("what an administrator sets while the document is read again stays, however long its host takes", async () => {
    await open();
    hub.time.advance(601);
    const { toApplications } = hub.hub;
    const set = { required_groups: '["staff"]', allow_password: 0, allow_email: 1, consent: "once" } as const;
    try {
      Object.assign(hub.hub, {
        toApplications: async () => {
          await hub.hub.db.write((tx) =>
            tx.query.updateTable("clients").set(set).where("client_id", "=", ADDRESS).execute(),
          );
          return json(document({ client_name: "Renamed" }));
        },
      });
      await open();
    } finally {
      Object.assign(hub.hub, { toApplications });
    }
    const { query } = hub.hub.db;
    const row = await query.selectFrom("clients").selectAll().where("client_id", "=", ADDRESS).executeTakeFirst();
    expect(row).toMatchObject(set);
    expect(row?.name).toContain("Renamed");
  });

  test("grants end with a document that is gone, and outlive a day in which it can't be reached", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { body } = await codeFlow(hub, browser, made(), { scope: "openid offline_access" });
    let token = String(body.refresh_token);
    const again = async () => {
      const answer = await refresh(hub, made(), token);
      if (answer.status === 200) token = String(answer.body.refresh_token);
      return answer.status;
    };
    hub.time.advance(601);
    delete answers[ADDRESS];
    expect(await again()).toBe(200);
    // No new flow begins meanwhile.
    expect((await browser.open(authorizeUrl(hub, made(), pkce().challenge))).status).toBe(400);
    hub.time.advance(86_400);
    expect(await again()).toBe(401);
    answers[ADDRESS] = () => json(document());
    hub.time.advance(30);
    expect(await again()).toBe(200);
    hub.time.advance(601);
    answers[ADDRESS] = () => new Response("", { status: 410 });
    expect(await again()).toBe(401);
  });

  test.each(["unreachable", "timeout", "busy", "circuit_open"] as const)(
    "%s is no refusal by the address: grants go on meanwhile",
    async (code) => {
      const browser = await signedInBrowser(hub, await hub.makeUser());
      const { body } = await codeFlow(hub, browser, made(), { scope: "openid offline_access" });
      hub.time.advance(601);
      answers[ADDRESS] = () => {
        throw new OutboundError(code);
      };
      const first = await refresh(hub, made(), String(body.refresh_token));
      expect(first.status).toBe(200);
      expect((await refresh(hub, made(), String(first.body.refresh_token))).status).toBe(200);
      expect(asked).toHaveLength(2);
    },
  );

  test("a host that is not listed any more has no clients", async () => {
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { body } = await codeFlow(hub, browser, made());
    await policy([]);
    expect((await refresh(hub, made(), String(body.refresh_token))).body.error).toBe("invalid_client");
  });

  test("private_key_jwt: the key proves it, pushed requests too, and losing the key ends what was given", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const keyed = document({
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [{ ...(await exportJWK(publicKey)), kty: "EC", kid: "one" }] },
    });
    answers[ADDRESS] = () => json(keyed);
    let count = 0;
    const proof = async () => {
      count += 1;
      const now = hub.time.now();
      const assertion = new SignJWT({
        iss: ADDRESS,
        sub: ADDRESS,
        aud: hub.url,
        exp: now + 60,
        jti: `${now}-${count}`,
      });
      return {
        client_id: ADDRESS,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: await assertion.setProtectedHeader({ alg: "ES256", kid: "one" }).sign(privateKey),
      };
    };
    const { verifier, challenge } = pkce();
    const pushed = await post(hub, "/api/login/oauth/par", {
      ...(await proof()),
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "openid offline_access",
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    expect(pushed.status).toBe(201);
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const query = new URLSearchParams({ client_id: ADDRESS, request_uri: String(pushed.body.request_uri) });
    const callback = await authorize(browser, `${hub.url}/login/oauth/authorize?${query}`);
    const code = {
      grant_type: "authorization_code",
      code: callback.searchParams.get("code") ?? "",
      code_verifier: verifier,
    };
    expect((await post(hub, TOKEN, { ...code, client_id: ADDRESS })).status).toBe(401);
    const { status, body } = await post(hub, TOKEN, { ...code, ...(await proof()) });
    expect(status).toBe(200);
    hub.time.advance(601);
    answers[ADDRESS] = () => json(document());
    expect((await refresh(hub, made(), String(body.refresh_token))).body.error).toBe("invalid_grant");
  });

  test("one network does not have us read without end, and what nobody let in is forgotten", async () => {
    await policy(["*"]);
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const statuses: number[] = [];
    for (let each = 0; each < 31; each += 1) {
      const address = `https://site${each}.example/client`;
      answers[address] = () => json(document({ client_id: address }));
      statuses.push((await browser.open(authorizeUrl(hub, made(address), pkce().challenge))).status);
    }
    expect(statuses).toEqual([...Array(30).fill(200), 429]);
    await codeFlow(hub, browser, made("https://site0.example/client"));
    hub.time.advance(86_400 + 700);
    await prune(hub.hub);
    const left = await hub.hub.db.query
      .selectFrom("clients")
      .select("client_id")
      .where("client_id", "like", "https://%")
      .execute();
    expect(left.map(({ client_id }) => client_id)).toEqual(["https://site0.example/client"]);
  });

  test("sixteen at once at an unknown address are one call and one client", async () => {
    const urls = Array.from({ length: 16 }, () => authorizeUrl(hub, made(), pkce().challenge));
    const shown = await Promise.all(urls.map((url) => fetch(url, { redirect: "manual" })));
    expect(shown.map(({ status }) => status)).toEqual(Array(16).fill(303));
    expect(asked).toEqual([ADDRESS]);
  });
});
