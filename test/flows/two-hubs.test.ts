/**
 * Two hubs on one PostgreSQL behind a plain proxy, each request at the other one: every kind of sign-in goes through, what one
 * spends is spent at both, and what one ends is over at both.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replaceClientSecret } from "../../src/hub/admin/applications/clients.ts";
import { disableUser, setAdministrator } from "../../src/hub/admin/people/people.ts";
import { readClientSettings } from "../../src/hub/clients/settings.ts";
import { createClient } from "../../src/hub/clients/store.ts";
import { changeOrganization, createOrganization } from "../../src/hub/organizations/change.ts";
import { changePermissions } from "../../src/hub/permissions/client-permissions.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { callbackAddress, createProvider } from "../../src/hub/providers/store.ts";
import { addRoleMember, removeRoleMember } from "../../src/hub/roles/members.ts";
import { createRole } from "../../src/hub/roles/store.ts";
import { findProvider } from "../../src/providers/catalogue/index.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { type FreshDatabase, freshDatabase, removeDatabase } from "../ground/databases.ts";
import type { TestHub } from "../ground/hub.ts";
import {
  authorizeUrl,
  basic,
  codeFlow,
  INTROSPECT,
  pkce,
  post,
  redeem,
  refresh,
  signedInBrowser,
  TOKEN,
  userinfo,
} from "../ground/oauth-client.ts";
import { choosePerson } from "../ground/sandbox.ts";
import { startTwoHubs, type TwoHubs } from "../ground/two-hubs.ts";

describe("two hubs, one PostgreSQL, no sticky sessions", () => {
  let database: FreshDatabase;
  let two: TwoHubs;
  let hub: TestHub;
  beforeAll(async () => {
    database = await freshDatabase("postgres");
    two = await startTwoHubs(database);
    hub = two.hub;
  });
  afterAll(async () => {
    await two.close();
    await removeDatabase(database);
  });

  test("password, consent, code, tokens, refresh, introspection and sign-out, each request at the other hub", async () => {
    const before = [...two.answered];
    const made = await hub.makeClient({ consent: "once" });
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const { body, status } = await codeFlow(hub, browser, made);
    expect(status).toBe(200);
    for (let times = 0; times < 3; times += 1)
      expect((await userinfo(hub, String(body.access_token))).body.sub).toBe(person.id);
    let token = String(body.refresh_token);
    for (let times = 0; times < 4; times += 1) {
      const answer = await refresh(hub, made, token);
      expect(answer.status).toBe(200);
      token = String(answer.body.refresh_token);
    }
    const looked = () => post(hub, INTROSPECT, { token: String(body.access_token) }, basic(made));
    expect([(await looked()).body.active, (await looked()).body.active]).toEqual([true, true]);
    await browser.submit(await browser.open(`${hub.url}/sign-out`), {}, "/sign-out");
    expect([(await looked()).body.active, (await looked()).body.active]).toEqual([false, false]);
    const [first, second] = two.answered.map((count, which) => count - (before[which] ?? 0));
    expect(Math.min(first ?? 0, second ?? 0)).toBeGreaterThan(8);
  });

  test("a provider's sign-in begun at one ends at the other", async () => {
    const entry = findProvider("github");
    if (!entry) throw new Error("no entry");
    const app = two.sandbox.sandbox.app("github");
    const row = await hub.hub.db.write((tx) =>
      createProvider(tx, hub.hub, entry, {
        displayName: entry.name,
        clientId: app.clientId,
        clientSecret: app.clientSecret,
        settings: two.sandbox.sandbox.demoSettings("github"),
        scope: null,
        allowSignUp: true,
        enabled: true,
      }),
    );
    two.sandbox.sandbox.registerApp({ ...app, redirectUris: [callbackAddress(hub.url, row)] });
    const made = await hub.makeClient({ consent: "first-party", allowSignUp: true });
    const { verifier, challenge } = pkce();
    const browser = new BrowserClient(hub.url, two.sandbox.url);
    const page = await browser.open(authorizeUrl(hub, made, challenge));
    const [, href = ""] = /href="(\/accounts\/github\/[^"]+)"/.exec(page.html) ?? [];
    const consent = await browser.open(new URL(href.replaceAll("&amp;", "&"), hub.url).href);
    const { leftTo } = await choosePerson(browser, consent, "noor");
    const answer = await redeem(hub, made, { code: leftTo?.searchParams.get("code") ?? "", code_verifier: verifier });
    expect(answer.status).toBe(200);
  });

  test("of sixteen who spend one code at both, one gets tokens", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { verifier, challenge } = pkce();
    const { leftTo } = await browser.open(authorizeUrl(hub, made, challenge));
    const code = leftTo?.searchParams.get("code") ?? "";
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => redeem(hub, made, { code, code_verifier: verifier })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200 || status === 400)).toBe(true);
  });

  test("a client that was disabled through one is refused by both at the next request", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const ask = () => post(hub, "/api/login/oauth/access_token", { grant_type: "client_credentials" }, basic(made));
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("clients").set({ disabled_at: hub.time.now() }).where("id", "=", made.client.id).execute(),
    );
    expect([(await ask()).status, (await ask()).status]).toEqual([401, 401]);
  });

  describe("what an administrator takes away through one is gone at both with the next request", () => {
    const CALL = "/api/v1/users?limit=1";
    const OCCASION = { address: "127.0.0.1", requestId: "test", userAgent: "" };
    let count = 0;
    // One stays: nobody takes the last one's right.
    beforeAll(async () => {
      await hub.makeUser({ isAdmin: true });
    });
    const twice = async (ask: () => Promise<{ readonly status: number }>) => [
      (await ask()).status,
      (await ask()).status,
    ];
    const called = (token: string) => () =>
      fetch(`${hub.url}${CALL}`, { headers: { authorization: `Bearer ${token}` } });

    /** An application that may read people, of an organization of its own. */
    async function reader() {
      const wish = readClientSettings({
        name: `Reader ${count++}`,
        grantTypes: ["client_credentials"],
        redirectUris: [],
      });
      const { made, home } = await hub.hub.db.write(async (tx) => {
        const home = await createOrganization(tx, hub.hub, {}, `home-${count++}`, {});
        const made = await createClient(tx, hub.hub, home.id, wish);
        await changePermissions(tx, hub.hub, {}, made.client, ["alldoor:users:read"]);
        return { made, home };
      });
      const ask = () =>
        post(hub, TOKEN, { grant_type: "client_credentials", scope: "alldoor:users:read" }, basic(made));
      expect(await twice(ask)).toEqual([200, 200]);
      const token = String((await ask()).body.access_token);
      expect(await twice(called(token))).toEqual([200, 200]);
      return { ...made, home, ask, token };
    }

    async function administrator() {
      const user = await hub.makeUser({ isAdmin: true });
      const wish = { name: "x", scopes: ["alldoor:users:read"], days: 7 };
      const token = await hub.hub.db.write((tx) => createPersonalToken(tx, hub.hub, user, wish, OCCASION));
      expect(await twice(called(token))).toEqual([200, 200]);
      return { user, token };
    }

    test("an application's secret", async () => {
      const { client, ask } = await reader();
      await hub.hub.db.write((tx) => replaceClientSecret(tx, hub.hub, {}, client.id));
      expect(await twice(ask)).toEqual([401, 401]);
    });

    test("its permission", async () => {
      const { client, token } = await reader();
      await hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, client, []));
      expect(await twice(called(token))).toEqual([403, 403]);
    });

    test("its organization, and back again", async () => {
      const { home, ask, token } = await reader();
      const turn = (enabled: boolean) =>
        hub.hub.db.write((tx) => changeOrganization(tx, hub.hub, {}, home.id, { enabled }));
      await turn(false);
      expect([await twice(ask), await twice(called(token))]).toEqual([
        [401, 401],
        [401, 401],
      ]);
      await turn(true);
      expect([await twice(ask), await twice(called(token))]).toEqual([
        [200, 200],
        [200, 200],
      ]);
    });

    test("the role that an application asks for", async () => {
      const person = await hub.makeUser();
      const wish = { name: `role-${count++}`, displayName: "x", description: "" };
      const role = await hub.hub.db.write(async (tx) => {
        const made = await createRole(tx, hub.hub, {}, person.organizationId, null, wish);
        await addRoleMember(tx, hub.hub, {}, made.id, person.id);
        return made;
      });
      const made = await hub.makeClient({ consent: "first-party", requiredRoles: [role.name] });
      const { body } = await codeFlow(hub, await signedInBrowser(hub, person), made);
      const again = await refresh(hub, made, String(body.refresh_token));
      expect(again.status).toBe(200);
      await hub.hub.db.write((tx) => removeRoleMember(tx, hub.hub, {}, role.id, person.id));
      expect(await twice(() => refresh(hub, made, String(again.body.refresh_token)))).toEqual([400, 400]);
    });

    test("the right to administer, and the account", async () => {
      const [demoted, disabled] = [await administrator(), await administrator()];
      await hub.hub.db.write((tx) => setAdministrator(tx, hub.hub, {}, demoted.user.id, false));
      await hub.hub.db.write((tx) => disableUser(tx, hub.hub, {}, disabled.user.id));
      expect([await twice(called(demoted.token)), await twice(called(disabled.token))]).toEqual([
        [403, 403],
        [401, 401],
      ]);
    });
  });
});
