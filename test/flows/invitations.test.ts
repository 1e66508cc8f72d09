/**
 * Invitations by mail: whoever has the letter chooses the password of the account that it is about, once, and has proven the
 * address with it. Nobody else gets in by one, and an application gives itself nobody's account.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addGroupMember } from "../../src/hub/groups/members.ts";
import { createGroup } from "../../src/hub/groups/store.ts";
import { linkIdentity } from "../../src/hub/identities/store.ts";
import { changePermissions } from "../../src/hub/permissions/client-permissions.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { createProvider } from "../../src/hub/providers/store.ts";
import { addRoleMember } from "../../src/hub/roles/members.ts";
import { createRole } from "../../src/hub/roles/store.ts";
import { github } from "../../src/providers/catalogue/index.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, signedInBrowser, signInWith, TOKEN } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { grown, rowsOf } from "./rows.ts";

const PASSWORD = "an entirely new passphrase";
const OCCASION = { address: "127.0.0.1", requestId: "test", userAgent: "" };
const NEWCOMER = { passwordHash: null, emailVerified: false };

eachDatabase((fresh) => {
  let server: MailServer;
  let hub: TestHub;
  let browser: BrowserClient;
  let admin: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    server = await startMailServer();
    hub = await startHub({
      ...(await fresh()),
      environment: { ALLDOOR_SMTP_URL: `smtp://127.0.0.1:${server.port}`, ALLDOOR_SMTP_FROM: "id@example.com" },
    });
    admin = await hub.makeUser({ isAdmin: true });
  });
  beforeEach(async () => {
    hub.time.advance(700);
    browser = await signedInBrowser(hub, admin);
  });
  afterAll(async () => {
    await hub.close();
    await server.close();
  });

  const userRow = (id: string) =>
    hub.hub.db.query.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const actionsOn = async (id: string) =>
    (
      await hub.hub.db.query.selectFrom("audit").select("action").where("subject_id", "=", id).orderBy("id").execute()
    ).map(({ action }) => action);

  /** Presses the button of the person's page. @returns the link in the letter */
  async function invite(id: string, address: string): Promise<string> {
    const page = await browser.open(`${hub.url}/admin/users/${id}`);
    const shown = await sendForm(browser, page, `/admin/users/${id}/invite`);
    expect(shown.url).toBe(`${hub.url}/admin/users/${id}?notice=user_invited`);
    await hub.mails.sendDue();
    const { text, subject } = server.latest(address);
    expect(subject).toBe("You are invited");
    return /^https?:\S+\/invitation\?link=\S+$/m.exec(text)?.[0] ?? "";
  }

  /** Opens the link and presses its button. @returns the page that asks for the password */
  const takeUp = async (by: BrowserClient, link: string) => sendForm(by, await by.open(link), "/invitation");
  const choose = async (by: BrowserClient, link: string) =>
    sendForm(by, await takeUp(by, link), "/invitation/password", { new_password: PASSWORD });

  test("the letter opens the account: a password is chosen, the address is proven, and its person signs in", async () => {
    const person = await hub.makeUser(NEWCOMER);
    const link = await invite(person.id, person.email ?? "");
    const theirs = new BrowserClient(hub.url);
    const before = await rowsOf(hub);
    const opened = await theirs.open(link);
    expect(opened.html).toContain(person.name);
    // A mail program that opens the link changes nothing.
    expect(grown(before, await rowsOf(hub))).toEqual({});
    const form = await takeUp(theirs, link);
    const short = await sendForm(theirs, form, "/invitation/password", { new_password: "short" });
    expect([short.status, short.html.includes('id="new_password-error"')]).toEqual([422, true]);
    const done = await sendForm(theirs, short, "/invitation/password", { new_password: PASSWORD });
    expect(done.url).toBe(`${hub.url}/sign-in?notice=password_changed`);
    expect((await userRow(person.id)).verified_email_key).toBe(person.email);
    const entered = await signInWith(theirs, done, { name: person.name, password: PASSWORD });
    expect(new URL(entered.url).pathname).toBe("/account");
    expect(await actionsOn(person.id)).toEqual(
      expect.arrayContaining(["user.invited", "user.email-verified", "user.password-changed"]),
    );
    expect((await new BrowserClient(hub.url).open(link)).status).toBe(401);
  });

  test("of eight browsers that send the form at once, one sets its password", async () => {
    const person = await hub.makeUser(NEWCOMER);
    const link = await invite(person.id, person.email ?? "");
    const theirs = new BrowserClient(hub.url);
    const form = await takeUp(theirs, link);
    const ends = await Promise.all(
      Array.from({ length: 8 }, () => sendForm(theirs, form, "/invitation/password", { new_password: PASSWORD })),
    );
    expect(ends.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await actionsOn(person.id)).filter((action) => action === "user.password-changed")).toHaveLength(1);
  });

  test("the browser that took it up last has it; its handle is worth nothing in any other", async () => {
    const person = await hub.makeUser(NEWCOMER);
    const link = await invite(person.id, person.email ?? "");
    const [first, second] = [new BrowserClient(hub.url), new BrowserClient(hub.url)];
    const early = await takeUp(first, link);
    const late = await takeUp(second, link);
    expect([early.status, late.status]).toEqual([200, 200]);
    expect((await sendForm(first, early, "/invitation/password", { new_password: PASSWORD })).status).toBe(401);
    expect((await first.open(late.url)).status).toBe(401);
    expect((await userRow(person.id)).password_hash).toBeNull();
    expect((await sendForm(second, late, "/invitation/password", { new_password: PASSWORD })).status).toBe(200);
  });

  test.each([
    ["three days later", async () => hub.time.advance(259_201)],
    ["after the address was changed", (id: string) => change(id, { email: "other@example.com" })],
    ["after the account was switched off", (id: string) => change(id, { disabled_at: 1 })],
    [
      "after another was sent",
      async (id: string, address: string) => {
        hub.time.advance(700);
        await invite(id, address);
      },
    ],
  ] satisfies readonly (readonly [string, (id: string, address: string) => Promise<unknown> | undefined])[])(
    "%s the link opens nothing",
    async (_name, meanwhile) => {
      const person = await hub.makeUser(NEWCOMER);
      const link = await invite(person.id, person.email ?? "");
      const [taken, untaken] = [new BrowserClient(hub.url), new BrowserClient(hub.url)];
      const form = await takeUp(taken, link);
      await meanwhile(person.id, person.email ?? "");
      const late = await sendForm(taken, form, "/invitation/password", { new_password: PASSWORD });
      // A form that stood open for three days is refused before anything else.
      expect([401, 403]).toContain(late.status);
      expect((await untaken.open(link)).status).toBe(401);
      expect((await userRow(person.id)).password_hash).toBeNull();
    },
  );

  const change = (id: string, values: { email?: string; disabled_at?: number }) =>
    hub.hub.db.write((tx) => tx.query.updateTable("users").set(values).where("id", "=", id).execute());

  test("what was there before the address was proven ends with the new password, every other way in too", async () => {
    const squatter = await hub.makeUser({ emailVerified: false });
    const signedIn = await signedInBrowser(hub, squatter);
    const { db } = hub.hub;
    const provider = await db.write((tx) =>
      createProvider(tx, hub.hub, github, {
        displayName: "GitHub",
        clientId: "x",
        settings: {},
        scope: null,
        allowSignUp: false,
        enabled: true,
      }),
    );
    await db.write(async (tx) => {
      const profile = { issuer: "https://github.com", sub: "squatter", email_verified: false, raw: {} };
      await linkIdentity(tx, hub.hub, squatter.id, provider.id, profile);
      await tx.query
        .insertInto("totp_secrets")
        .values({ user_id: squatter.id, sealed_secret: "x", last_step: 0, created_at: 0 })
        .execute();
      await tx.query
        .insertInto("passkeys")
        .values({
          id: "squat",
          user_id: squatter.id,
          credential_id: "squat",
          public_key: "x",
          counter: 0,
          transports: "[]",
          aaguid: "",
          synced: 0,
          name: "",
          created_at: 0,
          last_used_at: null,
        })
        .execute();
    });
    await choose(new BrowserClient(hub.url), await invite(squatter.id, squatter.email ?? ""));
    expect(new URL((await signedIn.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
    const again = await signInWith(signedIn, await signedIn.open(`${hub.url}/sign-in`), squatter);
    expect(new URL(again.url).pathname).toBe("/sign-in");
    for (const table of ["identities", "totp_secrets", "passkeys"] as const) {
      const left = await db.query.selectFrom(table).select("user_id").where("user_id", "=", squatter.id).execute();
      expect([table, left]).toEqual([table, []]);
    }
  });

  test("whoever has proven the address keeps what they signed in with", async () => {
    const person = await hub.makeUser();
    const { db } = hub.hub;
    await db.write((tx) =>
      tx.query
        .insertInto("totp_secrets")
        .values({ user_id: person.id, sealed_secret: "x", last_step: 0, created_at: 0 })
        .execute(),
    );
    await choose(new BrowserClient(hub.url), await invite(person.id, person.email ?? ""));
    expect(
      await db.query.selectFrom("totp_secrets").select("user_id").where("user_id", "=", person.id).execute(),
    ).toHaveLength(1);
  });

  test("an address that somebody else has proven meanwhile stays theirs", async () => {
    const person = await hub.makeUser(NEWCOMER);
    const link = await invite(person.id, person.email ?? "");
    const theirs = new BrowserClient(hub.url);
    const form = await takeUp(theirs, link);
    await hub.makeUser({ email: person.email });
    const done = await sendForm(theirs, form, "/invitation/password", { new_password: PASSWORD });
    expect(done.status).toBe(409);
    expect(await userRow(person.id)).toMatchObject({ password_hash: null, verified_email_key: null });
  });

  test("the same person is sent one letter in ten minutes, and an administrator with a typed address none", async () => {
    const person = await hub.makeUser(NEWCOMER);
    await invite(person.id, person.email ?? "");
    const page = await browser.open(`${hub.url}/admin/users/${person.id}`);
    const soon = await sendForm(browser, page, `/admin/users/${person.id}/invite`);
    expect(soon.url).toContain("error=too_many_attempts");
    const other = await hub.makeUser({ isAdmin: true, emailVerified: false });
    expect((await browser.open(`${hub.url}/admin/users/${other.id}`)).html).not.toContain(`/users/${other.id}/invite`);
    const token = await hub.hub.db.write((tx) =>
      createPersonalToken(tx, hub.hub, admin, { name: "x", scopes: ["alldoor:users:write"], days: 30 }, OCCASION),
    );
    expect((await call(other.id, token)).status).toBe(403);
  });

  const call = (id: string, token: string) =>
    fetch(`${hub.url}/api/v1/users/${id}/invitation`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });

  test("an application invites whom nothing opens yet or whose address is proven, and nobody whose address it could have set", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    await hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, made.client, ["alldoor:users:write"]));
    const form = { grant_type: "client_credentials", scope: "alldoor:users:write" };
    const token = String((await post(hub, TOKEN, form, basic(made))).body.access_token);
    const fresh = await hub.makeUser(NEWCOMER);
    const proven = await hub.makeUser();
    const known = await hub.makeUser({ emailVerified: false });
    const statuses = [];
    for (const { id } of [fresh, proven, known, admin]) statuses.push((await call(id, token)).status);
    expect(statuses).toEqual([204, 204, 403, 403]);

    const keyed = await hub.makeUser(NEWCOMER);
    await hub.hub.db.write((tx) =>
      tx.query
        .insertInto("passkeys")
        .values({
          ...{ id: "p", user_id: keyed.id, credential_id: "c", public_key: "k", counter: 0, transports: "[]" },
          ...{ aaguid: "", synced: 0, name: "Key", created_at: 1, last_used_at: null },
        })
        .execute(),
    );
    expect((await call(keyed.id, token)).status).toBe(403);
  });

  test("an application lets itself into no account that waits with a role or in a group, unless it may give those", async () => {
    const scopes = ["alldoor:users:write", "alldoor:roles:write"] as const;
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    await hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, made.client, scopes));
    const tokenOf = async (scope: string) =>
      String((await post(hub, TOKEN, { grant_type: "client_credentials", scope }, basic(made))).body.access_token);
    const [alone, both] = [await tokenOf(scopes[0]), await tokenOf(scopes.join(" "))];
    const wish = { name: "treasurer", displayName: "Treasurer", description: "" };
    for (const give of [
      async (id: string, organizationId: string) =>
        hub.hub.db.write(async (tx) => {
          const role = await createRole(tx, hub.hub, {}, organizationId, null, wish);
          await addRoleMember(tx, hub.hub, {}, role.id, id);
        }),
      async (id: string, organizationId: string) =>
        hub.hub.db.write(async (tx) => {
          const group = await createGroup(tx, hub.hub, {}, organizationId, { ...wish, parentId: null });
          await addGroupMember(tx, hub.hub, {}, group.id, id);
        }),
    ]) {
      const waiting = await hub.makeUser(NEWCOMER);
      await give(waiting.id, waiting.organizationId);
      expect((await call(waiting.id, alone)).status).toBe(403);
      expect((await call(waiting.id, both)).status).toBe(204);
    }
  });

  test("people from a file are invited where that is wished for: who is new, with an address and no password", async () => {
    const lines = ["username,email,enabled", "inv-a,inv-a@example.com,", "inv-b,,", "inv-c,inv-c@example.com,false"];
    const csv = lines.join("\n");
    const path = "/admin/users/import";
    const send = async (fields: Readonly<Record<string, string>>) => {
      const { html } = await browser.open(`${hub.url}${path}`);
      const body = new FormData();
      body.set("csrf", /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "");
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      const form = new Response(body);
      return browser.open(`${hub.url}${path}`, {
        method: "POST",
        body: await form.text(),
        headers: { "content-type": form.headers.get("content-type") ?? "", origin: hub.url },
      });
    };
    expect((await send({ csv })).html).toContain('name="invite"');
    expect((await send({ csv, sure: "true", invite: "true" })).url).toContain("notice=people_imported");
    await hub.mails.sendDue();
    const invited = server.received.filter(({ to }) => to.some((each) => each.startsWith("inv-")));
    expect(invited.map(({ to }) => to)).toEqual([["inv-a@example.com"]]);
  });
});
