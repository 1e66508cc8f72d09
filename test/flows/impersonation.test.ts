/**
 * An administrator looks at somebody's account: where the organization allows it, for fifteen minutes, at the pages of the account
 * alone; every form, every fresh proof, every application and the console are out of reach, and the person is told.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHubApp } from "../../src/hub/app.ts";
import { createOrganization } from "../../src/hub/organizations/change.ts";
import { beginImpersonation, findImpersonated } from "../../src/hub/sessions/impersonation.ts";
import { listSessions } from "../../src/hub/sessions/store.ts";
import { findUser } from "../../src/hub/users/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signedInBrowser } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";
import { makeSession } from "./code-maker.ts";

const FORM = "application/x-www-form-urlencoded";

eachDatabase((fresh) => {
  type Person = Awaited<ReturnType<TestHub["makeUser"]>>;
  let hub: TestHub;
  let admin: Person;
  let person: Person;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    admin = await hub.makeUser({ name: "zz-admin", displayName: "Zed", isAdmin: true });
    person = await hub.makeUser({
      name: "looked-at",
      displayName: "Lin",
      email: "lin@example.com",
      emailVerified: true,
    });
  });
  afterAll(() => hub.close());

  const allow = (allow_impersonation: 0 | 1) =>
    hub.hub.db.write((tx) => tx.query.updateTable("organizations").set({ allow_impersonation }).execute());
  const open = (browser: BrowserClient, path: string) => browser.open(`${hub.url}${path}`);
  const pathOf = async (browser: BrowserClient, path: string) => new URL((await open(browser, path)).url).pathname;
  /** Sends the form, also where the page does not offer it. */
  async function look(browser: BrowserClient, id: string) {
    const page = await open(browser, "/admin/users");
    const action = `/admin/users/${id}/impersonate`;
    return sendForm(browser, { ...page, html: page.html.replace('action="/sign-out"', `action="${action}"`) }, action);
  }
  async function looking(): Promise<BrowserClient> {
    await allow(1);
    const browser = await signedInBrowser(hub, admin);
    const { html, url } = await look(browser, person.id);
    expect([new URL(url).pathname, html.includes("is looking at the account of")]).toEqual(["/account", true]);
    return browser;
  }
  const events = async () =>
    (
      await hub.hub.db.query
        .selectFrom("audit")
        .selectAll()
        .where("action", "like", "user.impersonat%")
        .orderBy("id")
        .execute()
    ).map(({ action, actor_id, subject_id }) => [action, actor_id, subject_id]);

  test("nobody looks unless the organization allows it, and nobody at an administrator, at themselves or at an account that is off", async () => {
    await allow(0);
    const browser = await signedInBrowser(hub, admin);
    expect((await open(browser, `/admin/users/${person.id}`)).html).not.toContain("/impersonate");
    expect((await look(browser, person.id)).status).toBe(403);
    await allow(1);
    const other = await hub.makeUser({ isAdmin: true });
    const off = await hub.makeUser();
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ disabled_at: 1 }).where("id", "=", off.id).execute(),
    );
    for (const { id } of [other, admin, off]) expect([id, (await look(browser, id)).status]).toEqual([id, 403]);
    expect((await look(browser, "nobody")).status).toBe(404);
    expect(await events()).toEqual([]);
    expect(await pathOf(browser, "/admin")).toBe("/admin");
  });

  test("whoever looks sees the account with a banner on every page, is written down, and the person is told by mail", async () => {
    const before = (await events()).length;
    const browser = await looking();
    for (const path of ["/account", "/account/identities", "/account/sessions", "/account/applications"]) {
      const { html } = await open(browser, path);
      expect([path, html.includes("is looking at the account of"), html.includes("Lin")]).toEqual([path, true, true]);
    }
    expect((await events()).slice(before)).toEqual([["user.impersonated", admin.id, person.id]]);
    const mails = await hub.hub.db.query
      .selectFrom("mails")
      .select(["kind", "address"])
      .where("kind", "=", "looked-at")
      .execute();
    expect(mails.at(-1)).toEqual({ kind: "looked-at", address: "lin@example.com" });
  });

  test("the person sees that somebody looks, and not from where", async () => {
    await looking();
    const set = { address: "203.0.113.77", user_agent: "Administrator/1.0 (Secret OS)" };
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("sessions").set(set).where("impersonator_id", "=", admin.id).execute(),
    );
    const theirs = await signedInBrowser(hub, person);
    const page = await open(theirs, "/account/sessions");
    const file = await sendForm(theirs, await open(theirs, "/account/data"), "/account/data/download");
    for (const text of [page.html, file.html]) expect(text).not.toMatch(/203\.0\.113\.77|Secret OS/);
    expect(page.html).toContain("An administrator, looking");
    expect(file.html).toContain('"impersonation"');
  });

  test("no form of any page, no fresh proof and no page of the console is theirs", async () => {
    const browser = await looking();
    const { html } = await open(browser, "/account");
    const [, csrf = ""] = /name="csrf" value="([^"]+)"/.exec(html) ?? [];
    const wrong: string[] = [];
    for (const route of createHubApp(hub.hub).routes) {
      if (route.kind !== "page" || route.path === "/impersonation/stop") continue;
      const isForm = route.method === "POST";
      if (!isForm && route.recent !== true && route.access !== "administrator") continue;
      const upload = route.upload !== undefined;
      const form = new FormData();
      form.set("csrf", csrf);
      const sent = new Response(upload ? form : new URLSearchParams({ csrf }));
      const response = await browser.request(
        `${hub.url}${route.path.replace(":slug", "github").replace(/:\w+/g, "x")}`,
        {
          method: route.method,
          ...(isForm
            ? {
                body: await sent.clone().text(),
                headers: { "content-type": upload ? (sent.headers.get("content-type") ?? "") : FORM, origin: hub.url },
              }
            : {}),
        },
      );
      const text = await response.text();
      // A file is not even read.
      const isRefused = upload ? response.status === 303 : response.status === 403 && text.includes("looking_only");
      if (!isRefused) wrong.push(`${route.method} ${route.path}: ${response.status}`);
    }
    expect(wrong).toEqual([]);
    expect(await pathOf(browser, "/account")).toBe("/account");
  });

  test("no application gets anything: neither with a consent of the person's nor without asking", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    await codeFlow(hub, await signedInBrowser(hub, person), made, { scope: "openid" });
    const count = async () => (await hub.hub.db.query.selectFrom("codes").select("id").execute()).length;
    const before = await count();
    const browser = await looking();
    const query = new URLSearchParams({
      client_id: made.client.clientId,
      redirect_uri: made.client.redirectUris[0] ?? "",
      response_type: "code",
      scope: "openid",
      code_challenge: "a".repeat(43),
      code_challenge_method: "S256",
    });
    expect(await pathOf(browser, `/login/oauth/authorize?${query}`)).toBe("/sign-in");
    expect(await count()).toBe(before);
    const account = await browser.request(`${hub.url}/api/get-account`);
    expect(await account.text()).not.toContain(person.id);
  });

  test("it ends by itself, with the administrator's right, with the organization's wish, and with the person's own sessions", async () => {
    const late = await looking();
    hub.time.advance(901);
    expect(await pathOf(late, "/account")).toBe("/sign-in");
    const demoted = await looking();
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ is_admin: 0 }).where("id", "=", admin.id).execute(),
    );
    expect(await pathOf(demoted, "/account")).toBe("/sign-in");
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ is_admin: 1 }).where("id", "=", admin.id).execute(),
    );
    await allow(0);
    expect(await pathOf(demoted, "/account")).toBe("/sign-in");
    const ended = await looking();
    const theirs = await signedInBrowser(hub, person);
    const page = await open(theirs, "/account/sessions");
    const [, others = ""] = /action="([^"]+others[^"]*)"/.exec(page.html) ?? [];
    await sendForm(theirs, page, others);
    expect(await pathOf(ended, "/account")).toBe("/sign-in");
    expect(await pathOf(theirs, "/account")).toBe("/account");
  });

  test("it ends with the administrator's other sessions, where they end those from another browser", async () => {
    const looks = await looking();
    const another = await looking();
    const other = await signedInBrowser(hub, admin);
    await sendForm(other, await open(other, "/account/sessions"), "/account/sessions/end-others");
    for (const browser of [looks, another]) expect(await pathOf(browser, "/account")).toBe("/sign-in");
    expect(await pathOf(other, "/admin")).toBe("/admin");
  });

  test("it ends with the administrator's organization, where that is another one and is switched off", async () => {
    const { db, clock, ids } = hub.hub;
    const elsewhere = await db.write((tx) => createOrganization(tx, { clock, ids }, {}, "elsewhere", {}));
    const away = await hub.makeUser({ isAdmin: true });
    await db.write((tx) =>
      tx.query.updateTable("users").set({ organization_id: elsewhere.id }).where("id", "=", away.id).execute(),
    );
    await allow(1);
    const sessionId = await makeSession(hub, away);
    const session = (await listSessions(db, clock, away.id)).find(({ id }) => id === sessionId);
    const user = await findUser(db, away.id);
    if (!session || !user) throw new Error("no session");
    const occasion = { address: "127.0.0.1", requestId: "r", userAgent: "" };
    const value = await db.write((tx) =>
      beginImpersonation(tx, { clock, ids }, { session, user }, person.id, occasion),
    );
    expect((await findImpersonated({ db, clock }, value))?.administrator.id).toBe(away.id);
    await db.write((tx) =>
      tx.query.updateTable("organizations").set({ disabled_at: 1 }).where("id", "=", elsewhere.id).execute(),
    );
    expect(await findImpersonated({ db, clock }, value)).toBeNull();
  });

  test("stopping signs out; the administrator's own session was ended when it began, and is not given back", async () => {
    await allow(1);
    const browser = await signedInBrowser(hub, admin);
    const living = async () =>
      (
        await hub.hub.db.query
          .selectFrom("sessions")
          .select("id")
          .where("user_id", "=", admin.id)
          .where("ended_at", "is", null)
          .execute()
      ).length;
    const before = await living();
    await look(browser, person.id);
    expect(await living()).toBe(before - 1);
    const count = (await events()).length;
    const stopped = await sendForm(browser, await open(browser, "/account"), "/impersonation/stop");
    expect(new URL(stopped.url).pathname).toBe("/sign-in");
    expect((await events()).slice(count)).toEqual([["user.impersonation-ended", admin.id, person.id]]);
    expect(await pathOf(browser, "/account")).toBe("/sign-in");
    expect(await pathOf(browser, "/admin")).toBe("/sign-in");
  });

  test("who signs in with their own proof in such a browser is signed in, and no banner stays", async () => {
    const browser = await looking();
    const signIn = await open(browser, "/sign-in");
    expect(signIn.html).toContain("is looking at the account of");
    const stopped = await sendForm(browser, signIn, "/impersonation/stop");
    const shown = await browser.submit(stopped, { username: person.name, password: person.password });
    expect(new URL(shown.url).pathname).not.toBe("/sign-in");
    const { html } = await open(browser, "/account");
    expect(html).not.toContain("is looking at the account of");
  });
});
