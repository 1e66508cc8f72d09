/**
 * Groups and roles on the wire: who is told what by which scope, that a role of one application is no other's to know, what
 * happens where there are very many, and that an application which requires one is closed to everybody else, at each grant.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addGroupMember, removeGroupMember } from "../../src/hub/groups/members.ts";
import { changeGroup, createGroup, type Group, removeGroup } from "../../src/hub/groups/store.ts";
import { addRoleGroup, addRoleMember, removeRoleMember } from "../../src/hub/roles/members.ts";
import { createRole, type Role, removeRole } from "../../src/hub/roles/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorizeUrl,
  basic,
  codeFlow,
  INTROSPECT,
  pkce,
  post,
  refresh,
  signedInBrowser,
  TOKEN,
  userinfo,
} from "../ground/oauth-client.ts";

type Claims = Record<string, unknown>;
const claimsOf = (token: unknown): Claims =>
  JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString()) as Claims;

const EVERYTHING = "openid profile roles groups";
let count = 0;

eachDatabase((fresh) => {
  type Person = Awaited<ReturnType<TestHub["makeUser"]>>;
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    await hub.makeUser({ isAdmin: true });
  });
  afterAll(() => hub.close());

  const organization = async () =>
    (
      await hub.hub.db.query
        .selectFrom("organizations")
        .select("id")
        .where("name", "=", "main")
        .executeTakeFirstOrThrow()
    ).id;
  const tag = (name: string) => ({ name, displayName: name, description: "" });
  async function group(name = `group-${count++}`, parentId: string | null = null): Promise<Group> {
    const id = await organization();
    return hub.hub.db.write((tx) => createGroup(tx, hub.hub, {}, id, { ...tag(name), parentId }));
  }
  async function role(name = `role-${count++}`, clientId: string | null = null): Promise<Role> {
    const id = await organization();
    return hub.hub.db.write((tx) => createRole(tx, hub.hub, {}, id, clientId, tag(name)));
  }
  const join = ({ id }: Group, person: Person) =>
    hub.hub.db.write((tx) => addGroupMember(tx, hub.hub, {}, id, person.id));
  const leave = ({ id }: Group, person: Person) =>
    hub.hub.db.write((tx) => removeGroupMember(tx, hub.hub, {}, id, person.id));
  const give = ({ id }: Role, person: Person) =>
    hub.hub.db.write((tx) => addRoleMember(tx, hub.hub, {}, id, person.id));
  const take = ({ id }: Role, person: Person) =>
    hub.hub.db.write((tx) => removeRoleMember(tx, hub.hub, {}, id, person.id));
  const giveGroup = ({ id }: Role, to: Group) => hub.hub.db.write((tx) => addRoleGroup(tx, hub.hub, {}, id, to.id));

  const client = (settings: Parameters<TestHub["makeClient"]>[0] = {}) =>
    hub.makeClient({
      consent: "first-party",
      scopes: ["openid", "profile", "offline_access", "roles", "groups"],
      ...settings,
    });

  async function somebody(): Promise<{ person: Person; browser: BrowserClient }> {
    const person = await hub.makeUser();
    return { person, browser: await signedInBrowser(hub, person) };
  }

  describe("what an application is told", () => {
    test("names of groups and roles in both tokens, at userinfo and at introspection, each by its scope", async () => {
      const { person, browser } = await somebody();
      const [staff, editor] = [await group(), await role()];
      await join(staff, person);
      await give(editor, person);
      const made = await client();
      const { body } = await codeFlow(hub, browser, made, { scope: EVERYTHING });
      const told = { roles: [editor.name], groups: [staff.name] };
      expect(claimsOf(body.id_token)).toMatchObject(told);
      expect(claimsOf(body.access_token)).toMatchObject(told);
      expect((await userinfo(hub, String(body.access_token))).body).toMatchObject(told);
      const about = await post(hub, INTROSPECT, { token: String(body.access_token) }, basic(made));
      expect(about.body).toMatchObject({ active: true, ...told });

      const one = await codeFlow(hub, browser, made, { scope: "openid groups" });
      for (const claims of [
        claimsOf(one.body.id_token),
        claimsOf(one.body.access_token),
        (await userinfo(hub, String(one.body.access_token))).body,
      ]) {
        expect(claims.groups).toEqual([staff.name]);
        expect(claims).not.toHaveProperty("roles");
      }
    });

    test("nothing without the scope, and no scope for a client that was not given it, whatever it asks", async () => {
      const { person, browser } = await somebody();
      await join(await group(), person);
      await give(await role(), person);
      const claims = JSON.stringify({
        id_token: { roles: null, groups: null },
        userinfo: { roles: null, groups: null },
      });
      for (const made of [await client(), await client({ scopes: ["openid", "profile"] })]) {
        const scope = made.client.scopes.includes("roles") ? "openid profile" : EVERYTHING;
        const { body } = await codeFlow(hub, browser, made, { scope, claims });
        expect(body.scope).toBe("openid profile");
        const about = await post(hub, INTROSPECT, { token: String(body.access_token) }, basic(made));
        const { body: info } = await userinfo(hub, String(body.access_token));
        for (const each of [claimsOf(body.id_token), claimsOf(body.access_token), info, about.body]) {
          expect(each).not.toHaveProperty("roles");
          expect(each).not.toHaveProperty("groups");
        }
      }
    });

    test("a client's own scope that is called so brings nothing of ours", async () => {
      const { person, browser } = await somebody();
      await join(await group(), person);
      const made = await client({ scopes: ["openid"] });
      await hub.hub.db.write((tx) =>
        tx.query
          .updateTable("clients")
          .set({ custom_scopes: JSON.stringify([{ name: "groups", description: "Its own" }]) })
          .where("id", "=", made.client.id)
          .execute(),
      );
      const { body } = await codeFlow(hub, browser, made, { scope: "openid groups" });
      expect(body.scope).toBe("openid groups");
      expect(claimsOf(body.id_token)).not.toHaveProperty("groups");
      expect((await userinfo(hub, String(body.access_token))).body).not.toHaveProperty("groups");
    });

    test("whoever has none is told so by an empty list", async () => {
      const { browser } = await somebody();
      const { body } = await codeFlow(hub, browser, await client(), { scope: EVERYTHING });
      expect(claimsOf(body.id_token)).toMatchObject({ roles: [], groups: [] });
    });

    test("a group below counts for those above it, a role of a group for all in it; each name once", async () => {
      const { person, browser } = await somebody();
      const company = await group("Company");
      const sea = await group("sea", company.id);
      const pilots = await group("pilots", sea.id);
      const other = await group("hill", company.id);
      await join(pilots, person);
      const made = await client();
      const [captain, reader] = [await role("captain"), await role("reader")];
      await giveGroup(captain, company);
      await giveGroup(reader, other);
      await give(captain, person);
      await give(await role("captain", made.client.id), person);
      const { body } = await codeFlow(hub, browser, made, { scope: EVERYTHING });
      expect(claimsOf(body.id_token)).toMatchObject({ groups: ["Company", "pilots", "sea"], roles: ["captain"] });
      await take(captain, person);
      const again = await codeFlow(hub, browser, await client(), { scope: EVERYTHING });
      expect(claimsOf(again.body.id_token).roles).toEqual(["captain"]);
      await leave(pilots, person);
      const out = await codeFlow(hub, browser, await client(), { scope: EVERYTHING });
      expect(claimsOf(out.body.id_token)).toMatchObject({ groups: [], roles: [] });
    });

    test("a role of one application is told to no other", async () => {
      const { person, browser } = await somebody();
      const [wiki, shop] = [await client(), await client()];
      await give(await role("owner", wiki.client.id), person);
      const seen = async (made: typeof wiki) => {
        const { body } = await codeFlow(hub, browser, made, { scope: EVERYTHING });
        const { body: info } = await userinfo(hub, String(body.access_token));
        return [claimsOf(body.id_token).roles, claimsOf(body.access_token).roles, info.roles];
      };
      expect(await seen(wiki)).toEqual([["owner"], ["owner"], ["owner"]]);
      expect(await seen(shop)).toEqual([[], [], []]);
    });

    test("what is taken away is gone from userinfo at once and from tokens with the next ones", async () => {
      const { person, browser } = await somebody();
      const editor = await role();
      await give(editor, person);
      const made = await client();
      const { body } = await codeFlow(hub, browser, made, { scope: `${EVERYTHING} offline_access` });
      await take(editor, person);
      expect((await userinfo(hub, String(body.access_token))).body.roles).toEqual([]);
      const next = await refresh(hub, made, String(body.refresh_token));
      expect(claimsOf(next.body.access_token).roles).toEqual([]);
      expect(claimsOf(next.body.id_token).roles).toEqual([]);
    });

    test("the scope taken from the client ends it for tokens that are out", async () => {
      const { person, browser } = await somebody();
      await give(await role(), person);
      const made = await client();
      const { body } = await codeFlow(hub, browser, made, { scope: EVERYTHING });
      await hub.hub.db.write((tx) =>
        tx.query
          .updateTable("clients")
          .set({ scopes: '["openid","profile"]' })
          .where("id", "=", made.client.id)
          .execute(),
      );
      expect((await userinfo(hub, String(body.access_token))).body).not.toHaveProperty("roles");
    });

    test("a narrowed refresh leaves them out of the access token", async () => {
      const { person, browser } = await somebody();
      await give(await role(), person);
      const made = await client();
      const { body } = await codeFlow(hub, browser, made, { scope: `${EVERYTHING} offline_access` });
      const next = await refresh(hub, made, String(body.refresh_token), { scope: "openid" });
      expect(claimsOf(next.body.access_token)).not.toHaveProperty("roles");
      expect((await userinfo(hub, String(next.body.access_token))).body).not.toHaveProperty("roles");
    });

    test("more than a hundred are in no token, and whole at userinfo", async () => {
      const { person, browser } = await somebody();
      const many = Array.from({ length: 101 }, () => `group-${count++}`);
      const id = await organization();
      await hub.hub.db.write(async (tx) => {
        for (const name of many) {
          const each = await createGroup(tx, hub.hub, {}, id, { ...tag(name), parentId: null });
          await addGroupMember(tx, hub.hub, {}, each.id, person.id);
        }
      });
      const { body } = await codeFlow(hub, browser, await client(), { scope: EVERYTHING });
      expect(claimsOf(body.id_token)).not.toHaveProperty("groups");
      expect(claimsOf(body.access_token)).not.toHaveProperty("groups");
      expect(claimsOf(body.id_token)).toMatchObject({ roles: [] });
      expect((await userinfo(hub, String(body.access_token))).body.groups).toEqual(many.sort());
    });

    test.each(["standard", "JWT"] as const)(
      "a hundred with long names and descriptions make no token longer than it can be read (%s)",
      async (tokenFormat) => {
        const { person, browser } = await somebody();
        const id = await organization();
        const names = Array.from({ length: 100 }, () => `${count++}-`.padEnd(100, "x"));
        await hub.hub.db.write(async (tx) => {
          for (const name of names) {
            const group = await createGroup(tx, hub.hub, {}, id, { ...tag(name), parentId: null });
            await addGroupMember(tx, hub.hub, {}, group.id, person.id);
            const wish = { name, displayName: "x".repeat(100), description: "x".repeat(500) };
            await addRoleMember(tx, hub.hub, {}, (await createRole(tx, hub.hub, {}, id, null, wish)).id, person.id);
          }
        });
        const { body } = await codeFlow(hub, browser, await client({ tokenFormat }), { scope: EVERYTHING });
        for (const token of [body.access_token, body.id_token]) expect(String(token).length).toBeLessThan(16_000);
        const info = await userinfo(hub, String(body.access_token));
        expect(info.status).toBe(200);
        expect(info.body.roles).toHaveLength(100);
      },
    );

    test("Casdoor's shapes: groups as owner/name, roles as whole objects, in the token and at get-account", async () => {
      const { person, browser } = await somebody();
      const [staff, editor] = [await group(), await role()];
      await join(staff, person);
      await give(editor, person);
      const made = await client({ tokenFormat: "JWT" });
      const { body } = await codeFlow(hub, browser, made, { scope: "openid profile" });
      const shape = {
        owner: "main",
        name: editor.name,
        createdTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        displayName: editor.name,
        description: "",
        users: null,
        groups: [],
        roles: [],
        domains: [],
        isEnabled: true,
      };
      for (const claims of [claimsOf(body.access_token), claimsOf(body.id_token)])
        expect([claims.groups, claims.roles, claims.permissions]).toEqual([[`main/${staff.name}`], [shape], []]);
      const response = await fetch(`${hub.url}/api/get-account`, {
        headers: { authorization: `Bearer ${body.access_token}` },
      });
      const { data } = (await response.json()) as { data: Claims };
      expect([data.groups, data.roles]).toEqual([[`main/${staff.name}`], [shape]]);
      const { body: info } = await userinfo(hub, String(body.access_token));
      expect([info.groups, info.roles]).toEqual([[`main/${staff.name}`], [editor.name]]);
      const bare = await codeFlow(hub, browser, await client({ tokenFormat: "JWT", scopes: ["openid", "profile"] }));
      expect(claimsOf(bare.body.access_token)).toMatchObject({ groups: [], roles: [] });
    });

    test("discovery says both scopes and both claims", async () => {
      const response = await fetch(`${hub.url}/.well-known/openid-configuration`);
      const { scopes_supported, claims_supported } = (await response.json()) as Record<string, string[]>;
      for (const list of [scopes_supported, claims_supported])
        expect(list).toEqual(expect.arrayContaining(["roles", "groups"]));
    });

    test("the consent page has words for both", async () => {
      const { browser } = await somebody();
      const made = await client({ consent: "always" });
      const page = await browser.open(authorizeUrl(hub, made, pkce().challenge, { scope: EVERYTHING }));
      expect(page.html).toContain("See which roles you have here");
      expect(page.html).toContain("See which groups you are in here");
    });
  });

  describe("an application that requires a group or a role", () => {
    const open = (browser: BrowserClient, made: Awaited<ReturnType<typeof client>>, more = {}) =>
      browser.open(authorizeUrl(hub, made, pkce().challenge, more));

    test("is closed to whoever has none of them, who is told so and can go back; the application hears access_denied", async () => {
      const { person, browser } = await somebody();
      const staff = await group();
      const made = await client({ requiredGroups: [staff.name.toUpperCase()], consent: "always" });
      const page = await open(browser, made);
      expect([page.status, new URL(page.url).pathname]).toEqual([200, "/not-admitted"]);
      expect(page.html).toContain("only some people may use this application");
      expect(page.html).toContain(person.displayName);
      expect(page.html).not.toContain(staff.name);
      const back = await browser.submit(page, {});
      expect(Object.fromEntries(back.leftTo?.searchParams ?? [])).toMatchObject({
        error: "access_denied",
        state: "the-state",
      });
      expect((await browser.submit(page, {})).status).toBe(400);

      const silent = await open(browser, made, { prompt: "none" });
      expect(silent.leftTo?.searchParams.get("error")).toBe("access_denied");
      const codes = await hub.hub.db.query
        .selectFrom("codes")
        .select("id")
        .where("client_id", "=", made.client.id)
        .execute();
      expect(codes).toEqual([]);
    });

    test("opens once they have it, also to a request that waits", async () => {
      const { person, browser } = await somebody();
      const [staff, editor] = [await group(), await role()];
      const made = await client({ requiredGroups: [staff.name], requiredRoles: [editor.name] });
      const page = await open(browser, made);
      expect(new URL(page.url).pathname).toBe("/not-admitted");
      await give(editor, person);
      const again = await browser.open(page.url);
      expect(again.leftTo?.searchParams.get("code")).toMatch(/^[\w-]{40,}$/);
      await take(editor, person);
      expect((await open(browser, made)).leftTo).toBeNull();
      await join(await group(undefined, staff.id), person);
      expect((await open(browser, made)).leftTo?.searchParams.has("code")).toBe(true);
    });

    test("a role of another application opens nothing", async () => {
      const { person, browser } = await somebody();
      const [mine, other] = [await client({ requiredRoles: ["keeper"] }), await client()];
      await give(await role("keeper", other.client.id), person);
      expect((await open(browser, mine)).leftTo).toBeNull();
      await give(await role("keeper", mine.client.id), person);
      expect((await open(browser, mine)).leftTo?.searchParams.has("code")).toBe(true);
    });

    test("a name that nothing has admits nobody", async () => {
      const { browser } = await somebody();
      expect((await open(browser, await client({ requiredGroups: ["nobody-made-it"] }))).leftTo).toBeNull();
    });

    test("is asked at every grant: code, refresh, device, password, exchange", async () => {
      const { person, browser } = await somebody();
      const staff = await group();
      await join(staff, person);
      const made = await client({
        requiredGroups: [staff.name],
        dangers: ["dangerouslyAllowPasswordGrant"],
        grantTypes: [
          "authorization_code",
          "refresh_token",
          "urn:ietf:params:oauth:grant-type:token-exchange",
          "urn:ietf:params:oauth:grant-type:device_code",
        ],
      });
      const elsewhere = await client();
      const theirs = await codeFlow(hub, browser, elsewhere, { scope: "openid" });
      const { body } = await codeFlow(hub, browser, made, { scope: "openid offline_access" });
      const { verifier, challenge } = pkce();
      const page = await browser.open(authorizeUrl(hub, made, challenge));
      const code = page.leftTo?.searchParams.get("code") ?? "";
      const password = () =>
        post(
          hub,
          TOKEN,
          { grant_type: "password", username: person.name, password: person.password, scope: "openid" },
          basic(made),
        );
      expect((await password()).status).toBe(200);
      const device = await post(hub, "/api/device-auth", { scope: "openid" }, basic(made));
      const asked = await browser.open(`${hub.url}/login/oauth/device?user_code=${device.body.user_code}`);
      const shown = await browser.submit(asked, {});
      const approved = await browser.submit(shown, { decision: "approve" });
      expect(approved.status).toBe(200);

      await leave(staff, person);
      const errors = {
        code: (
          await post(
            hub,
            TOKEN,
            {
              grant_type: "authorization_code",
              code,
              code_verifier: verifier,
              redirect_uri: made.client.redirectUris[0] ?? "",
            },
            basic(made),
          )
        ).body.error,
        refresh: (await refresh(hub, made, String(body.refresh_token))).body.error,
        device: (
          await post(
            hub,
            TOKEN,
            {
              grant_type: "urn:ietf:params:oauth:grant-type:device_code",
              device_code: String(device.body.device_code),
            },
            basic(made),
          )
        ).body.error,
        password: (await password()).body.error,
        exchange: (
          await post(
            hub,
            TOKEN,
            {
              grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
              subject_token: String(body.access_token),
              subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
            },
            basic(made),
          )
        ).body.error,
      };
      expect(errors).toEqual({
        code: "invalid_grant",
        refresh: "invalid_grant",
        device: "invalid_grant",
        password: "invalid_grant",
        exchange: "invalid_request",
      });
      expect((await userinfo(hub, String(theirs.body.access_token))).status).toBe(200);
      await join(staff, person);
      expect((await refresh(hub, made, String(body.refresh_token))).status).toBe(200);
    });
  });

  describe("the tree and its ends", () => {
    const move = (id: string, parentId: string | null) =>
      hub.hub.db.write((tx) => changeGroup(tx, hub.hub, {}, id, { displayName: "x", description: "", parentId }));

    test("a circle is refused, however long, and a tree that is too deep", async () => {
      const [a, b, c] = [await group(), await group(), await group()];
      await move(b.id, a.id);
      await move(c.id, b.id);
      for (const [id, under] of [
        [a.id, a.id],
        [a.id, b.id],
        [a.id, c.id],
      ] as const)
        await expect(move(id, under)).rejects.toMatchObject({ fields: { parent: "invalid_choice" } });
      let deepest = await group();
      const top = deepest;
      for (let level = 2; level <= 10; level += 1) deepest = await group(undefined, deepest.id);
      await expect(group(undefined, deepest.id)).rejects.toMatchObject({ fields: { parent: "out_of_range" } });
      await expect(move(top.id, c.id)).rejects.toMatchObject({ fields: { parent: "out_of_range" } });
    });

    test("of two that move under each other at once, one does", async () => {
      const [a, b] = [await group(), await group()];
      const done = await Promise.allSettled([move(a.id, b.id), move(b.id, a.id)]);
      expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    test("a group that goes leaves its place to those under it, and nobody in it", async () => {
      const { person, browser } = await somebody();
      const top = await group();
      const middle = await group(undefined, top.id);
      const low = await group(undefined, middle.id);
      await join(low, person);
      await join(middle, person);
      await hub.hub.db.write((tx) => removeGroup(tx, hub.hub, {}, middle.id));
      const { body } = await codeFlow(hub, browser, await client(), { scope: EVERYTHING });
      expect(claimsOf(body.id_token).groups).toEqual([low.name, top.name].sort());
      const rows = await hub.hub.db.query
        .selectFrom("group_members")
        .select("group_id")
        .where("user_id", "=", person.id)
        .execute();
      expect(rows).toEqual([{ group_id: low.id }]);
    });

    test("what an application requires can't be removed; names are taken whatever their case", async () => {
      const [staff, editor] = [await group("Needed"), await role("needed-role")];
      const made = await client({ requiredGroups: ["needed"], requiredRoles: ["NEEDED-ROLE"] });
      const remove = () =>
        Promise.all([
          expect(hub.hub.db.write((tx) => removeGroup(tx, hub.hub, {}, staff.id))).rejects.toMatchObject({
            code: "still_required",
          }),
          expect(hub.hub.db.write((tx) => removeRole(tx, hub.hub, {}, editor.id))).rejects.toMatchObject({
            code: "still_required",
          }),
        ]);
      await remove();
      await expect(group("NEEDED")).rejects.toMatchObject({ code: "name_taken" });
      await expect(role("Needed-Role")).rejects.toMatchObject({ code: "name_taken" });
      expect((await role("needed-role", made.client.id)).clientId).toBe(made.client.id);
      await expect(role("Needed-role", made.client.id)).rejects.toMatchObject({ code: "name_taken" });
    });

    test("nobody of another organization can be put into a group or given a role", async () => {
      const elsewhere = `elsewhere-${count++}`;
      await hub.hub.db.write((tx) =>
        tx.query
          .insertInto("organizations")
          .values({ id: elsewhere, name: elsewhere, display_name: "E", created_at: 1, disabled_at: null })
          .execute(),
      );
      const stranger = await hub.makeUser({ organizationId: elsewhere });
      await expect(join(await group(), stranger)).rejects.toMatchObject({ fields: { user: "invalid_choice" } });
      await expect(give(await role(), stranger)).rejects.toMatchObject({ fields: { user: "invalid_choice" } });
    });
  });
});
