/** The end of an account: what goes with it in every table there is, what stays, and who is told. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Writer } from "../../src/db/database.ts";
import type { Schema } from "../../src/db/schema.ts";
import { readAvatar, setAvatar } from "../../src/hub/avatars/store.ts";
import { addGroupMember } from "../../src/hub/groups/members.ts";
import { createGroup } from "../../src/hub/groups/store.ts";
import { ensureFirstOrganization } from "../../src/hub/organizations/store.ts";
import { addRoleMember } from "../../src/hub/roles/members.ts";
import { createRole } from "../../src/hub/roles/store.ts";
import { deleteUser, KEPT_LONG, SHORT_LIVED } from "../../src/hub/users/delete-user.ts";
import type { Refusal } from "../../src/lib/errors.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  basic,
  codeFlow,
  INTROSPECT,
  post,
  refresh,
  signedInBrowser,
  signInWith,
  userinfo,
} from "../ground/oauth-client.ts";
import { pngFile } from "../ground/png-file.ts";

/** Tables that may name somebody who is gone: by the id alone. */
const MAY_KNOW_THE_ID = ["audit", "logout_messages", "codes"];

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  const remove = (userId: string, by?: string) =>
    hub.hub.db.write((tx) => deleteUser(tx, hub.hub, { userId: by ?? userId }, userId));

  let tables: readonly (keyof Schema)[] = [];
  /** Every table with a row in which one of the texts stands. */
  async function tablesWith(...texts: readonly string[]): Promise<string[]> {
    const { query } = hub.hub.db;
    if (tables.length === 0)
      tables = (await query.introspection.getTables()).map(({ name }) => name as keyof Schema).sort();
    const knows = await Promise.all(
      tables.map(async (table) => {
        const rows = JSON.stringify(await query.selectFrom(table).selectAll().execute());
        return texts.some((text) => rows.includes(text));
      }),
    );
    return tables.filter((_, index) => knows[index]);
  }

  test("nothing of the person is left in any table but the log, what still has to be told, and spent codes", async () => {
    const made = await hub.makeClient({
      scopes: ["openid", "profile", "email", "offline_access"],
      grantTypes: ["authorization_code", "refresh_token"],
      backchannelLogoutUri: "https://app.example.com/logout",
    });
    const person = await hub.makeUser({ name: "leaving", email: "leaving@example.com" });
    const browser = await signedInBrowser(hub, person);
    const { body } = await codeFlow(hub, browser, made, { scope: "openid offline_access", prompt: "consent" });
    expect(body.refresh_token).toBeTypeOf("string");
    const before = await tablesWith(person.id);
    expect(before).toEqual(expect.arrayContaining(["consents", "grants", "sessions", "seen_browsers", "users"]));

    expect(await remove(person.id)).toEqual({ sessions: 1, grants: 1 });

    const after = await tablesWith(person.id, "leaving@example.com");
    expect(after.filter((table) => !MAY_KNOW_THE_ID.includes(table))).toEqual(["mails"]);
    const letters = await hub.hub.db.query.selectFrom("mails").selectAll().execute();
    expect(letters).toMatchObject([{ kind: "account-deleted", user_id: null, address: "leaving@example.com" }]);
    expect(after).toEqual(expect.arrayContaining(["audit", "logout_messages"]));

    expect((await userinfo(hub, String(body.access_token))).status).toBe(401);
    expect((await refresh(hub, made, String(body.refresh_token))).body.error).toBe("invalid_grant");
    const looked = await post(hub, INTROSPECT, { token: String(body.access_token) }, basic(made));
    expect(looked.body).toEqual({ active: false });
    expect((await browser.open(`${hub.url}/account`)).url).toContain("/sign-in");
  });

  test("the log's last row for the person says no name, and earlier rows stay as they were", async () => {
    const person = await hub.makeUser({ name: "nameless" });
    await signedInBrowser(hub, person);
    await remove(person.id, "somebody-else");
    const rows = await hub.hub.db.query
      .selectFrom("audit")
      .select(["action", "actor_id", "detail"])
      .where("subject_id", "=", person.id)
      .orderBy("id")
      .execute();
    expect(rows.map(({ action }) => action)).toEqual(["user.signed-in", "user.deleted"]);
    expect(rows[1]).toEqual({
      action: "user.deleted",
      actor_id: "somebody-else",
      detail: JSON.stringify({ sessions: 1, grants: 0 }),
    });
  });

  test("name and address are free again, and whoever takes them is somebody else", async () => {
    const person = await hub.makeUser({ name: "again", email: "again@example.com" });
    await remove(person.id);
    const second = await hub.makeUser({ name: "again", email: "again@example.com" });
    expect(second.id).not.toBe(person.id);
    expect(second.emailVerified).toBe(true);
  });

  test("the last administrator stays, and of two who go at once one does", async () => {
    const [one, other] = [await hub.makeUser({ isAdmin: true }), await hub.makeUser({ isAdmin: true })];
    const ends = await Promise.allSettled([remove(one.id), remove(other.id)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = ends.find((end) => end.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "last_administrator" });
  });

  test("sign-ins at the same moment succeed before it or are refused, and leave nothing behind", async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await hub.makeUser();
      const pages = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const browser = new BrowserClient(hub.url);
          return { browser, page: await browser.open(`${hub.url}/sign-in`) };
        }),
      );
      const [, ...shown] = await Promise.all([
        remove(person.id),
        ...pages.map(({ browser, page }) => signInWith(browser, page, person)),
      ]);
      for (const { status } of shown) expect([200, 401, 403]).toContain(status);
      const after = await tablesWith(person.id);
      expect(after.filter((table) => !MAY_KNOW_THE_ID.includes(table))).toEqual([]);
    }
  });

  test("what is given to somebody at the same moment goes with them, or is refused", async () => {
    const { hub: deps } = hub;
    const files = await readAvatar(
      pngFile({ width: 8, height: 8, depth: 8, colour: 2, samples: (x, y) => [x, y, 90] }),
    );
    const { id: organizationId } = await deps.db.write((tx) => ensureFirstOrganization(tx, deps));
    const tag = { name: "leavers", displayName: "Leavers", description: "" };
    const [group, role] = await deps.db.write(async (tx) => [
      await createGroup(tx, deps, {}, organizationId, { ...tag, parentId: null }),
      await createRole(tx, deps, {}, organizationId, null, tag),
    ]);
    const gifts: readonly ((tx: Writer, userId: string) => Promise<unknown>)[] = [
      (tx, userId) => setAvatar(tx, deps, {}, userId, files),
      (tx, userId) => addGroupMember(tx, deps, {}, group.id, userId),
      (tx, userId) => addRoleMember(tx, deps, {}, role.id, userId),
    ];
    const given = (userId: string) => gifts.map((gift) => deps.db.write((tx) => gift(tx, userId)));
    for (let round = 0; round < 8; round += 1) {
      const person = await hub.makeUser();
      // A picture takes seconds to read: its person may be gone by then.
      if (round === 0) await remove(person.id);
      const ends = await Promise.allSettled([...(round === 0 ? [] : [remove(person.id)]), ...given(person.id)]);
      const codes = ends.flatMap((end) => (end.status === "rejected" ? [(end.reason as Refusal).code] : []));
      expect(codes.filter((code) => !["not_found", "field_invalid"].includes(code))).toEqual([]);
      const after = await tablesWith(person.id);
      expect(after.filter((table) => !MAY_KNOW_THE_ID.includes(table))).toEqual([]);
    }
  });

  test("every table that knows people by their id is thought of", async () => {
    const tables = await hub.hub.db.query.introspection.getTables();
    const knowing = tables
      .filter(({ columns }) => columns.some(({ name }) => name === "user_id"))
      .map(({ name }) => name)
      .filter((name) => !name.startsWith("files_"));
    // The last two go in an order of their own; words go with the row that they refer to.
    const gone = [...KEPT_LONG, ...SHORT_LIVED, "grants", "sessions", "user_words"];
    expect(knowing.filter((name) => !gone.includes(name) && !MAY_KNOW_THE_ID.includes(name))).toEqual([]);
  });

  test("nobody is deleted twice", async () => {
    const person = await hub.makeUser();
    await remove(person.id);
    await expect(remove(person.id)).rejects.toMatchObject({ code: "not_found" });
  });
});
