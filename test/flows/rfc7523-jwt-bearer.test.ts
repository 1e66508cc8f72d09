/**
 * RFC 7523, 2.1: a client speaks for a person by a JWT of its own key. Whose key, for whom, how long and how often; that the
 * person has let the client in; and that the tokens tell of no sign-in that never was.
 */
import { randomUUID } from "node:crypto";
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { JWT_BEARER_GRANT } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { takeAccessBack } from "../../src/hub/grants/access.ts";
import { rememberConsent } from "../../src/hub/grants/consents.ts";
import type { User } from "../../src/hub/users/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, INTROSPECT, type JsonAnswer, post, TOKEN, userinfo } from "../ground/oauth-client.ts";
import { grown, rowsOf } from "./rows.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let service: MadeClient;
  let person: User;
  let key: CryptoKey;
  let otherKey: CryptoKey;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    const pair = await generateKeyPair("ES256", { extractable: true });
    key = pair.privateKey;
    otherKey = (await generateKeyPair("ES256")).privateKey;
    service = await hub.makeClient({
      grantTypes: [JWT_BEARER_GRANT],
      redirectUris: [],
      jwks: { keys: [{ ...(await exportJWK(pair.publicKey)), kty: "EC", kid: "one" }] },
      resources: ["https://orders.example.com"],
    });
    person = await hub.makeUser();
    await allow(person, ["openid", "email"]);
    await allow(person, ["openid", "email"], service, ["https://orders.example.com"]);
  });
  afterAll(() => hub.close());

  const allow = (user: User, scopes: readonly string[], made = service, resources: readonly string[] = []) =>
    hub.hub.db.write((tx) => rememberConsent(tx, hub.hub, user.id, made.client.id, scopes, resources));

  type Change = { readonly [name in keyof JWTPayload]?: unknown };

  /** An assertion as it should be, with what differs; a claim that is `undefined` is left out. */
  function assertion(change: Change = {}, header: Record<string, string> = {}, by = key): Promise<string> {
    const now = hub.time.now();
    const claims = {
      iss: service.client.clientId,
      sub: person.id,
      aud: `${hub.url}${TOKEN}`,
      iat: now,
      exp: now + 120,
      jti: randomUUID(),
      ...change,
    } as JWTPayload;
    return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "one", ...header }).sign(by);
  }

  const use = (text: string, fields: Record<string, string> = {}, by = service): Promise<JsonAnswer> =>
    post(hub, TOKEN, { grant_type: JWT_BEARER_GRANT, assertion: text, ...fields }, basic(by));

  test("an assertion gives an access token of the person, and tells of no sign-in", async () => {
    const { status, body } = await use(await assertion(), {
      scope: "openid email profile offline_access",
      resource: "https://orders.example.com",
    });
    expect([status, body.scope, body.token_type, body.refresh_token]).toEqual([
      200,
      "openid email",
      "Bearer",
      undefined,
    ]);
    const claims = decodeJwt(String(body.access_token));
    expect(claims).toMatchObject({ sub: person.id, aud: ["https://orders.example.com"], scope: "openid email" });
    for (const told of [claims, decodeJwt(String(body.id_token))]) {
      expect(told).not.toHaveProperty("auth_time");
      expect(told).not.toHaveProperty("amr");
    }
    expect((await userinfo(hub, String(body.access_token))).body).toMatchObject({ email: person.email });
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "assertion.accepted")
      .execute();
    expect(events.map(({ subject_id, client_id }) => [subject_id, client_id])).toEqual([
      [person.id, service.client.id],
    ]);
  });

  test("a person is named by id or username, never by address, and the issuer is an audience too", async () => {
    const good: Change[] = [
      { sub: person.name },
      { sub: person.name.toUpperCase() },
      { aud: hub.url },
      { aud: [hub.url] },
    ];
    for (const change of good) expect([change, (await use(await assertion(change))).status]).toEqual([change, 200]);
    const { body } = await use(await assertion({ sub: person.email ?? "" }));
    expect(body.error).toBe("invalid_grant");
  });

  test("whatever is wrong with an assertion, the answer is the same, and nothing is stored", async () => {
    const now = hub.time.now();
    const gone = await hub.makeUser();
    await allow(gone, ["openid"]);
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ disabled_at: now }).where("id", "=", gone.id).execute(),
    );
    const stranger = await hub.makeUser();
    const before = await rowsOf(hub);
    const changes: Change[] = [
      { iss: "somebody-else" },
      { iss: undefined },
      { aud: "https://other.example.com" },
      { aud: undefined },
      { sub: undefined },
      { sub: "nobody-of-that-name" },
      { sub: `${person.name}\u0000` },
      { sub: "" },
      { sub: service.client.clientId },
      { sub: gone.id },
      { sub: stranger.id },
      { exp: undefined },
      { exp: now - 61 },
      { exp: now + 361 },
      { nbf: now + 61 },
      { jti: undefined },
      { jti: "" },
      { jti: "x".repeat(201) },
    ];
    const wrong = [
      ...(await Promise.all(changes.map((change) => assertion(change)))),
      await assertion({}, {}, otherKey),
      await assertion({}, { kid: "two" }),
      `${(await assertion()).slice(0, -4)}AAAA`,
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${(await assertion()).split(".")[1]}.`,
      "x",
    ];
    const answers = await Promise.all(wrong.map((text) => use(text)));
    for (const [at, { status, body }] of answers.entries()) {
      expect([changes[at] ?? wrong[at], status, body.error]).toEqual([changes[at] ?? wrong[at], 400, "invalid_grant"]);
      expect(body).toEqual(answers[0]?.body);
    }
    for (const fields of [{ scope: '"' }, { resource: "https://other.example.com" }]) {
      const { body } = await use(await assertion(), fields);
      expect(body.error).toBe("scope" in fields ? "invalid_scope" : "invalid_target");
    }
    expect((await post(hub, TOKEN, { grant_type: JWT_BEARER_GRANT }, basic(service))).body.error).toBe(
      "invalid_request",
    );
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("an assertion counts once, also when sixteen come at once", async () => {
    const text = await assertion();
    const answers = await Promise.all(Array.from({ length: 16 }, () => use(text)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(15).fill(400)]);
    const same = randomUUID();
    expect((await use(await assertion({ jti: same }))).status).toBe(200);
    expect((await use(await assertion({ jti: same }))).body.error).toBe("invalid_grant");
  });

  test("consent decides: what was allowed is given, taken back it gives nothing, and who asks nobody needs none", async () => {
    const { body } = await use(await assertion(), { scope: "openid email profile" });
    expect(body.scope).toBe("openid email");
    await hub.hub.db.write((tx) => takeAccessBack(tx, hub.hub, person.id, service.client.id));
    expect((await use(await assertion())).body.error).toBe("invalid_grant");
    const about = await post(hub, INTROSPECT, { token: String(body.access_token) }, basic(service));
    expect(about.body).toEqual({ active: false });
    await allow(person, ["openid", "email"]);
    // What was allowed for the client's own tokens was allowed for no service.
    const target = { resource: "https://orders.example.com" };
    expect((await use(await assertion(), target)).body.error).toBe("invalid_grant");
    const { client } = service;
    const setConsent = (consent: "first-party" | "once" | "always") =>
      hub.hub.db.write((tx) => tx.query.updateTable("clients").set({ consent }).where("id", "=", client.id).execute());
    const other = await hub.makeUser();
    await setConsent("first-party");
    expect((await use(await assertion({ sub: other.id }), { scope: "openid profile" })).body.scope).toBe(
      "openid profile",
    );
    await setConsent("always");
    expect((await use(await assertion())).body.error).toBe("invalid_grant");
    await setConsent("once");
  });

  test("the client proves itself besides, and has to be given the grant", async () => {
    const text = await assertion();
    const bare = await post(hub, TOKEN, {
      grant_type: JWT_BEARER_GRANT,
      assertion: text,
      client_id: service.client.clientId,
    });
    expect([bare.status, bare.body.error]).toEqual([401, "invalid_client"]);
    expect((await use(text, {}, await hub.makeClient())).body.error).toBe("unauthorized_client");
    const keyless = await hub.makeClient({ grantTypes: [JWT_BEARER_GRANT], redirectUris: [] });
    expect((await use(text, {}, keyless)).body.error).toBe("invalid_grant");
    expect((await use(text)).status).toBe(200);
  });
});
