/**
 * RFC 7009: revocation. A refresh token takes its access tokens along, an access token goes alone, an unknown token is as
 * good as revoked, another client's is not touched; 200 means that it is stored.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, INTROSPECT, post, REVOKE, refresh, TOKEN, userinfo } from "../ground/oauth-client.ts";
import { bentValues } from "./bent-values.ts";
import { makeTokens } from "./code-maker.ts";
import { overAll } from "./raw-http.ts";
import { grown, rowsOf } from "./rows.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: MadeClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    made = await hub.makeClient({ grantTypes: ["authorization_code", "refresh_token", "client_credentials"] });
    person = await hub.makeUser();
  });
  afterAll(() => hub.close());

  const revoke = (by: MadeClient, token: string, more: Record<string, string> = {}) =>
    post(
      hub,
      REVOKE,
      { token, ...more, ...(by.clientSecret === null ? { client_id: by.client.clientId } : {}) },
      by.clientSecret === null ? {} : basic(by),
    );
  const active = async (token: unknown): Promise<unknown> =>
    (await post(hub, INTROSPECT, { token: String(token) }, basic(made))).body.active;

  test("a refresh token takes all access tokens of its grant along, and those of another grant stay", async () => {
    const [one, other] = [await makeTokens(hub, made, person), await makeTokens(hub, made, person)];
    const next = await refresh(hub, made, String(one.body.refresh_token));
    const answer = await revoke(made, String(next.body.refresh_token));
    expect([answer.status, answer.body, answer.headers.get("cache-control")]).toEqual([200, {}, "no-store"]);
    for (const token of [one.body.access_token, next.body.access_token, next.body.refresh_token])
      expect(await active(token)).toBe(false);
    expect((await userinfo(hub, String(next.body.access_token))).status).toBe(401);
    for (const token of [other.body.access_token, other.body.refresh_token]) expect(await active(token)).toBe(true);
  });

  test("an old refresh token of the family takes the family along too", async () => {
    const first = await makeTokens(hub, made, person);
    const second = await refresh(hub, made, String(first.body.refresh_token));
    expect((await revoke(made, String(first.body.refresh_token))).status).toBe(200);
    expect(await active(second.body.refresh_token)).toBe(false);
    expect(await active(second.body.access_token)).toBe(false);
  });

  test("an access token goes alone", async () => {
    const first = await makeTokens(hub, made, person);
    const second = await refresh(hub, made, String(first.body.refresh_token));
    expect((await revoke(made, String(first.body.access_token))).status).toBe(200);
    expect(await active(first.body.access_token)).toBe(false);
    expect((await userinfo(hub, String(first.body.access_token))).status).toBe(401);
    expect(await active(second.body.access_token)).toBe(true);
    expect(await active(second.body.refresh_token)).toBe(true);
  });

  test("a client's own token can be revoked as well", async () => {
    const { body } = await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made));
    const { body: other } = await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made));
    expect((await revoke(made, String(body.access_token))).status).toBe(200);
    expect(await active(body.access_token)).toBe(false);
    expect(await active(other.access_token)).toBe(true);
  });

  test("an unknown token is answered with 200, and changes nothing", async () => {
    const { body } = await makeTokens(hub, made, person);
    const before = await rowsOf(hub);
    const unknown = [
      "x",
      "a.b.c",
      "A".repeat(48),
      String(body.id_token),
      ...bentValues(String(body.refresh_token)).filter((_bent, at) => at % 5 === 0),
    ];
    const answers = await overAll(unknown, (token) => revoke(made, token));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(grown(before, await rowsOf(hub))).toEqual({});
    expect([await active(body.access_token), await active(body.refresh_token)]).toEqual([true, true]);
  });

  test("another client's token is refused, and stays good", async () => {
    const thieves = [await hub.makeClient(), await hub.makeClient({ type: "public" })];
    const { body } = await makeTokens(hub, made, person);
    const before = await rowsOf(hub);
    for (const thief of thieves) {
      for (const token of [body.access_token, body.refresh_token]) {
        const answer = await revoke(thief, String(token));
        expect([answer.status, answer.body.error]).toEqual([400, "invalid_request"]);
      }
    }
    expect(grown(before, await rowsOf(hub))).toEqual({});
    expect([await active(body.access_token), await active(body.refresh_token)]).toEqual([true, true]);
  });

  test("twice is as good as once, and audited once; the hint may be wrong", async () => {
    const client = await hub.makeClient();
    const { body } = await makeTokens(hub, client, person);
    for (let time = 0; time < 3; time += 1) {
      expect((await revoke(client, String(body.access_token), { token_type_hint: "refresh_token" })).status).toBe(200);
      expect((await revoke(client, String(body.refresh_token), { token_type_hint: "access_token" })).status).toBe(200);
    }
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("client_id", "=", client.client.id)
      .orderBy("id")
      .execute();
    expect(events.map(({ action }) => action)).toEqual(["token.revoked", "grant.revoked"]);
  });

  test("a public client revokes its own", async () => {
    const open = await hub.makeClient({ type: "public" });
    const { body } = await makeTokens(hub, open, person);
    expect((await revoke(open, String(body.refresh_token))).status).toBe(200);
    expect((await userinfo(hub, String(body.access_token))).status).toBe(401);
  });

  test("an expired access token is answered with 200 and leaves no row", async () => {
    const { body } = await makeTokens(hub, made, person);
    hub.time.advance(601);
    const before = await rowsOf(hub);
    expect((await revoke(made, String(body.access_token))).status).toBe(200);
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("where the revocation can't be stored the answer is not 200", async () => {
    const { body } = await makeTokens(hub, made, person);
    const { db } = hub.hub;
    const broken = {
      ...db,
      query: db.query,
      write: () => Promise.reject(Object.assign(new Error("connect"), { code: "ECONNREFUSED" })),
    };
    Object.assign(hub.hub, { db: broken });
    try {
      for (const token of [body.refresh_token, body.access_token]) {
        const answer = await revoke(made, String(token));
        expect([answer.status, answer.body.error, answer.headers.get("retry-after")]).toEqual([
          503,
          "temporarily_unavailable",
          "5",
        ]);
      }
    } finally {
      Object.assign(hub.hub, { db });
    }
    expect([await active(body.access_token), await active(body.refresh_token)]).toEqual([true, true]);
  });

  test("no token is a malformed request", async () => {
    expect(await revoke(made, "")).toMatchObject({ status: 400, body: { error: "invalid_request" } });
  });
});
