/**
 * RFC 6749, 6; RFC 9700, 4.14; OpenID Connect Core, 11 and 12: refresh tokens. Each use gives a successor; the one before
 * answers for thirty seconds more with that very successor, so that a lost answer costs nobody the session; anything older
 * ends the family, access tokens and all.
 */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { GRACE_SECONDS, GRANT_ABSOLUTE_SECONDS } from "../../src/hub/grants/grants.ts";
import { endSessions, SESSION_SECONDS } from "../../src/hub/sessions/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, type JsonAnswer, post, REVOKE, refresh, userinfo } from "../ground/oauth-client.ts";
import { bentValues } from "./bent-values.ts";
import { makeTokens } from "./code-maker.ts";
import { overAll } from "./raw-http.ts";
import { grown, rowsOf } from "./rows.ts";

const DAY = 86_400;
const OFFLINE = "openid profile offline_access";

/** base64url: an HMAC beside the grant's id and the generation. */
const TOKEN_FORM = /^[\w-]{48}$/;

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: MadeClient;
  let user: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    user = await hub.makeUser();
    made = await hub.makeClient();
  });
  afterAll(() => hub.close());

  const refused = (answer: JsonAnswer) =>
    expect([answer.status, answer.body]).toEqual([
      400,
      { error: "invalid_grant", error_description: "The refresh token is not valid." },
    ]);
  const tokenOf = ({ status, body }: JsonAnswer): string => {
    expect(status).toBe(200);
    return String(body.refresh_token);
  };
  const alive = async ({ body }: JsonAnswer): Promise<number> =>
    (await userinfo(hub, String(body.access_token))).status;
  const auditOf = async (client: MadeClient) =>
    (
      await hub.hub.db.query.selectFrom("audit").select("action").where("client_id", "=", client.client.id).execute()
    ).map(({ action }) => action);

  test("each use gives another refresh token and other tokens for the same person", async () => {
    const first = await makeTokens(hub, made, user);
    const second = await refresh(hub, made, tokenOf(first));
    expect(tokenOf(second)).not.toBe(tokenOf(first));
    expect(second.body.access_token).not.toBe(first.body.access_token);
    expect(second.body).toMatchObject({ token_type: "Bearer", expires_in: 600, scope: "openid profile email" });
    expect(second.headers.get("cache-control")).toBe("no-store");
    const [before, after] = [decodeJwt(String(first.body.id_token)), decodeJwt(String(second.body.id_token))];
    for (const claim of ["iss", "sub", "aud", "auth_time"]) expect(after[claim]).toEqual(before[claim]);
    expect(after).not.toHaveProperty("nonce");
    expect([await alive(first), await alive(second)]).toEqual([200, 200]);
  });

  test("within thirty seconds the one before gives the very same successor, to the last of them", async () => {
    const old = tokenOf(await makeTokens(hub, made, user));
    const successor = tokenOf(await refresh(hub, made, old));
    for (const wait of [0, GRACE_SECONDS - 1, 1]) {
      hub.time.advance(wait);
      expect(tokenOf(await refresh(hub, made, old))).toBe(successor);
    }
    // The retries did not use the successor up.
    expect(tokenOf(await refresh(hub, made, successor))).not.toBe(successor);
  });

  test("a client that lost the answer and asks again after any of its retries goes on with what it got", async () => {
    let token = tokenOf(await makeTokens(hub, made, user));
    for (let round = 0; round < 5; round += 1) {
      const lost = tokenOf(await refresh(hub, made, token));
      hub.time.advance(25);
      const retried = tokenOf(await refresh(hub, made, token));
      expect(retried).toBe(lost);
      token = retried;
    }
  });

  test("after the grace the one before ends the family: successor and access tokens die, and it is audited once", async () => {
    const client = await hub.makeClient();
    const first = await makeTokens(hub, client, user);
    const second = await refresh(hub, client, tokenOf(first));
    hub.time.advance(GRACE_SECONDS + 1);
    refused(await refresh(hub, client, tokenOf(first)));
    refused(await refresh(hub, client, tokenOf(second)));
    refused(await refresh(hub, client, tokenOf(first)));
    expect([await alive(first), await alive(second)]).toEqual([401, 401]);
    expect(await auditOf(client)).toEqual(["refresh-token.reused"]);
  });

  test("one generation further back there is no grace", async () => {
    const client = await hub.makeClient();
    const first = await makeTokens(hub, client, user);
    const second = await refresh(hub, client, tokenOf(first));
    const third = await refresh(hub, client, tokenOf(second));
    refused(await refresh(hub, client, tokenOf(first)));
    refused(await refresh(hub, client, tokenOf(third)));
    expect([await alive(first), await alive(second), await alive(third)]).toEqual([401, 401, 401]);
  });

  test("the grace of one family says nothing about another of the same person and client", async () => {
    const [one, other] = [await makeTokens(hub, made, user), await makeTokens(hub, made, user)];
    await refresh(hub, made, tokenOf(one));
    hub.time.advance(GRACE_SECONDS + 1);
    refused(await refresh(hub, made, tokenOf(one)));
    expect(tokenOf(await refresh(hub, made, tokenOf(other)))).toMatch(TOKEN_FORM);
    expect(await alive(other)).toBe(200);
  });

  test("a token that is flipped at any byte, cut or lengthened harms nobody", async () => {
    const token = tokenOf(await makeTokens(hub, made, user));
    const before = await rowsOf(hub);
    const answers = await overAll(bentValues(token), (bent) => refresh(hub, made, bent));
    for (const answer of answers) refused(answer);
    expect(grown(before, await rowsOf(hub))).toEqual({});
    expect(tokenOf(await refresh(hub, made, token))).toMatch(TOKEN_FORM);
  });

  test("the scope may be narrowed for one answer, and is whole again for the next", async () => {
    const token = tokenOf(await makeTokens(hub, made, user));
    const narrow = await refresh(hub, made, token, { scope: "openid" });
    expect(narrow.body.scope).toBe("openid");
    expect(Object.keys((await userinfo(hub, String(narrow.body.access_token))).body)).not.toContain("email");
    const none = await refresh(hub, made, tokenOf(narrow), { scope: "profile" });
    expect(none.body.scope).toBe("profile");
    const whole = await refresh(hub, made, tokenOf(none));
    expect(whole.body.scope).toBe("openid profile email");
    expect((await userinfo(hub, String(whole.body.access_token))).body).toHaveProperty("email");
  });

  test.each(["openid profile email offline_access", "admin", "openid openid admin", "OPENID", '"', " "])(
    "a wider or malformed scope (%s) is invalid_scope and rotates nothing",
    async (scope) => {
      const token = tokenOf(await makeTokens(hub, made, user));
      const answer = await refresh(hub, made, token, { scope });
      expect([answer.status, answer.body.error]).toEqual([400, "invalid_scope"]);
      const [row] = await hub.hub.db.query
        .selectFrom("grants")
        .select("refresh_generation")
        .orderBy("id", "desc")
        .limit(1)
        .execute();
      expect(row?.refresh_generation).toBe(1);
      expect(tokenOf(await refresh(hub, made, token))).toMatch(TOKEN_FORM);
    },
  );

  test.each([
    [
      "the person is disabled",
      (id: string) =>
        hub.hub.db.write((tx) => tx.query.updateTable("users").set({ disabled_at: 1 }).where("id", "=", id).execute()),
      OFFLINE,
    ],
    ["the person signs out", (id: string) => hub.hub.db.write((tx) => endSessions(tx, hub.hub, id, "all")), "openid"],
    [
      "the session is gone",
      (id: string) => hub.hub.db.write((tx) => tx.query.deleteFrom("sessions").where("user_id", "=", id).execute()),
      "openid",
    ],
    ["the sign-in has reached its end", async () => hub.time.advance(DAY), "openid"],
  ] as const)("once %s a refresh gives nothing, within the grace neither", async (_what, change, scope) => {
    const person = await hub.makeUser();
    const first = await makeTokens(hub, made, person, { scope });
    const second = await refresh(hub, made, tokenOf(first));
    await change(person.id);
    refused(await refresh(hub, made, tokenOf(second)));
    refused(await refresh(hub, made, tokenOf(first)));
  });

  test("once the client is disabled it is refused as a client, and enabled again goes on", async () => {
    const client = await hub.makeClient();
    const first = await makeTokens(hub, client, user);
    const set = (at: number | null) =>
      hub.hub.db.write((tx) =>
        tx.query.updateTable("clients").set({ disabled_at: at }).where("id", "=", client.client.id).execute(),
      );
    await set(1);
    expect(await refresh(hub, client, tokenOf(first))).toMatchObject({
      status: 401,
      body: { error: "invalid_client" },
    });
    expect(await alive(first)).toBe(401);
    await set(null);
    expect(await alive(first)).toBe(200);
    expect(tokenOf(await refresh(hub, client, tokenOf(first)))).toMatch(TOKEN_FORM);
  });

  test("once the client lost the grant type it is unauthorized_client", async () => {
    const client = await hub.makeClient();
    const token = tokenOf(await makeTokens(hub, client, user));
    await hub.hub.db.write((tx) =>
      tx.query
        .updateTable("clients")
        .set({ grant_types: '["authorization_code"]' })
        .where("id", "=", client.client.id)
        .execute(),
    );
    expect(await refresh(hub, client, token)).toMatchObject({ status: 400, body: { error: "unauthorized_client" } });
  });

  test("once revoked, neither the token nor the one before it gives anything", async () => {
    const first = await makeTokens(hub, made, user, { scope: OFFLINE });
    const second = await refresh(hub, made, tokenOf(first));
    expect((await post(hub, REVOKE, { token: tokenOf(second) }, basic(made))).status).toBe(200);
    refused(await refresh(hub, made, tokenOf(second)));
    refused(await refresh(hub, made, tokenOf(first)));
    expect([await alive(first), await alive(second)]).toEqual([401, 401]);
  });

  test("offline_access outlives sign-out and the sign-in's own end", async () => {
    const person = await hub.makeUser();
    const offline = await makeTokens(hub, made, person, { scope: OFFLINE });
    await hub.hub.db.write((tx) => endSessions(tx, hub.hub, person.id, "all"));
    const second = await refresh(hub, made, tokenOf(offline));
    expect(tokenOf(second)).toMatch(TOKEN_FORM);
    const long = await hub.makeClient({ refreshTokenSeconds: SESSION_SECONDS * 2 });
    const kept = await makeTokens(hub, long, await hub.makeUser(), { scope: OFFLINE });
    hub.time.advance(SESSION_SECONDS + DAY);
    expect(tokenOf(await refresh(hub, long, tokenOf(kept)))).toMatch(TOKEN_FORM);
  });

  test("a token that is not used ends after the client's time, one that is goes on", async () => {
    const client = await hub.makeClient({ refreshTokenSeconds: 1000 });
    const [idle, used] = [
      await makeTokens(hub, client, user, { scope: OFFLINE }),
      await makeTokens(hub, client, user, { scope: OFFLINE }),
    ];
    hub.time.advance(999);
    const next = tokenOf(await refresh(hub, client, tokenOf(used)));
    hub.time.advance(1);
    refused(await refresh(hub, client, tokenOf(idle)));
    hub.time.advance(998);
    const last = tokenOf(await refresh(hub, client, next));
    hub.time.advance(1000);
    refused(await refresh(hub, client, last));
  });

  test("however often it is used, it ends after a year", async () => {
    const client = await hub.makeClient({ refreshTokenSeconds: 40 * DAY });
    let token = tokenOf(await makeTokens(hub, client, await hub.makeUser(), { scope: OFFLINE }));
    let lived = 0;
    for (; lived + 30 * DAY < GRANT_ABSOLUTE_SECONDS; lived += 30 * DAY) {
      hub.time.advance(30 * DAY);
      token = tokenOf(await refresh(hub, client, token));
    }
    hub.time.advance(GRANT_ABSOLUTE_SECONDS - lived);
    refused(await refresh(hub, client, token));
  });

  test("a token of before a restart is good after it, and one that was used up before is not", async () => {
    const database = await fresh();
    const before = await startHub(database);
    const client = await before.makeClient();
    const first = await makeTokens(before, client, await before.makeUser());
    const second = await refresh(before, client, tokenOf(first));
    const third = await refresh(before, client, tokenOf(second));
    await before.close();
    const after = await startHub({ ...database, time: before.time });
    try {
      const fourth = await refresh(after, client, tokenOf(third));
      expect(tokenOf(await refresh(after, client, tokenOf(third)))).toBe(tokenOf(fourth));
      refused(await refresh(after, client, tokenOf(first)));
      refused(await refresh(after, client, tokenOf(fourth)));
    } finally {
      await after.close();
    }
  });
});
