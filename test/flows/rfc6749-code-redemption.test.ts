/**
 * RFC 6749, 4.1.3 and 10.5; RFC 9700, 4.5: what a code is bound to. A changed, foreign or borrowed value is refused, what the
 * person lost since is not given, and no error repeats what was sent.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { endSessions } from "../../src/hub/sessions/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, type JsonAnswer, post, redeem, refresh, TOKEN, userinfo } from "../ground/oauth-client.ts";
import { bentValues } from "./bent-values.ts";
import { makeCode, makeSession, makeTokens } from "./code-maker.ts";
import { overAll } from "./raw-http.ts";
import { redirectMutations } from "./redirect-mutations.ts";
import { grown, rowsOf } from "./rows.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: MadeClient;
  let user: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    user = await hub.makeUser();
    made = await hub.makeClient({ consent: "first-party" });
  });
  afterAll(() => hub.close());

  const refused = (answer: JsonAnswer) => expect([answer.status, answer.body.error]).toEqual([400, "invalid_grant"]);

  test("a code that is flipped at any byte, cut or lengthened is no code, and stays good itself", async () => {
    const { code, verifier } = await makeCode(hub, made, user);
    const before = await rowsOf(hub);
    const answers = await overAll(bentValues(code), (bent) =>
      redeem(hub, made, { code: bent, code_verifier: verifier }),
    );
    for (const answer of answers) expect(["invalid_grant", "invalid_request"]).toContain(answer.body.error);
    expect(answers.every(({ status }) => status === 400)).toBe(true);
    expect(grown(before, await rowsOf(hub))).toEqual({});
    expect((await redeem(hub, made, { code, code_verifier: verifier })).status).toBe(200);
  });

  test("a value of another kind is no code and no refresh token, though both are ours", async () => {
    const { code, verifier } = await makeCode(hub, made, user);
    const { body } = await makeTokens(hub, made, user);
    const session = await makeSession(hub, user);
    expect(session).toBeGreaterThan(0);
    for (const value of [
      String(body.refresh_token),
      String(body.access_token),
      String(body.id_token),
      made.clientSecret ?? "",
    ]) {
      refused(await redeem(hub, made, { code: value, code_verifier: verifier }));
    }
    for (const value of [code, String(body.access_token), String(body.id_token), made.clientSecret ?? ""]) {
      refused(await refresh(hub, made, value));
    }
    expect((await redeem(hub, made, { code, code_verifier: verifier })).status).toBe(200);
    expect((await refresh(hub, made, String(body.refresh_token))).status).toBe(200);
  });

  test("a redirect URI that is named is the one of the authorization request, to the byte", async () => {
    const { code, verifier } = await makeCode(hub, made, user);
    const uri = made.client.redirectUris[0] ?? "";
    const near = redirectMutations(uri).filter((each, at) => at % 7 === 0 && each !== "");
    const answers = await overAll(near, (redirect) =>
      redeem(hub, made, { code, code_verifier: verifier, redirect_uri: redirect }),
    );
    expect(answers.filter(({ body }) => body.error !== "invalid_grant" && body.error !== "invalid_request")).toEqual(
      [],
    );
    expect((await redeem(hub, made, { code, code_verifier: verifier, redirect_uri: uri })).status).toBe(200);
  });

  test("another redirect URI of the same client is refused too", async () => {
    const two = await hub.makeClient({ redirectUris: ["https://app.example.com/a", "https://app.example.com/b"] });
    const { code, verifier } = await makeCode(hub, two, user);
    refused(await redeem(hub, two, { code, code_verifier: verifier, redirect_uri: "https://app.example.com/b" }));
    expect(
      (await redeem(hub, two, { code, code_verifier: verifier, redirect_uri: "https://app.example.com/a" })).status,
    ).toBe(200);
  });

  test("a code lives sixty seconds: in the last it is good, at the end it is not", async () => {
    const [early, late] = [await makeCode(hub, made, user), await makeCode(hub, made, user)];
    hub.time.advance(59);
    expect((await redeem(hub, made, { code: early.code, code_verifier: early.verifier })).status).toBe(200);
    hub.time.advance(1);
    refused(await redeem(hub, made, { code: late.code, code_verifier: late.verifier }));
  });

  test("a replay after the minute still takes back what the code bought", async () => {
    const { code, verifier } = await makeCode(hub, made, user);
    const { body } = await redeem(hub, made, { code, code_verifier: verifier });
    hub.time.advance(300);
    refused(await redeem(hub, made, { code, code_verifier: verifier }));
    expect((await userinfo(hub, String(body.access_token))).status).toBe(401);
    refused(await refresh(hub, made, String(body.refresh_token)));
  });

  test.each([
    [
      "was disabled",
      (id: string) =>
        hub.hub.db.write((tx) => tx.query.updateTable("users").set({ disabled_at: 1 }).where("id", "=", id).execute()),
    ],
    ["signed out", (id: string) => hub.hub.db.write((tx) => endSessions(tx, hub.hub, id, "all"))],
    [
      "was removed",
      (id: string) =>
        hub.hub.db.write(async (tx) => {
          await tx.query.deleteFrom("sessions").where("user_id", "=", id).execute();
          await tx.query.deleteFrom("users").where("id", "=", id).execute();
        }),
    ],
  ] as const)(
    "a person who %s between authorization and redemption gets nothing, and the code is not spent for it",
    async (_what, change) => {
      const person = await hub.makeUser();
      const { id, code, verifier } = await makeCode(hub, made, person);
      await change(person.id);
      const before = await rowsOf(hub);
      refused(await redeem(hub, made, { code, code_verifier: verifier }));
      expect(grown(before, await rowsOf(hub))).toEqual({});
      const row = await hub.hub.db.query.selectFrom("codes").select("used_at").where("id", "=", id).executeTakeFirst();
      expect(row?.used_at).toBeNull();
    },
  );

  test("two hubs that draw the same row id: the second draws again, and where nobody draws beside it nothing is spent", async () => {
    const { code, verifier } = await makeCode(hub, made, user);
    const taken = await hub.hub.db.query.selectFrom("grants").select("id").orderBy("id", "desc").executeTakeFirst();
    const ids = hub.hub.ids;
    let first = true;
    const colliding = () => {
      if (!first) return ids();
      first = false;
      return taken?.id ?? 0;
    };
    Object.assign(hub.hub, { ids: colliding });
    try {
      const answer = await redeem(hub, made, { code, code_verifier: verifier });
      // On SQLite one process draws ids, so a row id that is taken is a mistake there.
      expect(answer.status).toBe(hub.hub.db.kind === "postgres" ? 200 : 500);
    } finally {
      Object.assign(hub.hub, { ids });
    }
    if (hub.hub.db.kind === "sqlite")
      expect((await redeem(hub, made, { code, code_verifier: verifier })).status).toBe(200);
  });

  test("no error repeats a value that was sent", async () => {
    const canary = "canary-0123456789abcdefghijklmnopqrstuvwxyzABCD";
    const fields = {
      code: canary,
      code_verifier: canary,
      redirect_uri: canary,
      refresh_token: canary,
      scope: `"${canary}`,
    };
    for (const grant_type of ["authorization_code", "refresh_token", canary]) {
      const answer = await post(hub, TOKEN, { grant_type, ...fields }, basic(made));
      expect(answer.status).toBe(400);
      expect(JSON.stringify([answer.body, [...answer.headers]])).not.toContain(canary);
    }
  });
});
