/** `/api/admin` and `/api/public/settings` as AList's pages call them, on both databases. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  let admin: string;
  let adminId: number;
  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
    const person = await files.makeUser({ role: "admin", username: "admin" });
    adminId = person.id;
    admin = await files.token(person);
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  const get = (path: string) => files.api(`/api/admin/${path}`, { token: admin });
  const post = (path: string, json: unknown = {}) => files.api(`/api/admin/${path}`, { token: admin, json });
  const person = (fields: object) => ({
    id: 0,
    username: "",
    password: "",
    base_path: "/",
    role: 0,
    permission: 0,
    disabled: false,
    sso_id: "",
    ...fields,
  });
  interface Person {
    readonly id: number;
    readonly username: string;
    readonly base_path: string;
    readonly permission: number;
  }
  const named = async (username: string): Promise<Person | undefined> => {
    const { content } = (await get("user/list")).data as { content: readonly Person[] };
    return content.find((each) => each.username === username);
  };

  test("people are made, listed, changed and deleted, and their ids never come back", async () => {
    const wish = person({
      username: "lily",
      password: "a password of lily",
      base_path: "pub/../test1",
      permission: 152,
    });
    expect(await post("user/create", wish)).toEqual({ status: 200, code: 200, message: "success", data: null });
    expect(await post("user/create", { ...wish, username: "LILY" })).toMatchObject({ code: 500 });
    const made = await named("lily");
    expect(made).toEqual({ ...person({ username: "lily", base_path: "/test1", permission: 152 }), id: made?.id });
    const id = made?.id ?? 0;
    expect((await get(`user/get?id=${id}`)).data).toEqual(made);
    const token = await files.token({
      ...(await files.makeUser()),
      id,
      passwordChangedAt: Math.floor(hub.time.clock() / 1000),
    });
    expect(await files.api("/api/me", { token })).toMatchObject({ code: 200 });
    expect(await post("user/update", { ...made, permission: 768 })).toMatchObject({ code: 200 });
    expect((await files.api("/api/me", { token })).data).toMatchObject({ permission: 768 });
    expect(await files.api(`/api/admin/user/delete?id=${id}`, { token: admin, method: "POST" })).toMatchObject({
      code: 200,
    });
    expect(await files.api("/api/me", { token })).toMatchObject({ code: 401 });
    expect(await get(`user/get?id=${id}`)).toMatchObject({ code: 500, message: "failed find user: record not found" });
    await post("user/create", wish);
    expect((await named("lily"))?.id).toBeGreaterThan(id);
  });

  test("roles stay, the guest stays, the last administrator stays", async () => {
    const refused = async (path: string, json: object, message: string, code = 400) =>
      expect(await post(path, json)).toEqual({ status: 200, code, message, data: null });
    for (const role of [1, 2])
      await refused("user/create", person({ username: "x", role }), "admin or guest user can not be created");
    const own = person({ id: adminId, username: "admin", role: 2 });
    await refused("user/update", { ...own, role: 0 }, "role can not be changed");
    await refused("user/update", { ...own, disabled: true }, "admin user can not be disabled");
    for (const id of [adminId, 1]) await refused(`user/delete?id=${id}`, {}, "cannot delete admin or guest", 403);
    expect(await files.api("/api/me", { token: admin })).toMatchObject({ code: 200 });
  });

  test.each([
    ["a permission beyond all bits", { permission: 65_536 }],
    ["a negative permission", { permission: -1 }],
    ["a permission that is no number", { permission: "all" }],
    ["a username that can't be seen", { username: "a\u200bb" }],
    ["a username that turns the direction", { username: "a\u202eb" }],
    ["a username of 65 signs", { username: "x".repeat(65) }],
    ["a NUL", { username: "a\u0000b" }],
    ["a password that is easy to guess", { password: "password1234" }],
    ["somebody's sso_id", { sso_id: "12345" }],
    ["an id that no database has", { id: 1, disabled: "yes" }],
  ])("%s makes nobody", async (_what, fields) => {
    expect(await post("user/create", person({ username: "somebody new", ...fields }))).toMatchObject({
      status: 200,
      code: 400,
    });
    expect(await named("somebody new")).toBeUndefined();
  });

  test("usernames may be of any writing, and two that fold to the same are one", async () => {
    for (const username of ["中文 用户", "Ünïcødé", "a/b", "<script>", "..", "o'hara"])
      expect(await post("user/create", person({ username }))).toMatchObject({ code: 200 });
    expect(await post("user/create", person({ username: "ÜNÏCØDÉ" }))).toMatchObject({ code: 500 });
    expect(await post("user/create", person({ username: "ａ/ｂ" }))).toMatchObject({ code: 500 });
    const raw = await (await fetch(`${files.url}/api/admin/user/list`, { headers: { authorization: admin } })).text();
    expect(raw).toContain("\\u003cscript\\u003e");
  });

  interface Item {
    readonly key: string;
    readonly value: string;
    readonly type: string;
    readonly group: number;
    readonly flag: number;
  }
  const setting = async (key: string) => (await get(`setting/get?key=${key}`)).data as Item;

  test("settings have AList's groups, types and flags; a secret is stars and stays what it is", async () => {
    const sso = (await get("setting/list?group=7")).data as readonly Item[];
    expect(sso.map(({ key }) => key)).toEqual([
      "sso_login_enabled",
      "sso_login_platform",
      "sso_client_id",
      "sso_client_secret",
      "sso_oidc_username_key",
      "sso_organization_name",
      "sso_application_name",
      "sso_endpoint_name",
      "sso_jwt_public_key",
      "sso_extra_scopes",
      "sso_auto_register",
      "sso_default_dir",
      "sso_default_permission",
      "sso_compatibility_mode",
    ]);
    expect(sso.find(({ key }) => key === "sso_login_enabled")).toMatchObject({ type: "bool", flag: 0, value: "false" });
    const save = (key: string, value: string) => post("setting/save", [{ ...sso[0], key, value }]);
    // The secret belongs to a platform: one has to be chosen first.
    expect(await save("sso_client_secret", "canary-of-the-platform")).toMatchObject({ code: 400 });
    expect(await save("sso_login_platform", "Github")).toMatchObject({ code: 200 });
    expect(await save("sso_client_id", "the-client-id")).toMatchObject({ code: 200 });
    expect(await save("sso_client_secret", "canary-of-the-platform")).toMatchObject({ code: 200 });
    expect((await setting("sso_client_secret")).value).toBe("********");
    expect(await save("sso_client_secret", "********")).toMatchObject({ code: 200 });
    const row = await files.files.db.query
      .selectFrom("files_platforms")
      .select(["id", "sealed_client_secret"])
      .where("id", "=", "github")
      .executeTakeFirstOrThrow();
    expect(row.sealed_client_secret).toEqual(expect.any(String));
    expect(row.sealed_client_secret).not.toContain("canary");
    const shown = (await files.api("/api/public/settings")).data as Record<string, string>;
    expect(shown).toMatchObject({
      sso_login_enabled: "false",
      sso_compatibility_mode: "false",
      ldap_login_enabled: "false",
    });
    expect(JSON.stringify(shown)).not.toMatch(/secret|token|client_id|canary/);
    // An empty field is one in which nothing was typed: what was kept is kept.
    expect(await save("sso_client_secret", "")).toMatchObject({ code: 200 });
    expect((await setting("sso_client_secret")).value).toBe("********");
  });

  test("a value that is none of its type is refused, and the whole list with it", async () => {
    for (const [key, value] of [
      ["sso_default_permission", "-1"],
      ["sso_default_permission", "65536"],
      ["sso_default_permission", "all"],
      ["sso_login_platform", "Foo"],
      ["sso_login_enabled", "perhaps"],
      ["token", "chosen-by-somebody"],
      ["encryption-probe", "x"],
      ["nothing_like_this", "x"],
    ]) {
      const list = [
        { key: "site_title", value: "Never" },
        { key, value },
      ];
      expect(await post("setting/save", list)).toMatchObject({ status: 200, code: 400 });
    }
    expect((await setting("site_title")).value).toBe("Alldoor Files");
    expect(await post("setting/save", [{ key: "site_title", value: "Ours" }])).toMatchObject({ code: 200 });
    expect((await files.api("/api/public/settings")).data).toMatchObject({ site_title: "Ours" });
  });

  test("the API's own token is told once, acts as the first administrator, and ends with the next one", async () => {
    expect((await setting("token")).value).toBe("********");
    const first = (await post("setting/reset_token")).data as string;
    expect((await files.api("/api/me", { token: first })).data).toMatchObject({ username: "admin", role: 2 });
    const second = (await post("setting/reset_token")).data as string;
    expect(await files.api("/api/me", { token: first })).toMatchObject({ code: 401 });
    expect(await files.api("/api/me", { token: second })).toMatchObject({ code: 200 });
    expect(files.log()).not.toContain(second);
  });

  test("folder rules", async () => {
    const rule = {
      path: "/kept/",
      password: "open sesame",
      p_sub: true,
      hide: "\\.secret$",
      h_sub: false,
      readme: "Hello",
    };
    expect(await post("meta/create", rule)).toMatchObject({ code: 200 });
    const { content, total } = (await get("meta/list")).data as { content: readonly { id: number }[]; total: number };
    expect(total).toBe(1);
    const made = { write: false, w_sub: false, r_sub: false, header: "", header_sub: false, ...rule, path: "/kept" };
    expect(content[0]).toEqual({ ...made, id: content[0]?.id });
    expect(await post("meta/update", { ...content[0], hide: "(" })).toMatchObject({ code: 400 });
    expect(await post("meta/update", { ...content[0], write: true })).toMatchObject({ code: 200 });
    expect((await get(`meta/get?id=${content[0]?.id}`)).data).toEqual({ ...made, id: content[0]?.id, write: true });
    expect(await post(`meta/delete?id=${content[0]?.id}`)).toMatchObject({ code: 200 });
    expect(await get(`meta/get?id=${content[0]?.id}`)).toMatchObject({ code: 500 });
  });

  test("storages: mounted, turned off and on, and taken away", async () => {
    const root = await mkdtemp(join(tmpdir(), "alldoor-storage-"));
    const addition = JSON.stringify({ root_folder_path: root });
    const made = await post("storage/create", { mount_path: "/more", driver: "Local", order: 2, addition });
    expect(made).toMatchObject({ code: 200, data: { id: expect.any(Number) } });
    const { id } = made.data as { id: number };
    const status = async () => ((await get(`storage/get?id=${id}`)).data as { status: string }).status;
    expect(await status()).toBe("work");
    expect(await post(`storage/disable?id=${id}`)).toMatchObject({ code: 200 });
    expect(await status()).toBe("disabled");
    expect(await post(`storage/enable?id=${id}`)).toMatchObject({ code: 200 });
    expect(await status()).toBe("work");
    for (const bad of [
      { addition: '{"root_folder_path":"relative"}' },
      { addition: "{}" },
      { addition: "x" },
      { driver: "Nowhere" },
    ])
      expect(await post("storage/create", { mount_path: "/bad", driver: "Local", addition, ...bad })).toMatchObject({
        code: 400,
      });
    expect((await get("driver/names")).data).toEqual(["Local"]);
    expect(await post(`storage/delete?id=${id}`)).toMatchObject({ code: 200 });
    expect(await get(`storage/get?id=${id}`)).toMatchObject({ code: 500 });
  });
});
