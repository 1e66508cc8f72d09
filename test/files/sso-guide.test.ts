/** AList's guide to third-party single sign-on, point by point, in its own words, through emulated platforms, on both databases. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { envelopeOf, type SsoGround, startSso } from "./sso-ground.ts";

const LOGIN = "/api/auth/sso?method=sso_get_token";
const BIND = "/api/auth/sso?method=get_sso_id";
const NOT_BOUND =
  '{"code":400,"message":"The single sign on platform is not bound to any users: record not found","data":null}';

eachDatabase((fresh) => {
  let sso: SsoGround;
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: (await fresh()).databaseUrl });
    await sso.usePlatform("Dingtalk", "dingtalk");
  });
  afterAll(() => sso.close());

  const auto = (values: Readonly<Record<string, string>> = {}) => sso.save({ sso_auto_register: "true", ...values });

  /** Signs in over AList's API. */
  const token = async (person: string, path = LOGIN) => (await sso.windowMessage(path, person))["token"];

  test("4.4-Why is this error code displayed when using sso?", async () => {
    await sso.save({ sso_auto_register: "false" });
    const page = await sso.through(sso.browser(), LOGIN, "mira");
    expect(page.html).toBe(NOT_BOUND);
    expect(page.headers.get("content-type")).toContain("application/json");
  });

  test("SSO auto register, SSO default dir, SSO default permission: 256+512=768, just fill in 768", async () => {
    expect(await auto({ sso_default_dir: "/test1", sso_default_permission: "768" })).toMatchObject({ code: 200 });
    const { data } = await sso.me(await token("mira"));
    expect(data).toMatchObject({ username: "Mira Halden", base_path: "/test1", role: 0, permission: 768 });
    expect(data.sso_id).not.toBe("");
    const again = await sso.me(await token("mira-renamed"));
    expect(again.data).toEqual(data);
    expect(existsSync(join(sso.files.dataDirectory, "files", "test1"))).toBe(true);
  });

  test("Make dir or upload, Rename and Delete by default: 8+16+128=152, we can fill in 152", async () => {
    await auto({ sso_default_dir: "/users/{username}", sso_default_permission: "152" });
    const theo = await token("theo");
    expect((await sso.me(theo)).data).toMatchObject({ base_path: "/users/Theo Brandvik", permission: 152 });
    const call = (path: string, json: unknown) => sso.files.api(`/api/fs/${path}`, { token: theo ?? "", json });
    expect(await call("mkdir", { path: "/a" })).toMatchObject({ code: 200 });
    expect(await call("rename", { path: "/a", name: "b" })).toMatchObject({ code: 200 });
    expect(await call("mkdir", { path: "/c" })).toMatchObject({ code: 200 });
    for (const way of ["move", "copy"])
      expect(await call(way, { src_dir: "/", dst_dir: "/c", names: ["b"] })).toMatchObject({
        code: 403,
        message: "permission denied",
      });
    expect(await call("remove", { dir: "/", names: ["b", "c"] })).toMatchObject({ code: 200 });
  });

  test("The default is 0, no permission is enabled; / only where it is chosen", async () => {
    await auto({ sso_default_dir: "/", sso_default_permission: "0" });
    const { data } = await sso.me(await token("noor"));
    expect(data).toMatchObject({ base_path: "/", permission: 0 });
  });

  test("4.1-There is already this user in the AList user database", async () => {
    await auto({ sso_default_dir: "/users/{username}" });
    const namesake = await sso.files.makeUser({ username: "Vex Marlow" });
    const { data } = await sso.me(await token("impostor"));
    expect(data.username).toBe(`Vex Marlow_${data.sso_id}`);
    expect(data.base_path).toBe(`/users/Vex Marlow_${data.sso_id}`);
    expect(data.id).not.toBe(namesake.id);
  });

  test("4.2-What should I do if I don't want the SSO account to be registered: those that are go on", async () => {
    await sso.save({ sso_auto_register: "false" });
    expect((await sso.me(await token("mira"))).data).toMatchObject({ username: "Mira Halden" });
    expect((await sso.through(sso.browser(), LOGIN, "zoe")).html).toBe(NOT_BOUND);
  });

  test("4.3-If I turn off the single sign-on option: set username and password, unbind, and use both", async () => {
    await auto({ sso_default_dir: "/users/{username}", sso_default_permission: "3" });
    const zoe = (await token("zoe")) ?? "";
    const update = (json: unknown, of = zoe) => sso.files.api("/api/me/update", { token: of, json });
    expect(await update({ username: "zoe", password: "", sso_id: "" })).toMatchObject({ code: 400 });
    const password = "a few words of my own";
    const before = (await sso.me(zoe)).data;
    expect(
      await update({ username: "zoe", password, sso_id: before.sso_id, base_path: "/", permission: 999 }),
    ).toMatchObject({ code: 200 });
    await sso.save({ sso_login_enabled: "false" });
    const { data } = await sso.files.api("/api/auth/login", { json: { username: "zoe", password } });
    const own = (data as { token: string }).token;
    expect((await sso.me(own)).data).toMatchObject({
      base_path: before.base_path,
      permission: 3,
      sso_id: before.sso_id,
    });
    expect(await update({ username: "zoe", sso_id: "" }, own)).toMatchObject({ code: 200 });
    expect((await sso.me(own)).data.sso_id).toBe("");
    await sso.save({ sso_login_enabled: "true", sso_auto_register: "false" });
    expect((await sso.through(sso.browser(), LOGIN, "zoe")).html).toBe(NOT_BOUND);
  });

  test("there will be a button that needs to be bound: by the session that asks for it, and no id that is sent", async () => {
    const person = await sso.files.makeUser();
    const browser = sso.browser();
    const refused = await sso.files.api(BIND);
    expect(refused).toMatchObject({ code: 401, message: "login please" });
    browser.setCookie(sso.files.url, "alldoor_files_session", await sso.files.cookie(person));
    const { sso_id } = await sso.windowMessage(BIND, "quill", browser);
    const api = await sso.files.token(person);
    expect((await sso.me(api)).data.sso_id).toBe(sso_id);
    const sent = { token: api, json: { username: person.username, sso_id: "somebody-elses" } };
    expect(await sso.files.api("/api/me/update", sent)).toMatchObject({ code: 400 });
    const taken = await sso.files.makeUser();
    browser.setCookie(sso.files.url, "alldoor_files_session", await sso.files.cookie(taken));
    expect(envelopeOf(await sso.through(browser, BIND, "quill"))).toMatchObject({ code: 400, data: null });
    expect((await sso.me(await token("quill"))).data.id).toBe(person.id);
  });

  test("Sso compatibility mode: the two redirect urls, the same window, and no token in an address", async () => {
    await auto({ sso_compatibility_mode: "true" });
    try {
      const browser = sso.browser();
      const start = await browser.request(`${sso.files.url}${LOGIN}`);
      expect(start.status).toBe(302);
      const asked = new URL(start.headers.get("location") ?? "");
      expect(asked.searchParams.get("redirect_uri")).toBe(`${sso.files.url}/api/auth/sso_get_token`);
      const back = await sso.sandbox.sandbox.signInAs(asked.href, "mira");
      const done = await browser.request(back.href);
      const location = new URL(done.headers.get("location") ?? "");
      expect([done.status, location.origin, location.pathname]).toEqual([302, sso.files.url, "/@login"]);
      expect([...location.searchParams.keys()]).toEqual(["code"]);
      const code = location.searchParams.get("code") ?? "";
      const exchange = async (by: ReturnType<typeof sso.browser>, origin = sso.files.url) =>
        (
          await by.request(`${sso.files.url}/api/auth/sso_exchange`, {
            method: "POST",
            body: JSON.stringify({ code }),
            headers: { "content-type": "application/json", origin },
          })
        ).json() as Promise<{ code: number; data: { token: string } | null }>;
      expect(await exchange(sso.browser())).toMatchObject({ code: 400, data: null });
      expect(await exchange(browser, "https://evil.example.com")).toMatchObject({ code: 403, data: null });
      const given = await exchange(browser);
      expect((await sso.me(given.data?.token)).data.username).toBe("Mira Halden");
      expect(await exchange(browser)).toMatchObject({ code: 400, data: null });
      const person = sso.browser();
      const page = await sso.through(person, LOGIN, "mira");
      expect(page.url).toBe(`${sso.files.url}/`);
      expect(person.cookie(sso.files.url, "alldoor_files_session")).toMatch(/^[\w-]{43}$/);
      const bound = await sso.through(person, BIND, "mira");
      expect(bound.url).toBe(`${sso.files.url}/@manage?bound=dingtalk`);
    } finally {
      await sso.save({ sso_compatibility_mode: "false" });
    }
  });

  test("two first sign-ins at once make one account", async () => {
    await auto({ sso_default_dir: "/users/{username}" });
    const { clientId, clientSecret } = sso.registered("github");
    const { data: platform } = await sso.admin("/api/admin/sso/platform/create", {
      entry: "github",
      client_id: clientId,
      client_secret: clientSecret,
    });
    expect(platform).toMatchObject({ id: "github", client_secret: "********" });
    const tokens = await Promise.all([1, 2, 3].map(() => token("zoe", `${LOGIN}&platform=github`)));
    const people = await Promise.all(tokens.map((each) => sso.me(each)));
    expect(new Set(people.map(({ data }) => data.id)).size).toBe(1);
    expect(people[0]?.data.username).toBe("zoe_yuki");
  });
});
