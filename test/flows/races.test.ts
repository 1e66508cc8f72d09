/**
 * Races: whatever may be used once is used once, however many try at the same moment, on both databases; on PostgreSQL they
 * try at two hubs. Nobody who loses is told more than that the value is not valid, and nobody gets a 500.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { linkIdentity, refreshIdentity, unlinkIdentity } from "../../src/hub/identities/store.ts";
import { newState, storeState, takeState } from "../../src/hub/identities/upstream-state.ts";
import { createProvider } from "../../src/hub/providers/store.ts";
import { Refusal } from "../../src/lib/errors.ts";
import { github } from "../../src/providers/catalogue/index.ts";
import type { Profile } from "../../src/providers/provider.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorizeUrl,
  basic,
  INTROSPECT,
  pkce,
  post,
  REVOKE,
  signedInBrowser,
  TOKEN,
  userinfo,
} from "../ground/oauth-client.ts";
import { makeCode, makeSession, makeTokens } from "./code-maker.ts";
import { FORM, overAll, type RawAnswer, raw } from "./raw-http.ts";

const HOW_MANY = 500;
const AT_ONCE = 16;
const PATIENCE = 120_000;

eachDatabase((fresh, kind) => {
  let hubs: readonly TestHub[];
  let hub: TestHub;
  let made: MadeClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  let sessionId: number;
  beforeAll(async () => {
    const database = await fresh();
    hub = await startHub(database);
    const others =
      kind === "postgres"
        ? [await startHub({ ...database, time: hub.time, environment: { ALLDOOR_ISSUER: hub.url } })]
        : [];
    hubs = [hub, ...others];
    made = await hub.makeClient({ type: "public" });
    person = await hub.makeUser();
    sessionId = await makeSession(hub, person);
  });
  afterAll(async () => {
    for (const each of [...hubs].reverse()) await each.close();
  });

  /** Sends the same to all hubs, sixteen times at once. */
  const burst = (fields: Record<string, string>): Promise<RawAnswer[]> => {
    const body = new URLSearchParams({ client_id: made.client.clientId, ...fields }).toString();
    return Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) =>
        raw(hubs[at % hubs.length] ?? hub, { method: "POST", path: TOKEN, headers: FORM, body }),
      ),
    );
  };
  const said = (answers: readonly RawAnswer[]): Record<string, number> => {
    const count: Record<string, number> = {};
    for (const answer of answers) {
      const what = answer.status === 200 ? "200" : `${answer.status} ${answer.json().error}`;
      count[what] = (count[what] ?? 0) + 1;
    }
    return count;
  };
  const numbers = Array.from({ length: HOW_MANY }, (_, at) => at);

  test("five hundred codes, each redeemed sixteen times at once: one grant each", { timeout: PATIENCE }, async () => {
    const codes = await overAll(numbers, () => makeCode(hub, made, person, { sessionId, scope: "profile" }));
    const bursts = await overAll(
      codes,
      async ({ code, verifier }) =>
        said(await burst({ grant_type: "authorization_code", code, code_verifier: verifier })),
      4,
    );
    expect(bursts.filter((count) => count["200"] !== 1 || count["400 invalid_grant"] !== AT_ONCE - 1)).toEqual([]);
    const rows = await hub.hub.db.query
      .selectFrom("codes")
      .select(["grant_id", "used_at"])
      .where("user_id", "=", person.id)
      .execute();
    expect(rows).toHaveLength(HOW_MANY);
    const grants = await hub.hub.db.query.selectFrom("grants").select("id").where("user_id", "=", person.id).execute();
    expect(new Set(grants.map(({ id }) => id))).toEqual(new Set(rows.map(({ grant_id }) => grant_id)));
    expect(grants).toHaveLength(HOW_MANY);
  });

  test("five hundred refresh tokens, each used sixteen times at once: one rotation, and one successor for all", {
    timeout: PATIENCE,
  }, async () => {
    const who = await hub.makeUser();
    const session = await makeSession(hub, who);
    const tokens = await overAll(numbers, async () =>
      String((await makeTokens(hub, made, who, { sessionId: session, scope: "profile" })).body.refresh_token),
    );
    const bursts = await overAll(
      tokens,
      async (token) => {
        const answers = await burst({ grant_type: "refresh_token", refresh_token: token });
        const successors = new Set(
          answers.filter(({ status }) => status === 200).map((answer) => answer.json().refresh_token),
        );
        return { count: said(answers), successors: successors.size, same: successors.has(token) };
      },
      4,
    );
    expect(
      bursts.filter(({ count, successors, same }) => count["200"] !== AT_ONCE || successors !== 1 || same),
    ).toEqual([]);
    const rows = await hub.hub.db.query
      .selectFrom("grants")
      .select(["refresh_generation", "revoked_at"])
      .where("user_id", "=", who.id)
      .execute();
    expect(
      rows.filter(({ refresh_generation, revoked_at }) => refresh_generation !== 2 || revoked_at !== null),
    ).toEqual([]);
    expect(rows).toHaveLength(HOW_MANY);
  });

  test("one waiting request that sixteen go on with at once gives one code", async () => {
    const asking = await hub.makeClient();
    const browser = await signedInBrowser(hub, person);
    for (let round = 0; round < 5; round += 1) {
      const page = await browser.open(authorizeUrl(hub, asking, pkce().challenge, { prompt: "consent" }));
      const { search } = new URL(page.url);
      const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
      const cookie = browser.cookieHeader(hub.url);
      const flow = new URLSearchParams(search).get("flow") ?? "";
      const allowed = await raw(hub, {
        method: "POST",
        path: "/consent",
        headers: { ...FORM, cookie, origin: hub.url },
        body: new URLSearchParams({ csrf, flow, account: person.id, consent: "allow" }).toString(),
      });
      expect(allowed.status).toBe(303);
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, at) =>
          raw(hubs[at % hubs.length] ?? hub, { path: `/login/oauth/continue${search}`, headers: { cookie } }),
        ),
      );
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 400)).toHaveLength(AT_ONCE - 1);
      const codes = await hub.hub.db.query
        .selectFrom("codes")
        .select("id")
        .where("client_id", "=", asking.client.id)
        .execute();
      expect(codes).toHaveLength(round + 1);
    }
  });

  test("refreshing while somebody revokes: whatever came out is dead once the revocation is answered", async () => {
    const confidential = await hub.makeClient();
    const rounds = await overAll(
      numbers.slice(0, 60),
      async () => {
        const { body } = await makeTokens(hub, confidential, person, { sessionId });
        const token = String(body.refresh_token);
        const form = (fields: Record<string, string>) => ({
          method: "POST",
          headers: { ...FORM, ...basic(confidential) },
          body: new URLSearchParams(fields).toString(),
        });
        const [revoked, ...refreshed] = await Promise.all([
          raw(hub, { path: REVOKE, ...form({ token }) }),
          ...[0, 1, 2, 3].map((at) =>
            raw(hubs[at % hubs.length] ?? hub, {
              path: TOKEN,
              ...form({ grant_type: "refresh_token", refresh_token: token }),
            }),
          ),
        ]);
        const given = refreshed
          .filter(({ status }) => status === 200)
          .flatMap((answer) => [answer.json().access_token, answer.json().refresh_token]);
        const alive = await Promise.all(
          [token, body.access_token, ...given].map(
            async (each) => (await post(hub, INTROSPECT, { token: String(each) }, basic(confidential))).body.active,
          ),
        );
        const after = await raw(hub, {
          path: TOKEN,
          ...form({ grant_type: "refresh_token", refresh_token: String(given[1] ?? token) }),
        });
        return [
          revoked?.status,
          alive.includes(true),
          after.status,
          refreshed.some(({ status }) => status !== 200 && status !== 400),
        ];
      },
      4,
    );
    for (const round of rounds) expect(round).toEqual([200, false, 400, false]);
  });

  test("redeeming while the person is disabled: whatever came out is dead once that is stored", async () => {
    await overAll(
      numbers.slice(0, 20),
      async (number) => {
        const leaver = await hub.makeUser({ name: `leaver-${number}`, email: null });
        const { code, verifier } = await makeCode(hub, made, leaver);
        const [answers] = await Promise.all([
          burst({ grant_type: "authorization_code", code, code_verifier: verifier }),
          hub.hub.db.write((tx) =>
            tx.query.updateTable("users").set({ disabled_at: 1 }).where("id", "=", leaver.id).execute(),
          ),
        ]);
        for (const answer of answers) {
          expect([200, 400]).toContain(answer.status);
          if (answer.status === 200) expect((await userinfo(hub, String(answer.json().access_token))).status).toBe(401);
        }
      },
      2,
    );
  });

  const makeProvider = () =>
    hub.hub.db.write((tx) =>
      createProvider(tx, hub.hub, github, {
        displayName: "GitHub",
        clientId: "x",
        settings: {},
        scope: null,
        allowSignUp: false,
        enabled: true,
      }),
    );
  const profile = (sub: string): Profile => ({ sub, issuer: "https://github.com", email_verified: false, raw: {} });
  /** What each of them came to: "done", or the code of its refusal. */
  const outcomes = async (work: readonly Promise<unknown>[]): Promise<string[]> =>
    (await Promise.allSettled(work))
      .map((each) =>
        each.status === "fulfilled" ? "done" : each.reason instanceof Refusal ? each.reason.code : String(each.reason),
      )
      .sort();

  test("a state of a sign-in at a provider is taken once", async () => {
    const provider = await makeProvider();
    for (let round = 0; round < 20; round += 1) {
      const state = newState(hub.hub);
      const kept = {
        providerId: provider.id,
        intent: "login",
        sessionId: null,
        returnTo: "/account",
        clientRowId: null,
        pending: { state: state.value },
        browser: "b",
      } as const;
      await hub.hub.db.write((tx) => storeState(tx, hub.hub, state, kept));
      const taking = Array.from({ length: AT_ONCE }, (_, at) =>
        takeState((hubs[at % hubs.length] ?? hub).hub, state.value, "b", provider.id),
      );
      expect(await outcomes(taking)).toEqual(["done", ...Array<string>(AT_ONCE - 1).fill("flow_expired")]);
    }
  });

  test("an identity that several people link at once becomes the identity of one", async () => {
    const provider = await makeProvider();
    const people = await Promise.all([0, 1, 2, 3].map((at) => hub.makeUser({ name: `wanting-${at}`, email: null })));
    for (let round = 0; round < 20; round += 1) {
      const linking = people.map((each, at) => {
        const { hub: door } = hubs[at % hubs.length] ?? hub;
        return door.db.write((tx) => linkIdentity(tx, door, each.id, provider.id, profile(`${round}`)));
      });
      expect(await outcomes(linking)).toEqual(["done", ...Array<string>(3).fill("identity_linked_elsewhere")]);
    }
    const rows = await hub.hub.db.query
      .selectFrom("identities")
      .select("subject")
      .where("provider_id", "=", provider.id)
      .execute();
    expect(rows).toHaveLength(20);
  });

  test("a link that is taken back opens nothing any more, also for whoever was recognised by it a moment before", async () => {
    const provider = await makeProvider();
    const someone = await hub.makeUser();
    const from = profile("recognised");
    const { id } = await hub.hub.db.write((tx) => linkIdentity(tx, hub.hub, someone.id, provider.id, from));
    const use = () => hub.hub.db.write((tx) => refreshIdentity(tx, hub.hub, id, from));
    expect(await outcomes([use()])).toEqual(["done"]);
    await hub.hub.db.write((tx) => unlinkIdentity(tx, hub.hub, someone.id, id));
    expect(await outcomes([use()])).toEqual(["flow_expired"]);
  });

  test("of two last ways in that are unlinked at once, one stays", async () => {
    const providers = [await makeProvider(), await makeProvider()];
    for (let round = 0; round < 20; round += 1) {
      const passwordless = await hub.makeUser({ passwordHash: null });
      const links = await Promise.all(
        providers.map(({ id }) =>
          hub.hub.db.write((tx) => linkIdentity(tx, hub.hub, passwordless.id, id, profile(`last-${round}`))),
        ),
      );
      const unlinking = links.map(({ id }, at) => {
        const { hub: door } = hubs[at % hubs.length] ?? hub;
        return door.db.write((tx) => unlinkIdentity(tx, door, passwordless.id, id));
      });
      expect(await outcomes(unlinking)).toEqual(["done", "identity_last"]);
      const rows = await hub.hub.db.query
        .selectFrom("identities")
        .select("id")
        .where("user_id", "=", passwordless.id)
        .execute();
      expect(rows).toHaveLength(1);
    }
  });
});
