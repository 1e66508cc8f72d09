/**
 * RFC 8693: a token of a person exchanged for another, for less or for somewhere else. Which tokens are taken and from whom,
 * what comes out, that it ends with what it came from, and that no exchange makes a token wider or live longer.
 */
import { randomUUID } from "node:crypto";
import { calculateJwkThumbprint, decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXCHANGE_GRANT } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { takeAccessBack } from "../../src/hub/grants/access.ts";
import { prune } from "../../src/hub/prune.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, INTROSPECT, type JsonAnswer, post, REVOKE, refresh, TOKEN, userinfo } from "../ground/oauth-client.ts";
import { makeCode, makeTokens } from "./code-maker.ts";
import { grown, rowsOf } from "./rows.ts";

const ACCESS = "urn:ietf:params:oauth:token-type:access_token";
const JWT = "urn:ietf:params:oauth:token-type:jwt";
const ID = "urn:ietf:params:oauth:token-type:id_token";
const ORDERS = "https://orders.example.com";

eachDatabase((fresh) => {
  let hub: TestHub;
  /** Where people sign in; and a service behind it that may take its tokens. */
  let app: MadeClient;
  let gateway: MadeClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    app = await hub.makeClient({
      grantTypes: ["authorization_code", "refresh_token", EXCHANGE_GRANT],
      resources: [ORDERS],
    });
    gateway = await hub.makeClient({
      grantTypes: [EXCHANGE_GRANT],
      redirectUris: [],
      exchangeFrom: [app.client.clientId],
      exchangeAudiences: ["billing", ORDERS],
    });
  });
  afterAll(() => hub.close());

  const exchange = (by: MadeClient, token: unknown, fields: Record<string, string> = {}): Promise<JsonAnswer> =>
    post(hub, TOKEN, { grant_type: EXCHANGE_GRANT, subject_token: String(token), ...fields }, basic(by));

  const signedIn = async (scope = "openid profile email", sessionId?: number) =>
    (await makeTokens(hub, app, await hub.makeUser(), { scope, ...(sessionId === undefined ? {} : { sessionId }) }))
      .body;

  const introspected = async (by: MadeClient, token: unknown) =>
    (await post(hub, INTROSPECT, { token: String(token) }, basic(by))).body;

  test("the answer has the token, what it is, how long and for what, and nothing besides", async () => {
    const person = await hub.makeUser();
    const { body: tokens } = await makeTokens(hub, app, person);
    const { status, body, headers } = await exchange(gateway, tokens.access_token, { subject_token_type: ACCESS });
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toEqual({
      access_token: expect.any(String),
      issued_token_type: ACCESS,
      token_type: "Bearer",
      expires_in: 600,
      scope: "openid profile email",
    });
    expect(decodeJwt(String(body.access_token))).toMatchObject({
      sub: person.id,
      client_id: gateway.client.clientId,
      aud: [gateway.client.clientId],
      scope: "openid profile email",
    });
    expect((await userinfo(hub, String(body.access_token))).body).toMatchObject({ preferred_username: person.name });
    expect(await introspected(gateway, body.access_token)).toMatchObject({ active: true, username: person.name });
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "token.exchanged")
      .execute();
    expect(events.map((event) => [event.subject_id, JSON.parse(event.detail).from])).toEqual([
      [person.id, app.client.clientId],
    ]);
  });

  test("access tokens and ID Tokens are taken, by their own type or as JWT, and as no other", async () => {
    const { access_token, id_token } = await signedIn();
    const taken = [
      [access_token, undefined],
      [access_token, ACCESS],
      [access_token, JWT],
      [id_token, ID],
      [id_token, JWT],
    ] as const;
    for (const [token, type] of taken)
      expect((await exchange(gateway, token, type ? { subject_token_type: type } : {})).status).toBe(200);
    const refused = [
      [access_token, ID],
      [id_token, ACCESS],
      [id_token, undefined],
      [access_token, "urn:ietf:params:oauth:token-type:saml2"],
    ] as const;
    for (const [token, type] of refused) {
      const { status, body } = await exchange(gateway, token, type ? { subject_token_type: type } : {});
      expect([status, body.error]).toEqual([400, "invalid_request"]);
    }
  });

  test("an ID Token buys no more than what it speaks of", async () => {
    const custom = await hub.makeClient({
      customScopes: [{ name: "orders", description: "Orders" }],
      grantTypes: ["authorization_code", EXCHANGE_GRANT],
    });
    const { body } = await makeTokens(hub, custom, await hub.makeUser(), { scope: "openid email orders" });
    expect((await exchange(custom, body.access_token)).body.scope).toBe("openid email orders");
    expect((await exchange(custom, body.id_token, { subject_token_type: ID })).body.scope).toBe("openid email");
    const wider = await exchange(custom, body.id_token, { subject_token_type: ID, scope: "openid orders" });
    expect(wider.body.error).toBe("invalid_scope");
  });

  test("an ID Token that was narrowed by an exchange does not lead back to what it was narrowed from", async () => {
    const casdoor = await hub.makeClient({ grantTypes: ["authorization_code", EXCHANGE_GRANT], tokenFormat: "JWT" });
    const { body } = await makeTokens(hub, casdoor, await hub.makeUser());
    const narrow = (await exchange(casdoor, body.access_token, { scope: "openid" })).body.id_token;
    expect((await exchange(casdoor, narrow, { subject_token_type: ID })).body.scope).toBe("openid");
    expect((await exchange(casdoor, body.id_token, { subject_token_type: ID })).body.scope).toBe(
      "openid profile email",
    );
    const pairwise = await hub.makeClient({
      grantTypes: ["authorization_code", EXCHANGE_GRANT],
      subjectType: "pairwise",
    });
    const own = (await makeTokens(hub, pairwise, await hub.makeUser())).body.id_token;
    const { access_token } = (await exchange(pairwise, own, { subject_token_type: ID })).body;
    expect(decodeJwt(String(access_token)).sub).toBe(decodeJwt(String(own)).sub);
  });

  test("exchanged grants are taken away a day after they are over, and others stay", async () => {
    const { access_token, refresh_token } = await signedIn("openid offline_access");
    await exchange(gateway, access_token);
    const count = async () =>
      (await hub.hub.db.query.selectFrom("grants").select("id").where("kind", "=", "token_exchange").execute()).length;
    hub.time.advance(600 + 86_400);
    await prune(hub.hub);
    const before = await count();
    hub.time.advance(1);
    await prune(hub.hub);
    expect([before > 0, await count()]).toEqual([true, 0]);
    expect((await refresh(hub, app, String(refresh_token))).status).toBe(200);
  });

  test("scope: left out it is inherited, given it is narrowed, and never widened", async () => {
    const { access_token } = await signedIn("openid email");
    expect((await exchange(gateway, access_token)).body.scope).toBe("openid email");
    const less = await exchange(gateway, access_token, { scope: "email" });
    expect(less.body.scope).toBe("email");
    expect(decodeJwt(String(less.body.access_token)).scope).toBe("email");
    for (const scope of ["openid profile", "admin", '"'])
      expect([scope, (await exchange(gateway, access_token, { scope })).body.error]).toEqual([scope, "invalid_scope"]);
    const again = await exchange(gateway, less.body.access_token, { scope: "openid" });
    expect(again.body.error).toBe("invalid_scope");
    const modest = await hub.makeClient({
      grantTypes: [EXCHANGE_GRANT],
      redirectUris: [],
      scopes: ["openid"],
      exchangeFrom: [app.client.clientId],
    });
    expect((await exchange(modest, access_token)).body.scope).toBe("openid");
    expect((await exchange(modest, access_token, { scope: "email" })).body.error).toBe("invalid_scope");
  });

  test("the target is one that the client may name, and becomes the audience", async () => {
    const { access_token } = await signedIn();
    const aud = async (by: MadeClient, fields: Record<string, string>, token: unknown = access_token) =>
      decodeJwt(String((await exchange(by, token, fields)).body.access_token)).aud;
    expect(await aud(gateway, { audience: "billing" })).toEqual(["billing"]);
    expect(await aud(gateway, { resource: ORDERS })).toEqual([ORDERS]);
    expect(await aud(gateway, { audience: "billing", resource: ORDERS })).toEqual(["billing", ORDERS]);
    expect(await aud(app, { resource: ORDERS })).toEqual([ORDERS]);
    const narrow = (await exchange(app, access_token, { resource: ORDERS })).body.access_token;
    expect(await aud(app, {}, narrow)).toEqual([ORDERS]);
    for (const fields of [
      { audience: "payroll" },
      { resource: "https://other.example.com" },
      { resource: "billing#x" },
    ])
      expect((await exchange(gateway, access_token, fields)).body.error).toBe("invalid_target");
  });

  test("tokens are taken from oneself, from those that the settings name, and by those they are meant for", async () => {
    const { access_token } = await signedIn();
    expect((await exchange(app, access_token)).status).toBe(200);
    const stranger = await hub.makeClient({ grantTypes: [EXCHANGE_GRANT], redirectUris: [] });
    expect((await exchange(stranger, access_token)).body.error).toBe("invalid_request");
    const sender = await hub.makeClient({
      grantTypes: ["authorization_code", EXCHANGE_GRANT],
      exchangeAudiences: [stranger.client.clientId],
    });
    const { body } = await makeTokens(hub, sender, await hub.makeUser());
    expect((await exchange(stranger, body.access_token)).body.error).toBe("invalid_request");
    const meant = await exchange(sender, body.access_token, { audience: stranger.client.clientId });
    expect((await exchange(stranger, meant.body.access_token)).status).toBe(200);
  });

  test("a client of another organization gets nothing", async () => {
    const { access_token } = await signedIn();
    const outsider = await hub.makeClient({
      grantTypes: [EXCHANGE_GRANT],
      redirectUris: [],
      exchangeFrom: [app.client.clientId],
    });
    await hub.hub.db.write(async (tx) => {
      const own = {
        id: "other-organization",
        name: "other",
        display_name: "Other",
        created_at: hub.time.now(),
        disabled_at: null,
      };
      await tx.query.insertInto("organizations").values(own).execute();
      await tx.query
        .updateTable("clients")
        .set({ organization_id: own.id })
        .where("id", "=", outsider.client.id)
        .execute();
    });
    expect((await exchange(outsider, access_token)).body.error).toBe("invalid_request");
  });

  test("only a client that has the grant, and its secret, may exchange", async () => {
    const { access_token } = await signedIn();
    const without = await hub.makeClient();
    expect((await exchange(without, access_token)).body.error).toBe("unauthorized_client");
    const bare = await post(hub, TOKEN, {
      grant_type: EXCHANGE_GRANT,
      client_id: gateway.client.clientId,
      subject_token: String(access_token),
    });
    expect([bare.status, bare.body.error]).toEqual([401, "invalid_client"]);
    await expect(hub.makeClient({ type: "public", grantTypes: [EXCHANGE_GRANT] })).rejects.toThrow("grantTypes");
  });

  test("what is not supported is refused by name, and refusals store nothing", async () => {
    const { access_token, refresh_token } = await signedIn();
    const machine = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const own = (await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(machine))).body.access_token;
    const before = await rowsOf(hub);
    const asked: Record<string, string>[] = [
      { actor_token: String(access_token), actor_token_type: ACCESS },
      { actor_token_type: ACCESS },
      { requested_token_type: ID },
      { requested_token_type: "urn:ietf:params:oauth:token-type:refresh_token" },
    ];
    for (const fields of asked)
      expect((await exchange(gateway, access_token, fields)).body.error).toBe("invalid_request");
    for (const token of [refresh_token, own, "x", `${access_token}x`, ""])
      expect((await exchange(gateway, token)).body.error).toBe("invalid_request");
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("a subject token that is over is worth nothing, however it ended", async () => {
    const alone = await signedIn();
    await post(hub, REVOKE, { token: String(alone.access_token) }, basic(app));
    expect((await exchange(gateway, alone.access_token)).body.error).toBe("invalid_request");
    const whole = await signedIn();
    await post(hub, REVOKE, { token: String(whole.refresh_token) }, basic(app));
    for (const [token, type] of [
      [whole.access_token, ACCESS],
      [whole.id_token, ID],
    ] as const)
      expect((await exchange(gateway, token, { subject_token_type: type })).body.error).toBe("invalid_request");
    const old = await signedIn();
    hub.time.advance(600);
    for (const [token, type] of [
      [old.access_token, ACCESS],
      [old.id_token, ID],
    ] as const)
      expect((await exchange(gateway, token, { subject_token_type: type })).body.error).toBe("invalid_request");
  });

  test("disabled people and ended sign-ins give nothing", async () => {
    const person = await hub.makeUser();
    const { body } = await makeTokens(hub, app, person);
    const refused = async () => {
      for (const [token, type] of [
        [body.access_token, ACCESS],
        [body.id_token, ID],
      ] as const)
        expect((await exchange(gateway, token, { subject_token_type: type })).body.error).toBe("invalid_request");
    };
    const setDisabled = (at: number | null) =>
      hub.hub.db.write((tx) =>
        tx.query.updateTable("users").set({ disabled_at: at }).where("id", "=", person.id).execute(),
      );
    await setDisabled(hub.time.now());
    await refused();
    await setDisabled(null);
    expect((await exchange(gateway, body.access_token)).status).toBe(200);
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("sessions").set({ ended_at: hub.time.now() }).where("user_id", "=", person.id).execute(),
    );
    await refused();
  });

  test("what was exchanged ends with what it came from, over several exchanges too", async () => {
    const third = await hub.makeClient({
      grantTypes: [EXCHANGE_GRANT],
      redirectUris: [],
      exchangeFrom: [gateway.client.clientId],
    });
    for (const end of ["revocation", "access taken back"]) {
      const person = await hub.makeUser();
      const { body } = await makeTokens(hub, app, person);
      const second = (await exchange(gateway, body.access_token)).body.access_token;
      const last = (await exchange(third, second)).body.access_token;
      expect((await introspected(third, last)).active).toBe(true);
      if (end === "revocation") await post(hub, REVOKE, { token: String(body.refresh_token) }, basic(app));
      else await hub.hub.db.write((tx) => takeAccessBack(tx, hub.hub, person.id, app.client.id));
      expect([end, await introspected(gateway, second)]).toEqual([end, { active: false }]);
      expect([end, await introspected(third, last)]).toEqual([end, { active: false }]);
    }
  });

  test("no exchange makes a token live longer", async () => {
    const { access_token } = await signedIn();
    hub.time.advance(400);
    const { body } = await exchange(app, access_token);
    expect(body.expires_in).toBe(200);
    expect(decodeJwt(String(body.access_token)).exp).toBe(decodeJwt(String(access_token)).exp);
    hub.time.advance(199);
    expect((await exchange(app, body.access_token)).body.expires_in).toBe(1);
    hub.time.advance(1);
    expect((await exchange(app, body.access_token)).body.error).toBe("invalid_request");
  });

  test("a token that is bound to a key is exchanged with a proof of that key alone, and stays bound", async () => {
    const proof = async ({ publicKey, privateKey }: Awaited<ReturnType<typeof generateKeyPair>>) =>
      new SignJWT({ jti: randomUUID(), htm: "POST", htu: `${hub.url}${TOKEN}`, iat: hub.time.now() })
        .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: await exportJWK(publicKey) })
        .sign(privateKey);
    const [keys, others] = await Promise.all(
      [1, 2].map(() => generateKeyPair("ES256", { extractable: true })) as [
        ReturnType<typeof generateKeyPair>,
        ReturnType<typeof generateKeyPair>,
      ],
    );
    const { code, verifier } = await makeCode(hub, app, await hub.makeUser());
    const bound = await post(
      hub,
      TOKEN,
      { grant_type: "authorization_code", code, code_verifier: verifier },
      { ...basic(app), dpop: await proof(keys) },
    );
    expect(bound.body.token_type).toBe("DPoP");
    const swap = (token: unknown, headers: Record<string, string> = {}, type = ACCESS) =>
      post(
        hub,
        TOKEN,
        { grant_type: EXCHANGE_GRANT, subject_token: String(token), subject_token_type: type },
        { ...basic(gateway), ...headers },
      );
    for (const [token, type] of [
      [bound.body.access_token, ACCESS],
      [bound.body.id_token, ID],
    ] as const) {
      expect((await swap(token, {}, type)).body.error).toBe("invalid_request");
      expect((await swap(token, { dpop: await proof(others) }, type)).body.error).toBe("invalid_request");
      const { body } = await swap(token, { dpop: await proof(keys) }, type);
      expect(body.token_type).toBe("DPoP");
      const { cnf } = decodeJwt(String(body.access_token)) as { cnf?: { jkt?: string } };
      expect(cnf?.jkt).toBe(await calculateJwkThumbprint(await exportJWK(keys.publicKey)));
    }
  });

  test("an exchange and a revocation at once leave nothing alive", async () => {
    const { access_token, refresh_token } = await signedIn();
    const [, ...answers] = await Promise.all([
      post(hub, REVOKE, { token: String(refresh_token) }, basic(app)),
      ...Array.from({ length: 12 }, () => exchange(gateway, access_token)),
    ]);
    for (const { status, body } of answers) {
      expect([200, 400]).toContain(status);
      if (status === 200) expect(await introspected(gateway, body.access_token)).toEqual({ active: false });
    }
  });

  test("a client with Casdoor's token format gets Casdoor's six keys, and its refresh token ends with the first grant", async () => {
    const casdoor = await hub.makeClient({
      grantTypes: ["authorization_code", "refresh_token", EXCHANGE_GRANT],
      tokenFormat: "JWT",
    });
    const { body: tokens } = await makeTokens(hub, casdoor, await hub.makeUser());
    const { status, body } = await exchange(casdoor, tokens.access_token, { scope: "openid email" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      access_token: expect.any(String),
      id_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 600,
      scope: "openid email",
    });
    const renewed = await refresh(hub, casdoor, String(body.refresh_token));
    expect([renewed.status, renewed.body.scope]).toEqual([200, "openid email"]);
    await post(hub, REVOKE, { token: String(tokens.refresh_token) }, basic(casdoor));
    expect((await refresh(hub, casdoor, String(renewed.body.refresh_token))).body.error).toBe("invalid_grant");
  });
});
