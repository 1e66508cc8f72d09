/** Groups and roles on a person's own page of the console. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createGroup } from "../../src/hub/groups/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { type Change, sendForm } from "./bent-form.ts";

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
  const send = async (page: string, action: string, values: Change = {}) =>
    sendForm(browser, await open(page), action, values);
  const make = async (kind: "groups" | "roles", values: Change) => {
    const shown = await send(`/admin/${kind}/new`, `/admin/${kind}`, values);
    return { ...shown, path: new URL(shown.url).pathname };
  };
  const eventsOf = (action: string) =>
    hub.hub.db.query
      .selectFrom("audit")
      .select(["subject_id", "actor_id"])
      .where("action", "=", action)
      .orderBy("id")
      .execute();

  test("a person's own page puts them into groups and gives them roles, and takes both back", async () => {
    const person = await hub.makeUser();
    const page = `/admin/users/${person.id}`;
    const group = (await make("groups", { name: "page-crew", display_name: "" })).path.split("/").at(-1) ?? "";
    const role = (await make("roles", { name: "page-mate", display_name: "" })).path.split("/").at(-1) ?? "";
    const held = async () => {
      const inGroups = hub.hub.db.query.selectFrom("group_members").select("group_id as id");
      const withRoles = hub.hub.db.query.selectFrom("role_members").select("role_id as id");
      const rows = [
        ...(await inGroups.where("user_id", "=", person.id).execute()),
        ...(await withRoles.where("user_id", "=", person.id).execute()),
      ];
      return rows.map(({ id }) => id);
    };
    expect((await send(page, `${page}/groups`)).url).toContain("error=nothing_chosen");
    expect((await send(page, `${page}/groups`, { group })).html).toContain("They are in it now.");
    expect((await send(page, `${page}/roles`, { role })).html).toContain("They are in it now.");
    expect(await held()).toEqual([group, role]);
    // What they are in is no choice any more.
    expect((await open(page)).html).not.toContain(`<option value="${group}"`);
    const added = (await eventsOf("group.member-added")).at(-1);
    expect(added).toEqual({ subject_id: person.id, actor_id: admin.id });
    await send(page, `${page}/groups/remove`);
    await send(page, `${page}/roles/remove`);
    expect(await held()).toEqual([]);
    const foreign = await hub.hub.db.write(async (tx) => {
      const row = { id: "22222222-2222-4222-8222-222222222222", name: "page-other", display_name: "Other" };
      await tx.query
        .insertInto("organizations")
        .values({ ...row, created_at: 1, disabled_at: null })
        .execute();
      const tag = { name: "page-foreign", displayName: "X", description: "", parentId: null };
      return createGroup(tx, hub.hub, {}, row.id, tag);
    });
    expect((await open(page)).html).not.toContain(foreign.id);
    expect((await send(page, `${page}/groups`, { group: foreign.id })).status).toBe(404);
    expect(await held()).toEqual([]);
  });
});
