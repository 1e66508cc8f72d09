/** Accounts that an administrator makes and changes in the console: who they are, and that an address stays to be proven. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser, signInWith } from "../ground/oauth-client.ts";
import { type Change, sendForm } from "./bent-form.ts";
import { grown, rowsOf } from "./rows.ts";

const LIST = "/admin/users";
const PASSWORD = "harbour lights at dusk 47";

eachDatabase((fresh) => {
  let hub: TestHub;
  let admin: Awaited<ReturnType<TestHub["makeUser"]>>;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    admin = await hub.makeUser({ isAdmin: true });
    browser = await signedInBrowser(hub, admin);
  });
  afterAll(() => hub.close());

  const open = (path: string) => browser.open(`${hub.url}${path}`);
  const add = async (values: Change) => sendForm(browser, await open(`${LIST}/new`), LIST, values);
  const edit = async (id: string, values: Change) =>
    sendForm(browser, await open(`${LIST}/${id}/edit`), `${LIST}/${id}/edit`, values);
  const rowOf = (name: string) =>
    hub.hub.db.query.selectFrom("users").selectAll().where("name", "=", name).executeTakeFirst();
  const eventsOf = (id: string) =>
    hub.hub.db.query
      .selectFrom("audit")
      .select(["action", "actor_id", "detail"])
      .where("subject_id", "=", id)
      .orderBy("id")
      .execute();

  test("a person that is added signs in with the password; the address is kept and stays to be proven", async () => {
    expect((await open(LIST)).html).toContain(`href="${LIST}/new"`);
    const shown = await add({
      username: " Wen ",
      display_name: "Wen  Li",
      email: "Wen@Example.net",
      password: PASSWORD,
    });
    const row = await rowOf("Wen");
    expect(shown.url).toBe(`${hub.url}${LIST}/${row?.id}?notice=account_added`);
    expect(shown.html).toContain("The account has been added.");
    expect(row).toMatchObject({
      display_name: "Wen Li",
      email: "Wen@Example.net",
      verified_email_key: null,
      is_admin: 0,
      disabled_at: null,
    });
    const theirs = new BrowserClient(hub.url);
    const signedIn = await signInWith(theirs, await theirs.open(`${hub.url}/sign-in`), {
      name: "wen",
      password: PASSWORD,
    });
    expect(new URL(signedIn.url).pathname).toBe("/account");
    const [event] = await eventsOf(row?.id ?? "");
    expect(event).toMatchObject({ action: "user.created", actor_id: admin.id });
    expect(JSON.stringify([event, row]) + shown.html).not.toContain(PASSWORD);
  });

  test.each([
    ["no username", { username: " " }, "username", 422],
    ["a username with a space", { username: "two words" }, "username", 422],
    ["no address", { email: "bo@" }, "email", 422],
    ["a short password", { password: "short" }, "password", 422],
    ["no password", { password: "" }, "password", 422],
    ["the username as a password", { username: "bo-lindqvist", password: "bo-lindqvist" }, "password", 422],
  ] satisfies readonly (readonly [string, Change, string, number])[])(
    "%s: the form comes back without the password, and nothing is stored",
    async (_name, bad, field, status) => {
      const before = await rowsOf(hub);
      const shown = await add({ username: "bo", display_name: "Kept Name", email: "", password: PASSWORD, ...bad });
      expect(shown.status).toBe(status);
      expect(shown.html).toContain(`id="${field}-error"`);
      expect(shown.html).toContain('value="Kept Name"');
      expect(shown.html).not.toContain(PASSWORD);
      expect(grown(before, await rowsOf(hub))).toEqual({});
    },
  );

  test("a username that is taken is refused, however it is written", async () => {
    const person = await hub.makeUser();
    const shown = await add({ username: person.name.toUpperCase(), display_name: "", email: "", password: PASSWORD });
    expect(shown.status).toBe(409);
    expect(shown.html).toContain('id="username-error"');
  });

  test("no field makes an administrator, and none says that an address is proven", async () => {
    const extra = { is_admin: "1", isAdmin: "true", administrator: "true", email_verified: "true" };
    await add({ username: "plain", display_name: "", email: "plain@example.net", password: PASSWORD, ...extra });
    expect(await rowOf("plain")).toMatchObject({ is_admin: 0, verified_email_key: null, display_name: "plain" });
  });

  test("name and address are changed; another address is unproven, the same one stays as it was", async () => {
    const person = await hub.makeUser({ email: "old@example.net", emailVerified: true });
    const renamed = await edit(person.id, { display_name: "Renamed" });
    expect(renamed.html).toContain("The changes have been saved.");
    expect(await rowOf(person.name)).toMatchObject({
      display_name: "Renamed",
      verified_email_key: "old@example.net",
    });
    await edit(person.id, { email: "new@example.net" });
    expect(await rowOf(person.name)).toMatchObject({ email: "new@example.net", verified_email_key: null });
    await edit(person.id, { email: "" });
    expect((await rowOf(person.name))?.email).toBeNull();
    await edit(person.id, {});
    const changes = (await eventsOf(person.id)).filter(({ action }) => action === "user.updated");
    expect(changes.map(({ detail }) => (JSON.parse(detail) as { readonly changed: string }).changed)).toEqual([
      "display_name",
      "email",
      "email",
    ]);
    expect(changes.every(({ actor_id }) => actor_id === admin.id)).toBe(true);
  });

  test("what is wrong is said beside the field, and nothing changes", async () => {
    const person = await hub.makeUser();
    const before = await rowOf(person.name);
    const shown = await edit(person.id, { display_name: "\u200b ", email: "a@b@c" });
    expect(shown.status).toBe(422);
    expect(shown.html).toContain('id="display_name-error"');
    expect(shown.html).toContain('id="email-error"');
    expect(await rowOf(person.name)).toEqual(before);
    expect((await open(`${LIST}/nobody/edit`)).status).toBe(404);
  });

  test("the address of another administrator is theirs to change, their name is not", async () => {
    const other = await hub.makeUser({ isAdmin: true, email: "other@example.net", emailVerified: true });
    expect((await open(`${LIST}/${other.id}/edit`)).html).toMatch(/<input [^>]*name="email"[^>]*readonly/);
    expect((await edit(other.id, { email: "mine@example.net" })).status).toBe(403);
    expect(await rowOf(other.name)).toMatchObject({
      email: "other@example.net",
      verified_email_key: "other@example.net",
    });
    await edit(other.id, { display_name: "Other" });
    expect(await rowOf(other.name)).toMatchObject({ display_name: "Other", verified_email_key: "other@example.net" });
  });
});
