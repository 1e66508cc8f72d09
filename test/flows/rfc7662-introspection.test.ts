/**
 * RFC 7662: what introspection tells, and whom. About a token that is not the caller's, is no token, or has lost its force
 * in any way it says the same bytes.
 */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { endSessions } from "../../src/hub/sessions/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, INTROSPECT, post, REVOKE, refresh, TOKEN } from "../ground/oauth-client.ts";
import { makeCode, makeTokens } from "./code-maker.ts";
import { FORM, type RawAnswer, raw } from "./raw-http.ts";

type Person = Awaited<ReturnType<TestHub["makeUser"]>>;

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: MadeClient;
  let other: MadeClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    made = await hub.makeClient({ grantTypes: ["authorization_code", "refresh_token", "client_credentials"] });
    other = await hub.makeClient();
  });
  afterAll(() => hub.close());

  const ask = (by: MadeClient, token: string, more: Record<string, string> = {}): Promise<RawAnswer> =>
    raw(hub, {
      method: "POST",
      path: INTROSPECT,
      headers: { ...FORM, ...basic(by) },
      body: new URLSearchParams({ token, ...more }).toString(),
    });
  const inactive = (answer: RawAnswer) => {
    expect([answer.status, answer.text]).toEqual([200, '{"active":false}']);
    expect(answer.header("content-type")).toBe("application/json; charset=utf-8");
    expect(answer.header("cache-control")).toBe("no-store");
  };
  const change = (table: "users" | "clients" | "organizations", id: string) =>
    hub.hub.db.write((tx) => tx.query.updateTable(table).set({ disabled_at: 1 }).where("id", "=", id).execute());

  test("of a living access token it tells what the token says", async () => {
    const person = await hub.makeUser();
    const accessToken = String((await makeTokens(hub, made, person)).body.access_token);
    const claims = decodeJwt(accessToken);
    expect((await ask(made, accessToken)).json()).toEqual({
      active: true,
      scope: "openid profile email",
      client_id: made.client.clientId,
      username: person.name,
      token_type: "Bearer",
      exp: claims.exp,
      iat: claims.iat,
      nbf: claims.iat,
      sub: person.id,
      aud: [made.client.clientId],
      iss: hub.url,
      jti: claims.jti,
    });
  });

  test("of a living refresh token it tells whose it is and until when; the one before is inactive", async () => {
    const person = await hub.makeUser();
    const first = String((await makeTokens(hub, made, person)).body.refresh_token);
    const answer = (await ask(made, first)).json();
    expect(answer).toMatchObject({
      active: true,
      client_id: made.client.clientId,
      sub: person.id,
      username: person.name,
      iss: hub.url,
    });
    expect(answer).not.toHaveProperty("token_type");
    const second = String((await refresh(hub, made, first)).body.refresh_token);
    inactive(await ask(made, first));
    expect((await ask(made, second)).json().active).toBe(true);
  });

  test("it tells no name to whoever was not given the profile", async () => {
    const { body } = await makeTokens(hub, made, await hub.makeUser(), { scope: "openid email" });
    for (const token of [body.access_token, body.refresh_token]) {
      const answer = (await ask(made, String(token))).json();
      expect(answer).toMatchObject({ active: true, scope: "openid email" });
      expect(answer).not.toHaveProperty("username");
    }
  });

  test("of a client's own token it tells the client, and no person", async () => {
    const { body } = await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made));
    const answer = (await ask(made, String(body.access_token))).json();
    expect(answer).toMatchObject({
      active: true,
      client_id: made.client.clientId,
      sub: made.client.clientId,
      scope: "",
    });
    expect(answer).not.toHaveProperty("username");
    inactive(await ask(other, String(body.access_token)));
  });

  test("a token_type_hint is only a hint", async () => {
    const { body } = await makeTokens(hub, made, await hub.makeUser());
    for (const hint of ["access_token", "refresh_token", "nonsense"]) {
      for (const token of [body.access_token, body.refresh_token]) {
        expect((await ask(made, String(token), { token_type_hint: hint })).json().active).toBe(true);
      }
    }
  });

  test("what is no token of the caller's is inactive, the same bytes each time", async () => {
    const { body } = await makeTokens(hub, made, await hub.makeUser());
    const { code } = await makeCode(hub, made, await hub.makeUser());
    for (const token of [body.access_token, body.refresh_token]) inactive(await ask(other, String(token)));
    for (const nonsense of [
      "x",
      "a.b.c",
      "A".repeat(43),
      "A".repeat(48),
      "é",
      code,
      String(body.id_token),
      made.clientSecret ?? "",
      "x".repeat(30_000),
    ]) {
      inactive(await ask(made, nonsense));
    }
  });

  test.each([
    ["the grant is revoked", (_person: Person, token: string) => post(hub, REVOKE, { token }, basic(made))],
    ["the person is disabled", (person: Person) => change("users", person.id)],
    ["the person signs out", (person: Person) => hub.hub.db.write((tx) => endSessions(tx, hub.hub, person.id, "all"))],
    [
      "the person is removed",
      (person: Person) =>
        hub.hub.db.write(async (tx) => {
          await tx.query.deleteFrom("sessions").where("user_id", "=", person.id).execute();
          await tx.query.deleteFrom("users").where("id", "=", person.id).execute();
        }),
    ],
    ["the sign-in has reached its end", async () => hub.time.advance(86_400)],
  ] as const)("once %s both tokens are inactive at once", async (_what, end) => {
    const person = await hub.makeUser();
    const { body } = await makeTokens(hub, made, person);
    const tokens = [String(body.access_token), String(body.refresh_token)];
    for (const token of tokens) expect((await ask(made, token)).json().active).toBe(true);
    await end(person, String(body.refresh_token));
    for (const token of tokens) inactive(await ask(made, token));
  });

  test("an access token is inactive from the second in which it expires", async () => {
    const accessToken = String((await makeTokens(hub, made, await hub.makeUser())).body.access_token);
    hub.time.advance(made.client.accessTokenSeconds - 1);
    expect((await ask(made, accessToken)).json().active).toBe(true);
    hub.time.advance(1);
    inactive(await ask(made, accessToken));
  });

  test("a public client is refused, and so is a request without token", async () => {
    for (const type of ["public", "native"] as const) {
      const open = await hub.makeClient({ type });
      const { body } = await makeTokens(hub, open, await hub.makeUser());
      const answer = await post(hub, INTROSPECT, { token: String(body.access_token), client_id: open.client.clientId });
      expect([answer.status, answer.body.error]).toEqual([401, "invalid_client"]);
    }
    expect(await post(hub, INTROSPECT, {}, basic(made))).toMatchObject({
      status: 400,
      body: { error: "invalid_request" },
    });
  });

  test("scripts of other origins are not let in", async () => {
    const answer = await raw(hub, {
      method: "POST",
      path: INTROSPECT,
      headers: { ...FORM, ...basic(made), origin: "https://evil.example" },
      body: "token=x",
    });
    expect(answer.header("access-control-allow-origin")).toBeUndefined();
    const preflight = await raw(hub, {
      method: "OPTIONS",
      path: INTROSPECT,
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    expect(preflight.header("access-control-allow-origin")).toBeUndefined();
  });

  test("once its organization is disabled a person's tokens are inactive, and new ones are not given", async () => {
    const person = await hub.makeUser();
    const { body } = await makeTokens(hub, made, person);
    await change("organizations", person.organizationId);
    inactive(await ask(made, String(body.access_token)));
    inactive(await ask(made, String(body.refresh_token)));
    expect(await refresh(hub, made, String(body.refresh_token))).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
    await hub.hub.db.write((tx) => tx.query.updateTable("organizations").set({ disabled_at: null }).execute());
  });
});
