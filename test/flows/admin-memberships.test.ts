/** Groups and roles in the console and by the API, over HTTP: made, filled, paged, required, and removed; what each leaves in the log. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addGroupMember } from "../../src/hub/groups/members.ts";
import { createGroup } from "../../src/hub/groups/store.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { type Change, sendForm } from "./bent-form.ts";

type Json = Record<string, unknown>;
const OCCASION = { address: "127.0.0.1", requestId: "test", userAgent: "" };

eachDatabase((fresh) => {
  type Person = Awaited<ReturnType<TestHub["makeUser"]>>;
  let hub: TestHub;
  let admin: Person;
  let browser: BrowserClient;
  let token: string;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    admin = await hub.makeUser({ isAdmin: true });
    browser = await signedInBrowser(hub, admin);
    token = await hub.hub.db.write((tx) =>
      createPersonalToken(
        tx,
        hub.hub,
        admin,
        { name: "x", scopes: ["alldoor:roles:read", "alldoor:roles:write"], days: 30 },
        OCCASION,
      ),
    );
  });
  afterAll(() => hub.close());

  const open = (path: string) => browser.open(`${hub.url}${path}`);
  const send = async (page: string, action: string, values: Change = {}) =>
    sendForm(browser, await open(page), action, values);
  const make = async (kind: "groups" | "roles", values: Change) => {
    const shown = await send(`/admin/${kind}/new`, `/admin/${kind}`, values);
    return { ...shown, path: new URL(shown.url).pathname };
  };
  const eventsOf = async (action: string) =>
    (
      await hub.hub.db.query
        .selectFrom("audit")
        .select(["subject_kind", "subject_id", "actor_id", "detail"])
        .where("action", "=", action)
        .orderBy("id")
        .execute()
    ).map((row) => ({ ...row, detail: JSON.parse(row.detail) as Json }));

  describe("the console", () => {
    test("a group: made, filled by username or proven address, moved, and removed", async () => {
      const person = await hub.makeUser({ displayName: "Wen <b>" });
      const staff = await make("groups", { name: "staff", display_name: "  Everybody ", description: "All of us" });
      expect(staff.html).toContain("The group has been created.");
      expect(staff.html).toContain("Everybody");
      const added = await send(staff.path, `${staff.path}/members`, { user: person.email ?? "" });
      expect(added.html).toContain("They are in it now.");
      expect(added.html).toContain("Wen &lt;b&gt;");
      const again = await send(staff.path, `${staff.path}/members`, { user: person.name.toUpperCase() });
      expect(again.status).toBe(200);
      expect(await eventsOf("group.member-added")).toEqual([
        {
          subject_kind: "user",
          subject_id: person.id,
          actor_id: admin.id,
          detail: { group: "staff", group_id: staff.path.split("/").at(-1) },
        },
      ]);
      expect((await send(staff.path, `${staff.path}/members`, { user: "nobody-here" })).html).toContain(
        "Nobody here has that username",
      );
      expect((await open(`${staff.path}?q=${person.name}`)).html).toContain("Wen &lt;b&gt;");
      expect((await open(`${staff.path}?q=${admin.name}`)).html).toContain("Not in it");
      expect((await open(`/admin/users/${person.id}`)).html).toContain(`href="${staff.path}"`);

      const pilots = await make("groups", { name: "pilots", parent: "STAFF" });
      expect((await open(staff.path)).html).toContain(`href="${pilots.path}"`);
      const circle = await send(staff.path, staff.path, { parent: "pilots" });
      expect([circle.status, circle.html.includes("Choose one of the values shown.")]).toEqual([422, true]);
      const saved = await send(pilots.path, pilots.path, { parent: "", description: "On the water" });
      expect(saved.html).toContain("The changes have been saved.");

      const out = await send(staff.path, `${staff.path}/members/remove`, { user: person.id });
      expect(out.html).toContain("They are in it no more.");
      const gone = await send(staff.path, `${staff.path}/remove`);
      expect(gone.html).toContain("The group has been removed.");
      expect((await open(staff.path)).status).toBe(404);
    });

    test("a role of one application, for a person and a group", async () => {
      const made = await hub.makeClient();
      const person = await hub.makeUser();
      await make("groups", { name: "editors-group" });
      const role = await make("roles", { name: "Editor", application: made.client.clientId });
      expect(role.html).toContain("The role has been created.");
      expect(role.html).toContain(made.client.name);
      const given = await send(role.path, `${role.path}/groups`, { group: "editors-group" });
      expect(given.html).toContain("The group has it now.");
      expect((await send(role.path, `${role.path}/groups`, { group: "none" })).html).toContain(
        "No group here has that name.",
      );
      expect((await send(role.path, `${role.path}/members`, { user: person.name })).html).toContain(
        "They are in it now.",
      );
      expect(await eventsOf("role.member-added")).toEqual([
        expect.objectContaining({ subject_id: person.id, detail: expect.objectContaining({ role: "Editor" }) }),
      ]);
      const [, group = ""] = /name="group" value="([\w-]+)"/.exec((await open(role.path)).html) ?? [];
      expect((await send(role.path, `${role.path}/groups/remove`, { group })).html).toContain(
        "The group has it no more.",
      );
      expect((await make("roles", { name: "x", application: "no-such-client" })).status).toBe(422);
      const refused = await make("roles", { name: "editor", application: made.client.clientId });
      expect([refused.status, refused.html.includes("That is already in use.")]).toEqual([409, true]);
      expect((await send(role.path, `${role.path}/remove`)).html).toContain("The role has been removed.");
    });

    test.each([
      ["nothing", ""],
      ["two words", "two words"],
      ["letters that look alike", "admіn"],
      ["what begins with a dash", "-x"],
      ["too long", "x".repeat(101)],
      ["markup", "<b>"],
    ])("a name that is %s is refused beside its field, and nothing is made", async (_what, name) => {
      const count = () => hub.hub.db.query.selectFrom("groups").select("id").execute();
      const before = await count();
      const shown = await make("groups", { name, description: "kept" });
      expect(shown.status).toBe(422);
      expect(shown.html).toContain('id="name-error"');
      expect(shown.html).toContain('value="kept"');
      expect(await count()).toEqual(before);
    });

    test("lists go page by page, forwards and back, each once; the search is the beginning of a name", async () => {
      await hub.hub.db.write(async (tx) => {
        for (let index = 0; index < 55; index += 1) {
          const name = `page-${String(index).padStart(2, "0")}`;
          const wish = { name, displayName: name, description: "", parentId: null };
          await createGroup(tx, hub.hub, {}, admin.organizationId, wish);
        }
      });
      const names = (html: string) => [...html.matchAll(/<code[^>]*>(page-\d\d)</g)].map(([, name]) => name);
      const link = (html: string, cursor: string) =>
        new RegExp(`href="(/admin/groups\\?q=PAGE-&amp;${cursor}=[^"]+)"`).exec(html)?.[1]?.replaceAll("&amp;", "&") ??
        "";
      const first = await open("/admin/groups?q=PAGE-");
      const second = await open(link(first.html, "after"));
      expect([...names(first.html), ...names(second.html)]).toEqual(
        Array.from({ length: 55 }, (_, index) => `page-${String(index).padStart(2, "0")}`),
      );
      expect(names((await open(link(second.html, "before"))).html)).toEqual(names(first.html));
      expect(names((await open("/admin/groups?q=page-5")).html)).toHaveLength(5);
      for (const q of ["%25", "%00", "' or 1=1 --", "x".repeat(5000)])
        expect(names((await open(`/admin/groups?q=${encodeURIComponent(q)}`)).html)).toEqual([]);
      expect(names((await open("/admin/groups?q=page-&after=bent")).html)).toEqual(names(first.html));
    });

    test("people of a group go page by page, the latest first", async () => {
      const crowd = await make("groups", { name: "crowd" });
      const [, id = ""] = /groups\/([\w-]+)/.exec(crowd.path) ?? [];
      const expected: string[] = [];
      for (let index = 0; index < 52; index += 1) {
        const { id: user, name } = await hub.makeUser({ passwordHash: null });
        hub.time.advance(1);
        await hub.hub.db.write((tx) => addGroupMember(tx, hub.hub, {}, id, user));
        expected.unshift(name);
      }
      const names = (html: string) => [...html.matchAll(/<bdi>(person\d+)<\/bdi>/g)].map(([, name]) => name);
      const first = await open(crowd.path);
      const [, next = ""] = new RegExp(`href="(${crowd.path}\\?after=[^"]+)"`).exec(first.html) ?? [];
      const second = await open(next.replaceAll("&amp;", "&"));
      expect([...names(first.html), ...names(second.html)]).toEqual(expected);
      const [, back = ""] = new RegExp(`href="(${crowd.path}\\?before=[^"]+)"`).exec(second.html) ?? [];
      expect(names((await open(back.replaceAll("&amp;", "&"))).html)).toEqual(names(first.html));
    });

    test("an application is told whom it is open to, and a name that there is not is refused beside its field", async () => {
      await make("groups", { name: "insiders" });
      const { client } = await hub.makeClient();
      const path = `/admin/applications/${client.id}`;
      const wrong = await send(path, path, { required_groups: "insiders\noutsiders" });
      expect([wrong.status, wrong.html.includes('id="required_groups-error"')]).toEqual([422, true]);
      await send(path, path, { required_groups: "Insiders", required_roles: "" });
      const row = await hub.hub.db.query
        .selectFrom("clients")
        .select(["required_groups", "required_roles"])
        .where("id", "=", client.id)
        .executeTakeFirstOrThrow();
      expect(row).toEqual({ required_groups: '["Insiders"]', required_roles: "[]" });
      const group = (await api("GET", "/groups?name=insiders")).body.data as Json[];
      const page = `/admin/groups/${group[0]?.id}`;
      expect((await send(page, `${page}/remove`)).html).toContain("An application requires it of its people.");
    });
  });

  async function api(method: string, path: string, body?: unknown) {
    const response = await fetch(`${hub.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === "" ? {} : JSON.parse(text)) as Json };
  }
  const fieldsOf = ({ body }: { readonly body: Json }) =>
    (body.errors as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`);

  describe("the API", () => {
    test("groups and roles, and what a person has by both", async () => {
      const person = await hub.makeUser();
      const { body: crew } = await api("POST", "/groups", { name: "crew", display_name: "The crew" });
      expect(crew).toMatchObject({ name: "crew", display_name: "The crew", description: "", parent_id: null });
      const { body: deck } = await api("POST", "/groups", { name: "deck", parent_id: crew.id });
      const { body: sailor } = await api("POST", "/roles", { name: "sailor" });
      for (const path of [`/groups/${deck.id}/users/${person.id}`, `/roles/${sailor.id}/groups/${crew.id}`])
        for (const method of ["PUT", "PUT"]) expect((await api(method, path)).status).toBe(204);
      expect((await api("GET", `/users/${person.id}/memberships`)).body).toEqual({
        groups: [
          { id: crew.id, name: "crew", display_name: "The crew", direct: false },
          { id: deck.id, name: "deck", display_name: "deck", direct: true },
        ],
        roles: [{ id: sailor.id, name: "sailor", display_name: "sailor", direct: false, application_id: null }],
      });
      expect((await api("GET", `/groups/${deck.id}/users`)).body.data).toEqual([
        { user_id: person.id, added_at: hub.time.now() },
      ]);
      expect((await api("GET", `/groups?parent=${crew.id}`)).body.data).toEqual([deck]);
      const changed = await api("PATCH", `/groups/${deck.id}`, { parent_id: null });
      expect(changed.body).toMatchObject({ parent_id: null, display_name: "deck" });
      expect((await api("DELETE", `/groups/${deck.id}/users/${person.id}`)).status).toBe(204);
      expect((await api("GET", `/users/${person.id}/memberships`)).body).toEqual({ groups: [], roles: [] });
      expect((await api("DELETE", `/groups/${deck.id}`)).status).toBe(204);
      expect((await api("GET", `/groups/${deck.id}`)).status).toBe(404);
    });

    test("what is wrong is said under the names of the wire", async () => {
      const { body: top } = await api("POST", "/groups", { name: "top" });
      expect(fieldsOf(await api("POST", "/groups", { name: "a b" }))).toEqual(["name invalid"]);
      expect(fieldsOf(await api("POST", "/groups", {}))).toEqual(["name required"]);
      expect(fieldsOf(await api("POST", "/groups", { name: "x", name_key: "y" }))).toEqual(["name_key unknown_field"]);
      expect(fieldsOf(await api("PATCH", `/groups/${top.id}`, { name: "other" }))).toEqual(["name unknown_field"]);
      expect(fieldsOf(await api("PATCH", `/groups/${top.id}`, { parent_id: top.id }))).toEqual([
        "parent_id invalid_choice",
      ]);
      expect(fieldsOf(await api("POST", "/groups", { name: "x", organization_id: "none" }))).toEqual([
        "organization_id invalid_choice",
      ]);
      expect(fieldsOf(await api("POST", "/roles", { name: "x", application_id: "none" }))).toEqual([
        "application_id invalid_choice",
      ]);
      expect(fieldsOf(await api("PUT", `/groups/${top.id}/users/nobody`))).toEqual(["user invalid_choice"]);
      expect((await api("POST", "/groups", { name: "TOP" })).status).toBe(409);
    });
  });
});
