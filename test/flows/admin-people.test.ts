/** The console's people, over HTTP: finding them, switching them off and on, and who may administer. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BrowserClient, Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, refresh, signedInBrowser, userinfo } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";

const LIST = "/admin/users";

eachDatabase((fresh) => {
  type Person = Awaited<ReturnType<TestHub["makeUser"]>>;
  let hub: TestHub;
  let admin: Person;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    admin = await hub.makeUser({ name: "zz-admin", isAdmin: true });
    browser = await signedInBrowser(hub, admin);
  });
  afterAll(() => hub.close());

  const open = (path: string, by = browser) => by.open(`${hub.url}${path}`);
  const rowOf = (id: string) =>
    hub.hub.db.query.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const eventsOf = async (id: string) => {
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .selectAll()
      .where("subject_id", "=", id)
      .orderBy("id")
      .execute();
    return rows.filter(({ actor_id }) => actor_id !== id).map(({ action }) => action);
  };

  /** Sends one of the forms that only carry the token, as the page of somebody would have it. */
  async function act(person: Pick<Person, "id">, what: string, by = browser, from?: Shown) {
    const page = from ?? (await open(LIST, by));
    const action = `${LIST}/${person.id}/${what}`;
    return sendForm(by, { ...page, html: page.html.replace('action="/sign-out"', `action="${action}"`) }, action);
  }

  describe("finding", () => {
    const names = (html: string): string[] =>
      [...html.matchAll(/href="\/admin\/users\/[\w-]+"><bdi>([^<]+)</g)].map(([, name = ""]) => name);

    test("by the beginning of any word of the username, the name or the address, whatever its case; signs mean themselves", async () => {
      await hub.makeUser({ name: "lilei", displayName: "李雷", email: "Li.Lei@Example.NET", emailVerified: false });
      await hub.makeUser({ name: "percent", displayName: "100% Anna_B!", email: null });
      const found = async (q: string) => names((await open(`${LIST}?q=${encodeURIComponent(q)}`)).html);
      expect(await found("LILE")).toEqual(["李雷"]);
      expect(await found("雷")).toEqual(["李雷"]);
      expect(await found("lei@example.net")).toEqual(["李雷"]);
      expect(await found("anna_b!")).toEqual(["100% Anna_B!"]);
      expect(await found("100% a")).toEqual(["100% Anna_B!"]);
      expect(await found("10")).toEqual(["100% Anna_B!"]);
      expect(await found("%")).toEqual([]);
      expect(await found("example.net")).toEqual(["李雷"]);
      expect(await found("ilei")).toEqual([]);
      expect(await found("l_lei")).toEqual([]);
      expect(await found("' or 1=1 --")).toEqual([]);
      expect(await found("x".repeat(5000))).toEqual([]);
    });

    test("a page at a time, forwards and back, each person once", async () => {
      for (let index = 0; index < 55; index += 1) {
        await hub.makeUser({
          name: `many-${String(index).padStart(3, "0")}`,
          displayName: `Many ${index}`,
          passwordHash: null,
        });
      }
      const linkOf = (html: string, cursor: string) =>
        new RegExp(`href="(${LIST}\\?q=many-&amp;${cursor}=[^"]+)"`).exec(html)?.[1]?.replaceAll("&amp;", "&");
      const first = await open(`${LIST}?q=many-`);
      expect(linkOf(first.html, "before")).toBeUndefined();
      const second = await open(linkOf(first.html, "after") ?? "");
      expect(linkOf(second.html, "after")).toBeUndefined();
      expect([...names(first.html), ...names(second.html)]).toEqual(
        Array.from({ length: 55 }, (_, index) => `Many ${index}`),
      );
      const back = await open(linkOf(second.html, "before") ?? "");
      expect(names(back.html)).toEqual(names(first.html));
      expect(linkOf(back.html, "before")).toBeUndefined();
      expect(names((await open(`${LIST}?q=many-&after=nobody`)).html)).toEqual(names(first.html));
    });
  });

  test("a person's page says how they come in, and nothing of a password", async () => {
    const person = await hub.makeUser();
    await signedInBrowser(hub, person);
    const page = await open(`${LIST}/${person.id}`);
    expect(page.html).toContain(person.id);
    expect(page.html).toContain("127.0.0.1");
    expect(page.html).not.toContain("argon2");
    expect((await open(`${LIST}/nobody`)).status).toBe(404);
  });

  test("switching off signs out everywhere and stops every token; switching on brings back nothing but sign-in", async () => {
    const person = await hub.makeUser();
    const made = await hub.makeClient({ consent: "first-party" });
    const theirs = await signedInBrowser(hub, person);
    const { body } = await codeFlow(hub, theirs, made, { scope: "openid offline_access" });
    const shown = await sendForm(browser, await open(`${LIST}/${person.id}`), `${LIST}/${person.id}/disable`);
    expect(shown.html).toContain("The account is switched off");
    const out = async () => new URL((await open("/account", theirs)).url).pathname;
    expect(await out()).toBe("/sign-in");
    expect((await userinfo(hub, String(body.access_token))).status).toBe(401);
    const signIn = await theirs.submit(await open("/sign-in", theirs), {
      username: person.name,
      password: person.password,
    });
    expect(signIn.status).toBe(403);
    await sendForm(browser, await open(`${LIST}/${person.id}`), `${LIST}/${person.id}/enable`);
    expect(await out()).toBe("/sign-in");
    expect((await userinfo(hub, String(body.access_token))).status).toBe(401);
    expect((await refresh(hub, made, String(body.refresh_token))).body.error).toBe("invalid_grant");
    const again = await theirs.submit(await open("/sign-in", theirs), {
      username: person.name,
      password: person.password,
    });
    expect(new URL(again.url).pathname).toBe("/account");
    expect(await eventsOf(person.id)).toEqual(["user.disabled", "user.sign-in-failed", "user.enabled"]);
  });

  test("a session that slipped in while the account was being switched off is dead when it is switched on", async () => {
    const person = await hub.makeUser();
    const theirs = await signedInBrowser(hub, person);
    await act(person, "disable");
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("sessions").set({ ended_at: null }).where("user_id", "=", person.id).execute(),
    );
    await act(person, "enable");
    expect(new URL((await open("/account", theirs)).url).pathname).toBe("/sign-in");
  });

  test("twice is once: a form sent again changes nothing and is not written down again", async () => {
    const person = await hub.makeUser();
    await act(person, "disable");
    const { disabled_at } = await rowOf(person.id);
    hub.time.advance(5);
    await act(person, "disable");
    expect((await rowOf(person.id)).disabled_at).toBe(disabled_at);
    expect(await eventsOf(person.id)).toEqual(["user.disabled"]);
  });

  test("ending somebody's sessions leaves the account, and what applications hold on their own", async () => {
    const person = await hub.makeUser();
    const made = await hub.makeClient({ consent: "first-party" });
    const theirs = await signedInBrowser(hub, person);
    const { body } = await codeFlow(hub, theirs, made, { scope: "openid offline_access" });
    await act(person, "end-sessions");
    expect(new URL((await open("/account", theirs)).url).pathname).toBe("/sign-in");
    expect((await refresh(hub, made, String(body.refresh_token))).status).toBe(200);
    expect(await eventsOf(person.id)).toEqual(["session.ended"]);
  });

  describe("administrators", () => {
    test("the right is given and taken, and works with the next request", async () => {
      const person = await hub.makeUser();
      const theirs = await signedInBrowser(hub, person);
      expect((await open("/admin", theirs)).status).toBe(403);
      expect((await act(person, "make-administrator")).html).toContain("This person is an administrator now.");
      expect((await open("/admin", theirs)).status).toBe(200);
      expect((await act(person, "remove-administrator")).html).toContain("This person is no longer an administrator.");
      expect((await open("/admin", theirs)).status).toBe(403);
      expect(await eventsOf(person.id)).toEqual(["user.admin-changed", "user.admin-changed"]);
    });

    test.each(["disable", "remove-administrator", "make-administrator", "enable"])(
      "nobody does it to themselves: %s",
      async (what) => {
        const other = await hub.makeUser({ isAdmin: true });
        const before = await rowOf(admin.id);
        const shown = await act(admin, what);
        expect(shown.html).toContain("These are your own rights.");
        expect(await rowOf(admin.id)).toEqual(before);
        await act(other, "remove-administrator");
      },
    );

    const administrators = async (): Promise<string[]> => {
      const rows = await hub.hub.db.query
        .selectFrom("users")
        .select("id")
        .where("is_admin", "=", 1)
        .where("disabled_at", "is", null)
        .execute();
      return rows.map(({ id }) => id);
    };
    const setAdmin = (ids: readonly string[], is_admin: 0 | 1) =>
      hub.hub.db.write((tx) => tx.query.updateTable("users").set({ is_admin }).where("id", "in", ids).execute());

    test.each([
      ["disable", "alone"],
      ["remove-administrator", "alone"],
      ["disable", "with a third"],
      ["remove-administrator", "with a third"],
    ])("two who do it to each other at once: one of them stays (%s, %s)", async (what, company) => {
      const pair = [await hub.makeUser({ isAdmin: true }), await hub.makeUser({ isAdmin: true })] as const;
      const browsers = [await signedInBrowser(hub, pair[0]), await signedInBrowser(hub, pair[1])] as const;
      // Nobody else, whatever the tests before this one have left.
      await setAdmin(
        (await administrators()).filter((id) => id !== pair[0].id && id !== pair[1].id),
        0,
      );
      if (company === "with a third") await setAdmin([admin.id], 1);
      const before = await administrators();
      // Both stand before the page while both are still let in.
      const pages = [await open(LIST, browsers[0]), await open(LIST, browsers[1])] as const;
      await Promise.all([act(pair[1], what, browsers[0], pages[0]), act(pair[0], what, browsers[1], pages[1])]);
      const after = await administrators();
      await setAdmin(
        pair.map(({ id }) => id),
        0,
      );
      await setAdmin([admin.id], 1);
      expect(before).toHaveLength(company === "alone" ? 2 : 3);
      expect(after).toHaveLength(before.length - 1);
    });
  });
});
