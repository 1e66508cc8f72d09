/**
 * OpenID Connect Back-Channel Logout 1.0, as an application sees it that listens on a port of its own: what it is told, of
 * which ends of a session, how often it is tried, and that nobody who signs out waits for it.
 */
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ClientSettingsInput } from "../../src/hub/clients/settings.ts";
import { deleteClient, type MadeClient } from "../../src/hub/clients/store.ts";
import { announceEnd, claimMessages } from "../../src/hub/logout/messages.ts";
import { prune } from "../../src/hub/prune.ts";
import { noteClient } from "../../src/hub/sessions/clients.ts";
import { endSessions, SESSION_SECONDS } from "../../src/hub/sessions/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, refresh, signedInBrowser } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";
import { type LogoutReceiver, startLogoutReceiver } from "./logout-receiver.ts";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const MINUTE = 60;

eachDatabase((fresh, kind) => {
  type Person = Awaited<ReturnType<TestHub["makeUser"]>>;
  let hub: TestHub;
  let receiver: LogoutReceiver;
  let jwks: ReturnType<typeof createLocalJWKSet>;
  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    hub = await startHub({ ...(await fresh()), environment: { ALLDOOR_ALLOW_PRIVATE: receiver.host } });
    jwks = createLocalJWKSet((await (await fetch(`${hub.url}/.well-known/jwks`)).json()) as JSONWebKeySet);
  });
  afterAll(async () => {
    await hub.close();
    await receiver.close();
  });
  beforeEach(() => {
    receiver.answer = 200;
    receiver.clear();
  });

  const listening = (settings: Partial<ClientSettingsInput> = {}) =>
    hub.makeClient({
      consent: "first-party",
      backchannelLogoutUri: `${receiver.url}/logout?app=1`,
      ...settings,
    });
  const messagesOf = (made: MadeClient) =>
    hub.hub.db.query
      .selectFrom("logout_messages")
      .select(["attempts", "outcome"])
      .where("client_id", "=", made.client.id)
      .orderBy("id")
      .execute();
  const auditOf = async (made: MadeClient) => {
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .selectAll()
      .where("client_id", "=", made.client.id)
      .where("action", "=", "logout.undelivered")
      .execute();
    return rows.map(({ subject_id, detail }) => ({ subject_id, ...JSON.parse(detail) }));
  };

  /** Somebody who is signed in to the client. */
  async function signedIn(made: MadeClient, person?: Person) {
    const who = person ?? (await hub.makeUser());
    const browser = await signedInBrowser(hub, who);
    const { body } = await codeFlow(hub, browser, made);
    const hint = String(body.id_token);
    return { person: who, browser, body, hint, claims: decodeJwt(hint) };
  }
  const signOut = async (browser: BrowserClient) =>
    browser.submit(await browser.open(`${hub.url}/sign-out`), {}, "/sign-out");
  const verify = (token: string, made: MadeClient) =>
    jwtVerify(token, jwks, {
      issuer: hub.url,
      audience: made.client.clientId,
      typ: "logout+jwt",
      currentDate: new Date(hub.time.now() * 1000),
      requiredClaims: ["iat", "exp", "jti", "events", "sub", "sid"],
    });

  describe("what is said", () => {
    test.each([
      ["ES256", "public"],
      ["RS256", "pairwise"],
      ["EdDSA", "public"],
    ] as const)("a Logout Token by %s, %s subjects, that fits the ID Token", async (signingAlg, subjectType) => {
      const made = await listening({ signingAlg, subjectType });
      const { browser, claims, person } = await signedIn(made);
      await signOut(browser);
      await hub.logouts.sendDue();
      const [message, ...more] = await receiver.until(1);
      expect(more).toEqual([]);
      expect([message?.method, message?.path]).toEqual(["POST", "/logout?app=1"]);
      expect(message?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
      expect([...new URLSearchParams(message?.body).keys()]).toEqual(["logout_token"]);
      const { payload, protectedHeader } = await verify(message?.token ?? "", made);
      expect(protectedHeader).toEqual({ alg: signingAlg, typ: "logout+jwt", kid: expect.any(String) });
      expect(payload).toEqual({
        iss: hub.url,
        aud: made.client.clientId,
        sub: claims.sub,
        sid: claims.sid,
        iat: hub.time.now(),
        exp: expect.any(Number),
        jti: expect.stringMatching(/^[\w-]{22}$/),
        events: { [EVENT]: {} },
      });
      expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(120);
      expect(payload.sub === person.id).toBe(subjectType === "public");
      expect(payload).not.toHaveProperty("nonce");
      expect(await messagesOf(made)).toEqual([{ attempts: 1, outcome: "delivered" }]);
    });

    test("a Logout Token is no other token of ours: nothing takes it for one", async () => {
      const made = await listening();
      const { browser } = await signedIn(made);
      await signOut(browser);
      await hub.logouts.sendDue();
      const token = (await receiver.until(1))[0]?.token ?? "";
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${hub.url}/api/userinfo`, { headers })).status).toBe(401);
      const hinted = await fetch(`${hub.url}/api/logout?id_token_hint=${token}`, { redirect: "manual" });
      expect(hinted.status).toBe(400);
    });

    test("the sign-in with offline_access names its session as well, and is told of its end", async () => {
      const made = await listening();
      const who = await hub.makeUser();
      const browser = await signedInBrowser(hub, who);
      const { body } = await codeFlow(hub, browser, made, { scope: "openid offline_access" });
      await signOut(browser);
      await hub.logouts.sendDue();
      const { payload } = await verify((await receiver.until(1))[0]?.token ?? "", made);
      expect(payload.sid).toBe(decodeJwt(String(body.id_token)).sid);
      expect(payload.sid).toMatch(/^[\w-]{22}$/);
      // OpenID Connect Back-Channel Logout, 2.7: what was asked for to outlive the sign-in does.
      expect((await refresh(hub, made, String(body.refresh_token))).status).toBe(200);
    });

    test("each application of the session once, in the order in which it met them; no other, and none that does not listen", async () => {
      const [first, second, silent, stranger] = [
        await listening(),
        await listening({ backchannelLogoutUri: `${receiver.url}/second` }),
        await hub.makeClient({ consent: "first-party" }),
        await listening(),
      ];
      const { browser, person } = await signedIn(first);
      hub.time.advance(1);
      for (const made of [second, silent, first, second]) await codeFlow(hub, browser, made);
      const elsewhere = await signedInBrowser(hub, person);
      await codeFlow(hub, elsewhere, stranger);
      await signOut(browser);
      const rows = await hub.hub.db.query
        .selectFrom("logout_messages")
        .select("client_id")
        .where("user_id", "=", person.id)
        .orderBy("id")
        .execute();
      expect(rows.map(({ client_id }) => client_id)).toEqual([first.client.id, second.client.id]);
      await hub.logouts.sendDue();
      const told = (await receiver.until(2)).map(({ token }) => decodeJwt(token));
      expect(told.map(({ aud }) => aud).sort()).toEqual([first.client.clientId, second.client.clientId].sort());
      expect(new Set(told.map(({ jti }) => jti)).size).toBe(2);
      expect(new Set(told.map(({ sid }) => sid)).size).toBe(1);
    });
  });

  describe("of which ends", () => {
    interface Scene {
      readonly browser: BrowserClient;
      readonly person: Person;
      readonly hint: string;
      readonly accessToken: string;
    }
    const admin = async () => signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
    const act = async (person: Person, what: string) => {
      const by = await admin();
      const page = await by.open(`${hub.url}/admin/users`);
      const action = `/admin/users/${person.id}/${what}`;
      return sendForm(by, { ...page, html: page.html.replace('action="/sign-out"', `action="${action}"`) }, action);
    };
    const inAnother = async (person: Person, path: string, values: Record<string, string>, action?: string) => {
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}${path}`);
      return browser.submit(page, values, action);
    };

    const ENDS: readonly (readonly [string, (scene: Scene) => Promise<unknown>])[] = [
      ["the sign-out page", ({ browser }) => signOut(browser)],
      ["an application's request", ({ browser, hint }) => browser.open(`${hub.url}/api/logout?id_token_hint=${hint}`)],
      [
        "the person, from another browser",
        async ({ person }) => {
          const rows = await hub.hub.db.query
            .selectFrom("sessions")
            .select("id")
            .where("user_id", "=", person.id)
            .execute();
          return inAnother(person, "/account/sessions", { session: String(rows[0]?.id) }, "/account/sessions/end");
        },
      ],
      [
        "the person, everywhere else",
        ({ person }) => inAnother(person, "/account/sessions", {}, "/account/sessions/end-others"),
      ],
      [
        "a new password",
        ({ person }) =>
          inAnother(person, "/account/password", {
            current_password: person.password,
            new_password: "another four words entirely",
          }),
      ],
      ["an administrator who disables the account", ({ person }) => act(person, "disable")],
      ["an administrator who ends the sessions", ({ person }) => act(person, "end-sessions")],
      [
        "somebody else who signs in there",
        async ({ browser }) => {
          const other = await hub.makeUser();
          const page = await browser.open(`${hub.url}/sign-in?confirm=1&next=/account`);
          return browser.submit(page, { username: other.name, password: other.password });
        },
      ],
      [
        "its age",
        async () => {
          hub.time.advance(SESSION_SECONDS + 1);
          return prune(hub.hub);
        },
      ],
      [
        "an application, everywhere",
        ({ accessToken }) =>
          fetch(`${hub.url}/api/sso-logout`, { method: "POST", headers: { authorization: `Bearer ${accessToken}` } }),
      ],
      [
        "an application, of its own session",
        ({ accessToken }) => fetch(`${hub.url}/api/logout`, { headers: { authorization: `Bearer ${accessToken}` } }),
      ],
      [
        "a call of our own page",
        ({ browser }) =>
          browser.request(`${hub.url}/api/sso-logout?logoutAll=false`, {
            method: "POST",
            headers: { origin: hub.url, "sec-fetch-site": "same-origin" },
          }),
      ],
    ];

    test.each(ENDS)("%s", async (_what, end) => {
      const made = await listening();
      const { browser, person, hint, body, claims } = await signedIn(made);
      await end({ browser, person, hint, accessToken: String(body.access_token) });
      await hub.logouts.sendDue();
      await receiver.until(1);
      // Time ends the sessions of other tests as well.
      const received = receiver.received.filter(({ token }) => decodeJwt(token).aud === made.client.clientId);
      expect(received).toHaveLength(1);
      const { payload } = await verify(received[0]?.token ?? "", made);
      expect([payload.sid, payload.sub]).toEqual([claims.sid, claims.sub]);
      // What hangs on the session went with it.
      expect((await refresh(hub, made, String(body.refresh_token))).body.error).toBe("invalid_grant");
      expect(await messagesOf(made)).toEqual([{ attempts: 1, outcome: "delivered" }]);
    });

    test("a sign-in again of the same person goes on with the session: nobody is told", async () => {
      const made = await listening();
      const { browser, person, body } = await signedIn(made);
      const page = await browser.open(`${hub.url}/sign-in?confirm=1&next=/account`);
      await browser.submit(page, { username: person.name, password: person.password });
      expect(await messagesOf(made)).toEqual([]);
      expect((await refresh(hub, made, String(body.refresh_token))).status).toBe(200);
    });

    test("what is undone is not announced: the end and its message are one transaction", async () => {
      const made = await listening();
      const { person } = await signedIn(made);
      const undone = hub.hub.db.write(async (tx) => {
        expect(await endSessions(tx, hub.hub, person.id, "all")).toBe(1);
        throw new Error("undone");
      });
      await expect(undone).rejects.toThrow("undone");
      expect(await messagesOf(made)).toEqual([]);
    });
  });

  describe("what becomes of it", () => {
    test("a failure is tried again, later each time, with a token of its own; the fifth is the last and is audited", async () => {
      const made = await listening();
      const { browser, person } = await signedIn(made);
      const began = hub.time.now();
      const times: number[] = [];
      const jtis = new Set<unknown>();
      const answers = [500, 302, 404, 503, 500];
      await signOut(browser);
      for (const [at, answer] of answers.entries()) {
        receiver.answer = answer;
        while (receiver.received.length <= at) {
          await hub.logouts.sendDue();
          if (receiver.received.length <= at) hub.time.advance(MINUTE);
        }
        times.push(hub.time.now() - began);
        const { payload } = await verify(receiver.received[at]?.token ?? "", made);
        expect(payload.iat).toBe(hub.time.now());
        jtis.add(payload.jti);
      }
      expect(jtis.size).toBe(5);
      expect(times).toEqual([0, MINUTE, 6 * MINUTE, 21 * MINUTE, 61 * MINUTE]);
      expect(receiver.received.map(({ path }) => path)).toEqual(Array(5).fill("/logout?app=1"));
      hub.time.advance(86_400);
      await hub.logouts.sendDue();
      expect(receiver.received).toHaveLength(5);
      expect(await messagesOf(made)).toEqual([{ attempts: 5, outcome: "dead" }]);
      expect(await auditOf(made)).toEqual([{ subject_id: person.id, outcome: "dead", why: "status 500", attempts: 5 }]);
    });

    test("204 is as good as 200, and after a failure as well", async () => {
      const made = await listening();
      const { browser } = await signedIn(made);
      receiver.answer = 503;
      await signOut(browser);
      await hub.logouts.sendDue();
      receiver.answer = 204;
      hub.time.advance(MINUTE);
      await hub.logouts.sendDue();
      expect(receiver.received).toHaveLength(2);
      expect(await messagesOf(made)).toEqual([{ attempts: 2, outcome: "delivered" }]);
      expect(await auditOf(made)).toEqual([]);
    });

    test("an application that says no (400) is not asked again, and that is audited", async () => {
      const made = await listening();
      const { browser, person } = await signedIn(made);
      receiver.answer = 400;
      await signOut(browser);
      await hub.logouts.sendDue();
      hub.time.advance(86_400);
      await hub.logouts.sendDue();
      expect(receiver.received).toHaveLength(1);
      expect(await messagesOf(made)).toEqual([{ attempts: 1, outcome: "refused" }]);
      expect(await auditOf(made)).toEqual([
        { subject_id: person.id, outcome: "refused", why: "status 400", attempts: 1 },
      ]);
    });

    test("private addresses that nobody has listed are not called", async () => {
      const hidden = await startLogoutReceiver();
      const made = await listening({ backchannelLogoutUri: `${hidden.url}/logout` });
      const metadata = await listening({ backchannelLogoutUri: "https://169.254.169.254/latest/meta-data" });
      const { browser, person } = await signedIn(made);
      await codeFlow(hub, browser, metadata);
      await signOut(browser);
      await hub.logouts.sendDue();
      expect(hidden.received).toEqual([]);
      for (const client of [made, metadata]) {
        expect(await messagesOf(client)).toEqual([{ attempts: 1, outcome: "dead" }]);
        expect(await auditOf(client)).toEqual([
          { subject_id: person.id, outcome: "dead", why: "blocked", attempts: 1 },
        ]);
      }
      await hidden.close();
    });

    test("an application that has gone, or listens no more, is told nothing", async () => {
      const made = await listening();
      const { browser } = await signedIn(made);
      receiver.answer = 503;
      await signOut(browser);
      await hub.logouts.sendDue();
      await hub.hub.db.write((tx) => deleteClient(tx, made.client.id));
      hub.time.advance(MINUTE);
      await hub.logouts.sendDue();
      expect(receiver.received).toHaveLength(1);
      expect(await messagesOf(made)).toEqual([{ attempts: 2, outcome: "void" }]);
    });

    test("what a hub had claimed when it died is taken up again, once a call would long be over", async () => {
      const made = await listening();
      const { browser } = await signedIn(made);
      await signOut(browser);
      const ready = await hub.hub.db.write((tx) => claimMessages(tx, hub.hub, 100));
      // The hub's own look may have been faster; then there is nothing to die with.
      if (ready.length === 1) {
        await hub.logouts.sendDue();
        expect(receiver.received).toEqual([]);
        hub.time.advance(MINUTE);
      }
      await hub.logouts.sendDue();
      expect(receiver.received).toHaveLength(1);
      expect(await messagesOf(made)).toEqual([{ attempts: ready.length + 1, outcome: "delivered" }]);
    });

    test("what was said is kept for a week, what is still to be said until it is", async () => {
      const made = await listening();
      const { browser } = await signedIn(made);
      await signOut(browser);
      await hub.logouts.sendDue();
      hub.time.advance(6 * 86_400);
      await prune(hub.hub);
      expect(await messagesOf(made)).toHaveLength(1);
      hub.time.advance(2 * 86_400);
      await prune(hub.hub);
      expect(await messagesOf(made)).toEqual([]);
    });
  });

  describe("beside everything else", () => {
    test("an application that hangs holds up neither the sign-out, nor the others, nor the end of the hub, which goes on later", async () => {
      const database = await fresh();
      const slow = await startLogoutReceiver();
      const options = {
        ...database,
        environment: { ALLDOOR_ALLOW_PRIVATE: `${receiver.host},${slow.host}` },
        time: hub.time,
      };
      const own = await startHub(options);
      const hanging = await own.makeClient({
        consent: "first-party",
        backchannelLogoutUri: `${slow.url}/logout`,
      });
      const quick = await own.makeClient({
        consent: "first-party",
        backchannelLogoutUri: `${receiver.url}/logout`,
      });
      const browser = await signedInBrowser(own, await own.makeUser());
      await codeFlow(own, browser, hanging);
      await codeFlow(own, browser, quick);
      const held: { destroy(): void }[] = [];
      slow.answer = (response) => held.push(response);
      const page = await browser.open(`${own.url}/sign-out`);
      const signedOut = await browser.submit(page, {}, "/sign-out");
      expect(new URL(signedOut.url).pathname).toBe("/signed-out");
      const sending = own.logouts.sendDue();
      await Promise.all([slow.until(1), receiver.until(1)]);
      const began = performance.now();
      await own.close();
      // The call itself would have gone on for ten seconds.
      expect(performance.now() - began).toBeLessThan(4000);
      await sending;
      expect(held).toHaveLength(1);

      slow.answer = 200;
      const next = await startHub(options);
      await next.logouts.sendDue();
      expect(slow.received).toHaveLength(2);
      expect(receiver.received).toHaveLength(1);
      const rows = await next.hub.db.query
        .selectFrom("logout_messages")
        .select(["client_id", "attempts", "outcome"])
        .execute();
      const delivered = { attempts: 1, outcome: "delivered" };
      expect(rows).toEqual(
        expect.arrayContaining([
          { client_id: hanging.client.id, ...delivered },
          { client_id: quick.client.id, ...delivered },
        ]),
      );
      await next.close();
      await slow.close();
    });

    test("an application that hangs with a hundred messages leaves room for the others", async () => {
      const slow = await startLogoutReceiver();
      slow.answer = () => undefined;
      const own = await startHub({
        ...(await fresh()),
        environment: { ALLDOOR_ALLOW_PRIVATE: `${receiver.host},${slow.host}` },
        time: hub.time,
      });
      const hanging = await own.makeClient({ backchannelLogoutUri: `${slow.url}/logout` });
      const quick = await own.makeClient({ backchannelLogoutUri: `${receiver.url}/logout` });
      const person = await own.makeUser();
      const clients = [...Array(100).fill(hanging), quick] as MadeClient[];
      await own.hub.db.write(async (tx) => {
        for (const { client } of clients) {
          const id = own.hub.ids();
          await noteClient(tx, id, client.id, hub.time.now());
          await announceEnd(tx, own.hub, [{ id, userId: person.id }]);
        }
      });
      const sending = own.logouts.sendDue();
      const [message] = await receiver.until(1);
      expect(decodeJwt(message?.token ?? "").aud).toBe(quick.client.clientId);
      expect(slow.received.length).toBeLessThan(20);
      await own.close();
      await sending;
      expect(new Set(slow.received.map(({ token }) => decodeJwt(token).sid)).size).toBe(slow.received.length);
      await slow.close();
    });

    // Two that write one SQLite file take turns; only PostgreSQL has them at it at the same moment.
    if (kind === "sqlite") return;
    test("two hubs on one database say each message once", async () => {
      const database = await fresh();
      const options = { ...database, environment: { ALLDOOR_ALLOW_PRIVATE: receiver.host }, time: hub.time };
      const hubs = [await startHub(options), await startHub(options)] as const;
      const made = await hubs[0].makeClient({
        backchannelLogoutUri: `${receiver.url}/logout`,
      });
      const sessions = 120;
      const person = await hubs[0].makeUser();
      await hubs[0].hub.db.write(async (tx) => {
        const ended = Array.from({ length: sessions }, () => ({ id: hubs[0].hub.ids(), userId: person.id }));
        for (const { id } of ended) await noteClient(tx, id, made.client.id, hub.time.now());
        await announceEnd(tx, hubs[0].hub, ended);
      });
      await Promise.all(hubs.flatMap(({ logouts }) => [logouts.sendDue(), logouts.sendDue()]));
      for (const { logouts } of hubs) {
        for (let round = 0; round < sessions / 8 && receiver.received.length < sessions; round += 1)
          await logouts.sendDue();
      }
      const told = (await receiver.until(sessions)).map(({ token }) => decodeJwt(token).sid);
      expect([told.length, new Set(told).size]).toEqual([sessions, sessions]);
      const rows = await hubs[0].hub.db.query.selectFrom("logout_messages").select(["attempts", "outcome"]).execute();
      expect(rows).toEqual(Array(sessions).fill({ attempts: 1, outcome: "delivered" }));
      for (const each of hubs) await each.close();
    });
  });
});
