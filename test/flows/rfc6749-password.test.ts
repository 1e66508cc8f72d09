/**
 * RFC 6749, 4.3: the password grant, which is there only for a client that has the switch for it; and 4.4 with the answers
 * that clients with Casdoor's token format look for.
 */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listDangerUses } from "../../src/hub/clients/dangers.ts";
import { EXCHANGE_GRANT } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, type JsonAnswer, post, refresh, TOKEN, userinfo } from "../ground/oauth-client.ts";
import { raw } from "./raw-http.ts";
import { grown, rowsOf } from "./rows.ts";

const SWITCH = "dangerouslyAllowPasswordGrant";

eachDatabase((fresh) => {
  let hub: TestHub;
  let old: MadeClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    old = await hub.makeClient({ dangers: [SWITCH] });
  });
  afterAll(() => hub.close());

  const signIn = (
    username: string,
    password: string,
    fields: Record<string, string> = {},
    by = old,
  ): Promise<JsonAnswer> => post(hub, TOKEN, { grant_type: "password", username, password, ...fields }, basic(by));

  test("a name or a verified address and the password give tokens of the person, noted against the switch", async () => {
    const person = await hub.makeUser();
    for (const username of [person.name, person.email ?? ""]) {
      const { status, body } = await signIn(username, person.password, { scope: "openid email" });
      expect([status, body.scope, body.token_type]).toEqual([200, "openid email", "Bearer"]);
      expect(decodeJwt(String(body.id_token))).toMatchObject({ sub: person.id, amr: ["pwd"], email: person.email });
      expect((await userinfo(hub, String(body.access_token))).body.email).toBe(person.email);
      expect((await refresh(hub, old, String(body.refresh_token))).status).toBe(200);
    }
    const [use] = await listDangerUses(hub.hub.db, old.client.id);
    expect(use).toMatchObject({ danger: SWITCH, uses: 2, lastUsedAt: hub.time.now() });
    const events = await hub.hub.db.query.selectFrom("audit").selectAll().where("actor_id", "=", person.id).execute();
    expect(events.map(({ action }) => action)).toEqual([
      "client.danger-used",
      "user.signed-in",
      "client.danger-used",
      "user.signed-in",
    ]);
  });

  test("without the switch there is no such grant, and discovery tells of none", async () => {
    const person = await hub.makeUser();
    const usual = await hub.makeClient();
    const before = await rowsOf(hub);
    const { status, body } = await signIn(person.name, person.password, {}, usual);
    expect([status, body.error]).toEqual([400, "unsupported_grant_type"]);
    const closed = await hub.makeClient({ dangers: [SWITCH], allowPassword: false });
    expect((await signIn(person.name, person.password, {}, closed)).body.error).toBe("unauthorized_client");
    expect(grown(before, await rowsOf(hub))).toEqual({ clients: 1 });
    const metadata = (await raw(hub, { path: "/.well-known/openid-configuration" })).json();
    expect(metadata.grant_types_supported).not.toContain("password");
  });

  test("wrong names, wrong passwords and disabled people are answered alike, and stored as tries alone", async () => {
    const person = await hub.makeUser();
    const gone = await hub.makeUser();
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ disabled_at: hub.time.now() }).where("id", "=", gone.id).execute(),
    );
    const before = await rowsOf(hub);
    const answers = [
      await signIn("nobody-of-that-name", "x"),
      await signIn(person.name, "wrong"),
      await signIn(gone.name, gone.password),
    ];
    for (const { status, body } of answers) {
      expect([status, body.error]).toEqual([400, "invalid_grant"]);
      expect(body).toEqual(answers[0]?.body);
    }
    const after = grown(before, await rowsOf(hub));
    expect(Object.keys(after).sort()).toEqual(["attempts", "audit"]);
    expect(after.audit).toBe(3);
    for (const fields of [{ username: person.name }, { password: "x" }])
      expect((await post(hub, TOKEN, { grant_type: "password", ...fields }, basic(old))).body.error).toBe(
        "invalid_request",
      );
    expect((await signIn(person.name, person.password, { scope: '"' })).body.error).toBe("invalid_scope");
  });

  test("a client without its secret gets nothing, whoever signs in", async () => {
    const person = await hub.makeUser();
    const bare = await post(hub, TOKEN, {
      grant_type: "password",
      client_id: old.client.clientId,
      username: person.name,
      password: person.password,
    });
    expect([bare.status, bare.body.error]).toEqual([401, "invalid_client"]);
  });

  test("tries are counted as those of the sign-in page are", async () => {
    const person = await hub.makeUser();
    for (let at = 0; at < 10; at += 1) expect((await signIn(person.name, "wrong")).status).toBe(400);
    const { status, body, headers } = await signIn(person.name, person.password);
    expect([status, body.error, headers.has("retry-after")]).toEqual([429, "temporarily_unavailable", true]);
  });

  test("with Casdoor's token format every grant answers with the six keys, whatever was asked", async () => {
    const casdoor = await hub.makeClient({
      grantTypes: ["authorization_code", "refresh_token", "client_credentials", EXCHANGE_GRANT],
      dangers: [SWITCH],
      tokenFormat: "JWT",
      scopes: ["openid", "profile", "email", "offline_access"],
    });
    const KEYS = ["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"];
    const json = async (fields: Record<string, string>, path = TOKEN) => {
      const credentials = { client_id: casdoor.client.clientId, client_secret: casdoor.clientSecret ?? "" };
      const answer = await raw(hub, {
        method: "POST",
        path,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...fields, ...credentials }),
      });
      expect(answer.status).toBe(200);
      return answer.json();
    };
    const person = await hub.makeUser();
    const first = await json({ grant_type: "password", username: person.name, password: person.password });
    const own = await json({ grant_type: "client_credentials" });
    const renewed = await json(
      { grant_type: "refresh_token", refresh_token: String(first.refresh_token), scope: "openid" },
      "/api/login/oauth/refresh_token",
    );
    const narrow = await json({
      grant_type: "password",
      username: person.name,
      password: person.password,
      scope: "profile",
    });
    for (const body of [first, own, renewed, narrow]) {
      expect(Object.keys(body).sort()).toEqual(KEYS);
      expect(body).toMatchObject({ token_type: "Bearer", expires_in: expect.any(Number) });
      expect(String(body.id_token).split(".")).toHaveLength(3);
    }
    expect([first.scope, own.scope, narrow.scope]).toEqual(["openid", "openid", "profile"]);
    const speaks = decodeJwt(String(own.id_token));
    expect([speaks.sub, speaks.auth_time, own.refresh_token]).toEqual([casdoor.client.clientId, undefined, ""]);
  });

  test("a client's own token may hold its own scopes and be meant for its own services", async () => {
    const service = await hub.makeClient({
      grantTypes: ["client_credentials"],
      redirectUris: [],
      customScopes: [{ name: "orders.read", description: "Read orders" }],
      resources: ["https://orders.example.com"],
    });
    const ask = (fields: Record<string, string>) =>
      post(hub, TOKEN, { grant_type: "client_credentials", ...fields }, basic(service));
    const { body } = await ask({ scope: "openid orders.read profile", resource: "https://orders.example.com" });
    expect(body.scope).toBe("orders.read");
    expect(decodeJwt(String(body.access_token))).toMatchObject({
      aud: ["https://orders.example.com"],
      sub: service.client.clientId,
      scope: "orders.read",
    });
    expect((await ask({ resource: "https://other.example.com" })).body.error).toBe("invalid_target");
  });
});
