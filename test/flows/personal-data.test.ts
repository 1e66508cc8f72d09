/** A person's own data: what has happened in their account, all of it as one file, and the end of the account by their own hand. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disableUser } from "../../src/hub/admin/people/people.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signedInBrowser, signInWith, userinfo } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";

const DATA = "/account/data";
const DOWNLOAD = `${DATA}/download`;
const DELETE = `${DATA}/delete`;

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    await hub.makeUser({ name: "the-administrator", isAdmin: true });
  });
  afterAll(() => hub.close());

  const actionsOf = async (id: string) =>
    (
      await hub.hub.db.query.selectFrom("audit").select("action").where("subject_id", "=", id).orderBy("id").execute()
    ).map(({ action }) => action);
  const isThere = async (id: string) =>
    (await hub.hub.db.query.selectFrom("users").select("id").where("id", "=", id).execute()).length === 1;

  describe("taken along", () => {
    test("one file with everything but what opens something, and the log says that it was taken", async () => {
      const person = await hub.makeUser({ displayName: "Mei Lin" });
      const made = await hub.makeClient({ scopes: ["openid", "profile", "email"] });
      const browser = await signedInBrowser(hub, person);
      const { body: tokens } = await codeFlow(hub, browser, made);
      const occasion = { address: "203.0.113.9", requestId: "r", userAgent: "test" };
      const wish = { name: "my program", scopes: ["alldoor:self:read"], days: 30 };
      const token = await hub.hub.db.write((tx) =>
        createPersonalToken(tx, hub.hub, { id: person.id, isAdmin: false }, wish, occasion),
      );
      const page = await browser.open(`${hub.url}${DATA}`);
      const answer = await sendForm(browser, page, DOWNLOAD);
      expect([answer.status, answer.headers.get("content-disposition"), answer.headers.get("cache-control")]).toEqual([
        200,
        'attachment; filename="my-data.json"',
        "no-store",
      ]);
      const data = JSON.parse(answer.html) as Record<string, unknown>;
      expect(data).toMatchObject({
        issuer: hub.url,
        collected_at: hub.time.now(),
        profile: { sub: person.id, name: "Mei Lin", email: person.email, email_verified: true, administrator: false },
        ways_in: { password: true, passkeys: [], access_tokens: [{ name: "my program", scopes: wish.scopes }] },
        sessions: [{ way: "password", user_agent: "Mozilla/5.0 (X11; Linux x86_64) test" }],
        applications: {
          consents: [{ client_id: made.client.clientId, scope: "email openid profile" }],
          grants: [{ client_id: made.client.clientId, kind: "authorization_code" }],
        },
        groups: [],
        roles: [],
      });
      const activity = data.activity as { action: string; by: string }[];
      expect(activity.map(({ action, by }) => `${action} ${by}`)).toEqual(
        expect.arrayContaining(["user.signed-in you", "consent.given you", "personal-token.created you"]),
      );
      const { password_hash } = await hub.hub.db.query
        .selectFrom("users")
        .select("password_hash")
        .where("id", "=", person.id)
        .executeTakeFirstOrThrow();
      const { value_hash } = await hub.hub.db.query
        .selectFrom("sessions")
        .select("value_hash")
        .where("user_id", "=", person.id)
        .executeTakeFirstOrThrow();
      const cookie = browser.cookie(hub.url, "alldoor_session") ?? "";
      for (const secret of [password_hash ?? "", value_hash, cookie, token, String(tokens.access_token)]) {
        expect(secret.length).toBeGreaterThan(20);
        expect(answer.html).not.toContain(secret);
      }
      expect(answer.html).not.toMatch(/sealed|_hash|salt/);
      expect((await actionsOf(person.id)).at(-1)).toBe("user.data-exported");
      const letters = await hub.hub.db.query
        .selectFrom("mails")
        .select("kind")
        .where("user_id", "=", person.id)
        .execute();
      expect(letters).toContainEqual({ kind: "data-exported" });
    });

    test("nothing of others is in it: what an administrator did is there without their name and address", async () => {
      const person = await hub.makeUser();
      const other = await hub.makeUser({ name: "somebody-with-a-name" });
      await hub.hub.db.write((tx) =>
        tx.query
          .insertInto("audit")
          .values({
            id: hub.hub.ids(),
            at: hub.time.now(),
            action: "user.disabled",
            actor_id: other.id,
            subject_kind: "user",
            subject_id: person.id,
            client_id: null,
            address: "203.0.113.77",
            request_id: "theirs",
            detail: "{}",
          })
          .execute(),
      );
      const browser = await signedInBrowser(hub, person);
      const answer = await sendForm(browser, await browser.open(`${hub.url}${DATA}`), DOWNLOAD);
      for (const theirs of [other.id, "somebody-with-a-name", "203.0.113.77"])
        expect(answer.html).not.toContain(theirs);
      expect(answer.html).toContain('"by": "somebody-else"');
      const page = await browser.open(`${hub.url}/account/activity`);
      expect(page.html).toContain("The account was switched off");
      for (const theirs of [other.id, "203.0.113.77"]) expect(page.html).not.toContain(theirs);
    });

    test("what an administrator did to others is in theirs without the others' names", async () => {
      const admin = await hub.makeUser({ isAdmin: true });
      const other = await hub.makeUser({ name: "done-to-by-somebody" });
      await hub.hub.db.write((tx) => disableUser(tx, hub.hub, { userId: admin.id }, other.id));
      const browser = await signedInBrowser(hub, admin);
      const answer = await sendForm(browser, await browser.open(`${hub.url}${DATA}`), DOWNLOAD);
      expect(answer.html).toContain('"user.disabled"');
      for (const theirs of [other.id, "done-to-by-somebody"]) expect(answer.html).not.toContain(theirs);
      await hub.hub.db.write((tx) =>
        tx.query.updateTable("users").set({ is_admin: 0 }).where("id", "=", admin.id).execute(),
      );
    });

    test("a session that is no longer fresh takes nothing along before its person has proven themselves", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}${DATA}`);
      hub.time.advance(901);
      const asked = await sendForm(browser, page, DOWNLOAD);
      expect(new URL(asked.url).pathname).toBe("/sign-in");
      const again = await signInWith(browser, asked, person);
      const answer = await sendForm(browser, again, DOWNLOAD);
      expect((JSON.parse(answer.html) as { profile: { sub: string } }).profile.sub).toBe(person.id);
    });
  });

  describe("activity", () => {
    test("the latest first, a page at a time, of one's own account alone", async () => {
      const person = await hub.makeUser();
      const other = await hub.makeUser();
      const event = (id: string, name: string) =>
        hub.hub.db.write((tx) =>
          tx.query
            .insertInto("audit")
            .values({
              id: hub.hub.ids(),
              at: hub.time.now(),
              action: "passkey.added",
              actor_id: id,
              subject_kind: "passkey",
              subject_id: null,
              client_id: null,
              address: null,
              request_id: null,
              detail: JSON.stringify({ name }),
            })
            .execute(),
        );
      for (let at = 0; at < 60; at += 1) await event(person.id, `key number ${at};`);
      await event(other.id, "not mine");
      const browser = await signedInBrowser(hub, person);
      const first = await browser.open(`${hub.url}/account/activity`);
      const numbers = (html: string) => [...html.matchAll(/key number (\d+);/g)].map(([, number]) => Number(number));
      const next = /href="(\/account\/activity\?before=\d+)"/.exec(first.html)?.[1] ?? "";
      const second = await browser.open(`${hub.url}${next}`);
      expect([...numbers(first.html), ...numbers(second.html)]).toEqual(Array.from({ length: 60 }, (_, at) => 59 - at));
      expect(numbers(first.html)).toHaveLength(49);
      expect(first.html + second.html).not.toContain("not mine");
      expect(second.html).not.toContain("?before=");
      expect((await browser.open(`${hub.url}/account/activity?before=x'--`)).status).toBe(200);
    });
  });

  describe("deleted", () => {
    test("by the username, typed: signed out everywhere, nothing opens any more, and the page says so", async () => {
      const person = await hub.makeUser({ name: "Leaving.Now" });
      const made = await hub.makeClient({ consent: "first-party" });
      const browser = await signedInBrowser(hub, person);
      const elsewhere = await signedInBrowser(hub, person);
      const { body } = await codeFlow(hub, browser, made);
      const page = await browser.open(`${hub.url}${DATA}`);
      const done = await sendForm(browser, page, DELETE, { username: " leaving.now " });
      expect([done.status, new URL(done.url).pathname]).toEqual([200, "/account-deleted"]);
      expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
      expect(await isThere(person.id)).toBe(false);
      expect((await actionsOf(person.id)).at(-1)).toBe("user.deleted");
      expect(new URL((await elsewhere.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
      expect((await userinfo(hub, String(body.access_token))).status).toBe(401);
      const fresh = new BrowserClient(hub.url);
      const refused = await signInWith(fresh, await fresh.open(`${hub.url}/sign-in`), person);
      expect(refused.status).toBe(401);
    });

    test.each(["", "somebody", "leaving now"])("not by “%s”", async (username) => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const shown = await sendForm(browser, await browser.open(`${hub.url}${DATA}`), DELETE, { username });
      expect([shown.status, await isThere(person.id)]).toEqual([422, true]);
      expect(shown.html).toContain('id="username-error"');
    });

    test("not by the last administrator, nor by whoever proved themselves too long ago", async () => {
      const last = await hub.hub.db.query
        .selectFrom("users")
        .select("id")
        .where("is_admin", "=", 1)
        .executeTakeFirstOrThrow();
      const browser = await signedInBrowser(hub, {
        name: "the-administrator",
        password: "correct horse battery staple",
      });
      const page = await browser.open(`${hub.url}${DATA}`);
      const refused = await sendForm(browser, page, DELETE, { username: "the-administrator" });
      expect([refused.status, await isThere(last.id)]).toEqual([409, true]);
      expect(refused.html).toContain("You are the last administrator.");

      const person = await hub.makeUser();
      const late = await signedInBrowser(hub, person);
      const form = await late.open(`${hub.url}${DATA}`);
      hub.time.advance(901);
      const asked = await sendForm(late, form, DELETE, { username: person.name });
      expect([new URL(asked.url).pathname, await isThere(person.id)]).toEqual(["/sign-in", true]);
    });

    test("not where the organization does not allow it: the page offers nothing, and the form is refused", async () => {
      const person = await hub.makeUser();
      const browser = await signedInBrowser(hub, person);
      const page = await browser.open(`${hub.url}${DATA}`);
      const allow = (value: 0 | 1) =>
        hub.hub.db.write((tx) =>
          tx.query.updateTable("organizations").set({ allow_account_deletion: value }).execute(),
        );
      await allow(0);
      expect((await browser.open(`${hub.url}${DATA}`)).html).not.toContain(`action="${DELETE}"`);
      const refused = await sendForm(browser, page, DELETE, { username: person.name });
      expect([refused.status, await isThere(person.id)]).toEqual([403, true]);
      await allow(1);
    });

    test("applications that log out by a frame are loaded by the last page", async () => {
      const person = await hub.makeUser();
      const made = await hub.makeClient({
        consent: "first-party",
        frontchannelLogoutUri: "https://app.example.com/out",
      });
      const browser = await signedInBrowser(hub, person);
      await codeFlow(hub, browser, made);
      const page = await browser.open(`${hub.url}${DATA}`);
      const done = await sendForm(browser, page, DELETE, { username: person.name });
      expect(new URL(done.url).pathname).toBe("/account-deleted");
      expect(done.html).toContain('<iframe src="https://app.example.com/out"');
      expect(done.headers.get("content-security-policy")).toContain("frame-src https://app.example.com");
    });
  });
});
