/**
 * OpenID Connect Core, 5.3; RFC 6750: userinfo. A token comes in the header or in a form, once and never in the address; what
 * is told is what its scope allows; and whoever is refused is told how in `WWW-Authenticate`.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { endSessions } from "../../src/hub/sessions/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, TOKEN, USERINFO } from "../ground/oauth-client.ts";
import { makeTokens } from "./code-maker.ts";
import { FORM, JSON_BODY, type RawAnswer, type RawRequest, raw } from "./raw-http.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: MadeClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  let token: string;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    made = await hub.makeClient({ grantTypes: ["authorization_code", "refresh_token", "client_credentials"] });
    person = await hub.makeUser();
    token = String((await makeTokens(hub, made, person)).body.access_token);
  });
  afterAll(() => hub.close());

  const ask = (request: Partial<RawRequest>): Promise<RawAnswer> => raw(hub, { path: USERINFO, ...request });
  const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
  const challenge = (answer: RawAnswer) => answer.header("www-authenticate");

  test("by GET, by POST with the header, by POST with the form: the same answer", async () => {
    const asked = [
      { headers: bearer(token) },
      { headers: { authorization: `bearer ${token}` } },
      { method: "POST", headers: bearer(token) },
      { method: "POST", headers: { ...bearer(token), ...FORM }, body: "" },
      { method: "POST", headers: FORM, body: `access_token=${token}` },
    ];
    for (const request of asked) {
      const answer = await ask(request);
      expect(answer.status).toBe(200);
      expect(answer.header("content-type")).toBe("application/json; charset=utf-8");
      expect(answer.header("cache-control")).toBe("no-store");
      expect(answer.json()).toEqual({
        sub: person.id,
        iss: hub.url,
        aud: made.client.clientId,
        name: person.displayName,
        preferred_username: person.name,
        updated_at: person.updatedAt,
        email: person.email,
        email_verified: true,
      });
    }
  });

  test.each([
    ["openid", []],
    ["openid profile", ["name", "preferred_username", "updated_at"]],
    ["openid email", ["email", "email_verified"]],
    ["profile", ["name", "preferred_username", "updated_at"]],
    ["openid emails PROFILE", []],
  ])("with the scope %s it tells %s", async (scope, claims) => {
    const { body } = await makeTokens(hub, made, person, { scope });
    const told = Object.keys((await ask({ headers: bearer(String(body.access_token)) })).json());
    expect(told.filter((name) => !["sub", "iss", "aud"].includes(name)).sort()).toEqual([...claims].sort());
  });

  test("without a token it says that one is needed, and names no error", async () => {
    const without: Partial<RawRequest>[] = [
      {},
      { method: "POST" },
      { method: "POST", headers: FORM, body: "" },
      { method: "POST", headers: JSON_BODY, body: JSON.stringify({ access_token: token }) },
      { path: `${USERINFO}?access_token=${token}` },
      { path: `${USERINFO}?accessToken=${token}` },
      { headers: basic(made) },
      { headers: { cookie: `access_token=${token}` } },
    ];
    for (const request of without) {
      const answer = await ask(request);
      expect([answer.status, challenge(answer)]).toEqual([401, 'Bearer realm="alldoor"']);
    }
  });

  test("a token that is no good is invalid_token", async () => {
    for (const value of ["x", "a.b.c", `${token}x`, "A".repeat(43)]) {
      for (const request of [
        { headers: bearer(value) },
        { method: "POST", headers: FORM, body: `access_token=${value}` },
      ]) {
        const answer = await ask(request);
        expect([answer.status, answer.json().error]).toEqual([401, "invalid_token"]);
        expect(challenge(answer)).toMatch(/^Bearer realm="alldoor", error="invalid_token", error_description="[^"]+"$/);
      }
    }
    for (const authorization of [
      "Bearer",
      "Bearer ",
      `Bearer ${token} ${token}`,
      `Bearer "${token}"`,
      `Bearer ${token},x`,
    ]) {
      const answer = await ask({ headers: { authorization } });
      expect(answer.status).toBe(401);
      expect(challenge(answer)).toMatch(/^Bearer /);
    }
  });

  test("a token in two places, or twice in one, is invalid_request", async () => {
    const doubled: Partial<RawRequest>[] = [
      { method: "POST", headers: { ...bearer(token), ...FORM }, body: `access_token=${token}` },
      { method: "POST", headers: { ...basic(made), ...FORM }, body: `access_token=${token}` },
      { method: "POST", headers: FORM, body: `access_token=${token}&access_token=${token}` },
    ];
    for (const request of doubled) {
      const answer = await ask(request);
      expect([answer.status, answer.json().error]).toEqual([400, "invalid_request"]);
      expect(challenge(answer)).toMatch(/^Bearer realm="alldoor", error="invalid_request"/);
    }
  });

  test("a client's own token is insufficient_scope", async () => {
    const { body } = await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made));
    const answer = await ask({ headers: bearer(String(body.access_token)) });
    expect([answer.status, answer.json().error]).toEqual([403, "insufficient_scope"]);
    expect(challenge(answer)).toMatch(/^Bearer realm="alldoor", error="insufficient_scope"/);
  });

  test("an expired token, and one whose person signed out or was disabled, is refused at once", async () => {
    const tokenOf = async (of: typeof person) => String((await makeTokens(hub, made, of)).body.access_token);
    const [leaving, disabled] = [await hub.makeUser(), await hub.makeUser()];
    const tokens = {
      leaving: await tokenOf(leaving),
      disabled: await tokenOf(disabled),
      expired: await tokenOf(person),
    };
    await hub.hub.db.write((tx) => endSessions(tx, hub.hub, leaving.id, "all"));
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ disabled_at: 1 }).where("id", "=", disabled.id).execute(),
    );
    expect((await ask({ headers: bearer(tokens.leaving) })).status).toBe(401);
    expect((await ask({ headers: bearer(tokens.disabled) })).status).toBe(401);
    expect((await ask({ headers: bearer(tokens.expired) })).status).toBe(200);
    hub.time.advance(600);
    expect((await ask({ headers: bearer(tokens.expired) })).status).toBe(401);
  });

  test("scripts of any origin may ask, for they must bring the token themselves", async () => {
    const origin = "https://spa.example.com";
    const preflight = await raw(hub, {
      method: "OPTIONS",
      path: USERINFO,
      headers: { origin, "access-control-request-method": "GET", "access-control-request-headers": "authorization" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.header("access-control-allow-origin")).toBe("*");
    expect(preflight.header("access-control-allow-headers")).toContain("authorization");
    expect(preflight.header("access-control-allow-credentials")).toBeUndefined();
    const refused = await ask({ headers: { ...bearer("x"), origin } });
    expect(refused.header("access-control-allow-origin")).toBe("*");
    expect(refused.header("access-control-expose-headers")).toContain("www-authenticate");
  });
});
