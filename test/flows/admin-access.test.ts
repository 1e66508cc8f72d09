/** The console's lists of people, sessions and grants: narrowed, put in order, and taken back one by one or all of an application. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, refresh, signedInBrowser, userinfo } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";

eachDatabase((fresh) => {
  type Person = Awaited<ReturnType<TestHub["makeUser"]>>;
  let hub: TestHub;
  let admin: Person;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    admin = await hub.makeUser({ name: "zz-admin", displayName: "Zed", isAdmin: true });
    browser = await signedInBrowser(hub, admin);
  });
  afterAll(() => hub.close());

  const open = (path: string, by = browser) => by.open(`${hub.url}${path}`);
  const send = async (page: string, action: string) => sendForm(browser, await open(page), action);
  const names = (html: string): string[] =>
    [...html.matchAll(/<span class="small muted"><[^>]*>([^<]+)</g)].map(([, name = ""]) => name);
  const events = async (action: string) =>
    hub.hub.db.query.selectFrom("audit").selectAll().where("action", "=", action).orderBy("id").execute();

  describe("people", () => {
    test("are narrowed by standing and second step, and put in order by time", async () => {
      hub.time.advance(60);
      const first = await hub.makeUser({ name: "order-a" });
      hub.time.advance(60);
      const second = await hub.makeUser({ name: "order-b" });
      await signedInBrowser(hub, second);
      hub.time.advance(60);
      await signedInBrowser(hub, first);
      const shown = async (query: string) => names((await open(`/admin/users?${query}`)).html);
      expect(await shown("q=order&order=name")).toEqual(["order-a", "order-b"]);
      expect(await shown("q=order&order=created")).toEqual(["order-b", "order-a"]);
      expect(await shown("q=order&order=last-sign-in")).toEqual(["order-a", "order-b"]);
      expect(await shown("standing=administrators")).toEqual(["zz-admin"]);
      await send(`/admin/users/${first.id}`, `/admin/users/${first.id}/disable`);
      expect(await shown("standing=disabled")).toEqual(["order-a"]);
      expect(await shown("q=order&standing=enabled")).toEqual(["order-b"]);
      expect(await shown("q=order&factor=with")).toEqual([]);
      expect(await shown("q=order&factor=without")).toEqual(["order-a", "order-b"]);
      expect(await shown("q=order&standing=nonsense&order=nonsense")).toEqual(["order-a", "order-b"]);
    });

    test("are found by their id, and under their new name once they have one", async () => {
      const person = await hub.makeUser({ name: "found", displayName: "Ada Lovelace" });
      const shown = async (q: string) => names((await open(`/admin/users?q=${encodeURIComponent(q)}`)).html);
      expect(await shown(person.id)).toEqual(["found"]);
      expect(await shown("love")).toEqual(["found"]);
      await browser.submit(await open(`/admin/users/${person.id}/edit`), { display_name: "Ada King", email: "" });
      expect(await shown("love")).toEqual([]);
      expect(await shown("ada king")).toEqual(["found"]);
    });

    test("an account is deleted with everything of it; nobody deletes their own", async () => {
      const person = await hub.makeUser({ name: "goes" });
      const theirs = await signedInBrowser(hub, person);
      const made = await hub.makeClient({ consent: "first-party" });
      const { body } = await codeFlow(hub, theirs, made, { scope: "openid offline_access" });
      const shown = await send(`/admin/users/${person.id}`, `/admin/users/${person.id}/delete`);
      expect(shown.html).toContain("The account has been deleted.");
      expect((await open(`/admin/users/${person.id}`)).status).toBe(404);
      expect((await refresh(hub, made, String(body.refresh_token))).body.error).toBe("invalid_grant");
      expect(new URL((await open("/account", theirs)).url).pathname).toBe("/sign-in");
      expect((await events("user.deleted")).map(({ actor_id, subject_id }) => [actor_id, subject_id])).toEqual([
        [admin.id, person.id],
      ]);
      expect(
        await hub.hub.db.query.selectFrom("user_words").select("word").where("user_id", "=", person.id).execute(),
      ).toEqual([]);
      const self = await open(`/admin/users/${admin.id}`);
      const own = `/admin/users/${admin.id}/delete`;
      const refused = await sendForm(
        browser,
        { ...self, html: self.html.replace('action="/sign-out"', `action="${own}"`) },
        own,
      );
      expect(refused.html).toContain("Another administrator has to change them");
    });

    test("an address that an administrator vouches for counts as proven, and what was there before goes", async () => {
      const person = await hub.makeUser({ name: "vouched", email: "vouched@example.com", emailVerified: false });
      const theirs = await signedInBrowser(hub, person);
      const namesake = await hub.makeUser({ name: "vouched-too", email: "Vouched@Example.com", emailVerified: false });
      const shown = await send(`/admin/users/${person.id}`, `/admin/users/${person.id}/verify-address`);
      expect(shown.html).toContain("The address counts as theirs now.");
      expect(new URL((await open("/account", theirs)).url).pathname).toBe("/sign-in");
      const second = await send(`/admin/users/${namesake.id}`, `/admin/users/${namesake.id}/verify-address`);
      expect(second.html).toContain("Somebody else has proven this address.");
      expect((await events("user.email-verified")).map(({ subject_id }) => subject_id)).toEqual([person.id]);
    });
  });

  describe("sessions", () => {
    test("are found by their person, and one is ended without the others", async () => {
      const person = await hub.makeUser({ name: "two-browsers" });
      const one = await signedInBrowser(hub, person);
      const two = await signedInBrowser(hub, person);
      const page = await open("/admin/sessions?q=two-browsers");
      expect(names(page.html)).toEqual(["two-browsers", "two-browsers"]);
      const [, action = ""] = /action="(\/admin\/sessions\/\d+\/end)"/.exec(page.html) ?? [];
      const shown = await sendForm(browser, page, action);
      expect(shown.html).toContain("The session has been ended.");
      // The latest comes first.
      expect(new URL((await open("/account", two)).url).pathname).toBe("/sign-in");
      expect(new URL((await open("/account", one)).url).pathname).toBe("/account");
      expect(names((await open(`/admin/sessions?user=${person.id}`)).html)).toEqual(["two-browsers"]);
      expect((await sendForm(browser, page, action)).status).toBe(404);
    });

    test("are narrowed to those that an application signed somebody in by, a page at a time", async () => {
      const made = await hub.makeClient({ consent: "first-party" });
      const other = await hub.makeUser({ name: "not-there" });
      await signedInBrowser(hub, other);
      for (let index = 0; index < 3; index += 1) {
        const person = await hub.makeUser({ name: `of-client-${index}` });
        await codeFlow(hub, await signedInBrowser(hub, person), made, { scope: "openid" });
      }
      const { html } = await open(`/admin/sessions?application=${made.client.id}`);
      expect(names(html)).toEqual(["of-client-2", "of-client-1", "of-client-0"]);
    });
  });

  describe("grants", () => {
    test("are found by person and application; one is taken back, then all of an application", async () => {
      const made = await hub.makeClient({ consent: "first-party" });
      const elsewhere = await hub.makeClient({ consent: "first-party" });
      const people = await Promise.all(["grant-a", "grant-b", "grant-c"].map((name) => hub.makeUser({ name })));
      const held: string[] = [];
      for (const person of people) {
        const theirs = await signedInBrowser(hub, person);
        const { body } = await codeFlow(hub, theirs, made, { scope: "openid offline_access" });
        held.push(String(body.access_token));
      }
      const [firstPerson] = people;
      const kept = await codeFlow(hub, await signedInBrowser(hub, firstPerson as Person), elsewhere, {
        scope: "openid",
      });
      const page = await open(`/admin/grants?application=${made.client.id}`);
      expect(names(page.html)).toEqual(["grant-c", "grant-b", "grant-a"]);
      expect(names((await open("/admin/grants?q=grant-a")).html)).toEqual(["grant-a", "grant-a"]);
      const [, action = ""] = /action="(\/admin\/grants\/\d+\/revoke)"/.exec(page.html) ?? [];
      expect((await sendForm(browser, page, action)).html).toContain("Access has been taken back.");
      const alive = () => Promise.all(held.map(async (token) => (await userinfo(hub, token)).status));
      expect(await alive()).toEqual([200, 200, 401]);
      const all = `/admin/grants/application/${made.client.id}/revoke`;
      const shown = await sendForm(browser, page, all);
      expect(shown.html).toContain("Everything that the application held has been taken back.");
      expect(await alive()).toEqual([401, 401, 401]);
      expect((await userinfo(hub, String(kept.body.access_token))).status).toBe(200);
      const told = (await events("grant.revoked")).filter(({ client_id }) => client_id === made.client.id);
      expect(told.map(({ detail }) => JSON.parse(detail).grants)).toEqual([undefined, 2]);
      // Once more is no change, and not written down.
      await sendForm(browser, page, all);
      expect((await events("grant.revoked")).filter(({ client_id }) => client_id === made.client.id)).toHaveLength(2);
    });
  });
});
