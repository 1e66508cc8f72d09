/** `/api/auth` and `/api/me` as AList's clients call them: envelopes, texts and numbers of the contract, on both databases. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { staticHash } from "../../src/files/users/static-hash.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

const WRONG = { code: 400, message: "username or password is incorrect", data: null };

test("AList's static hash", () => {
  expect(staticHash("admin")).toBe("6fcb57cd10b2c11d765dcf16148d99130afd895082af83725ee8bb181b1d2b0f");
});

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  const login = (username: string, password: string, path = "/api/auth/login") =>
    files.api(path, { json: { username, password } });

  test("a password as typed and its static hash both give a token, which is the raw header", async () => {
    const person = await files.makeUser({ permission: 3, basePath: "/test1" });
    for (const answer of [
      await login(person.username, person.password),
      await login(person.username, staticHash(person.password), "/api/auth/login/hash"),
    ]) {
      expect(answer).toMatchObject({ status: 200, code: 200, message: "success" });
      const { token } = answer.data as { token: string };
      for (const authorization of [token, `Bearer ${token}`]) {
        const { data } = await files.api("/api/me", { headers: { authorization } });
        expect(JSON.stringify(data)).toBe(
          JSON.stringify({
            id: person.id,
            username: person.username,
            password: "",
            base_path: "/test1",
            role: 0,
            disabled: false,
            permission: 3,
            sso_id: "",
            otp: false,
          }),
        );
      }
    }
  });

  test("every failure of a sign-in reads the same, and a hash is no password", async () => {
    const person = await files.makeUser();
    const bare = await files.makeUser();
    await files.files.db.write((tx) =>
      tx.query.updateTable("files_users").set({ password_hash: null }).where("id", "=", bare.id).execute(),
    );
    for (const answer of [
      await login("nobody at all", "x"),
      await login("guest", "guest"),
      await login(person.username, "wrong"),
      await login(bare.username, bare.password),
      await login(person.username, staticHash(person.password)),
      await login(person.username, person.password, "/api/auth/login/hash"),
    ])
      expect(answer).toMatchObject({ status: 200, ...WRONG });
  });

  test("an empty body is EOF, and what is missing is named as AList names it", async () => {
    const send = async (body: string, type = "application/json") =>
      (await fetch(`${files.url}/api/auth/login`, { method: "POST", body, headers: { "content-type": type } })).json();
    expect(await send("")).toEqual({ code: 400, message: "EOF", data: null });
    expect(await send("{")).toMatchObject({ code: 400, data: null });
    expect(await send('{"username":1,"password":"x"}')).toMatchObject({ code: 400, data: null });
    expect(await send('{"password":"x"}')).toEqual({
      code: 400,
      message: "Key: 'LoginReq.Username' Error:Field validation for 'Username' failed on the 'required' tag",
      data: null,
    });
    const person = await files.makeUser();
    const form = new URLSearchParams({ username: person.username, password: person.password }).toString();
    expect(await send(form, "application/x-www-form-urlencoded")).toMatchObject({ code: 200 });
  });

  test("signing out ends the token, and a token that is none is told so", async () => {
    const person = await files.makeUser();
    const token = await files.token(person);
    expect(await files.api("/api/auth/logout", { token })).toMatchObject({ code: 200, data: null });
    const over = { status: 200, code: 401, message: "token is invalidated", data: null };
    expect(await files.api("/api/me", { token })).toEqual(over);
    const other = await files.token(person);
    for (const bent of ["x", `${other}A`, other.slice(1), other.toUpperCase()])
      expect(await files.api("/api/me", { token: bent })).toEqual(over);
    expect(await files.api("/api/me", { token: other })).toMatchObject({ code: 200 });
  });

  test("without a token one is the guest, once guests are let in", async () => {
    const out = { status: 200, code: 401, message: "Guest user is disabled, login please", data: null };
    expect(await files.api("/api/me")).toEqual(out);
    const admin = await files.token(await files.makeUser({ role: "admin" }));
    const guest = { id: 1, username: "guest", base_path: "/pub", role: 1, permission: 0 };
    const turn = (disabled: boolean) =>
      files.api("/api/admin/user/update", { token: admin, json: { ...guest, password: "", disabled } });
    expect(await turn(false)).toMatchObject({ code: 200 });
    expect((await files.api("/api/me")).data).toMatchObject({ ...guest, disabled: false });
    expect(await files.api("/api/me/update", { json: { username: "me", password: "a long new password" } })).toEqual({
      status: 200,
      code: 403,
      message: "Guest user can not update profile",
      data: null,
    });
    expect(await turn(true)).toMatchObject({ code: 200 });
    expect(await files.api("/api/me")).toEqual(out);
  });

  test("a new password ends every token with AList's sentence, also those of the same second", async () => {
    const person = await files.makeUser();
    const [token, other] = [await files.token(person), await files.token(person)];
    const json = { username: person.username, password: "another long password" };
    expect(await files.api("/api/me/update", { token, json })).toMatchObject({ code: 200, data: null });
    for (const old of [token, other])
      expect(await files.api("/api/me", { token: old })).toMatchObject({
        code: 401,
        message: "Password has been changed, login please",
      });
    expect(await login(person.username, person.password)).toMatchObject(WRONG);
    expect(await login(person.username, "another long password")).toMatchObject({ code: 200 });
  });

  test("a password is changed only soon after a sign-in; a name at any time", async () => {
    const person = await files.makeUser();
    const token = await files.token(person);
    hub.time.advance(901);
    expect(
      await files.api("/api/me/update", { token, json: { username: person.username, password: "another long one" } }),
    ).toMatchObject({ code: 401 });
    expect(await files.api("/api/me/update", { token, json: { username: "renamed, once" } })).toMatchObject({
      code: 200,
    });
    expect((await files.api("/api/me", { token })).data).toMatchObject({ username: "renamed, once", id: person.id });
  });

  test("base path, permission and role in one's own update are passed over", async () => {
    const person = await files.makeUser({ basePath: "/mine" });
    const token = await files.token(person);
    const json = { username: person.username, base_path: "/", permission: 65_535, role: 2, disabled: true };
    expect(await files.api("/api/me/update", { token, json })).toMatchObject({ code: 200 });
    expect((await files.api("/api/me", { token })).data).toMatchObject({ base_path: "/mine", permission: 0, role: 0 });
  });

  test("sso_id is never taken from a request, and unbinding keeps a way in", async () => {
    const person = await files.makeUser();
    const token = await files.token(person);
    await files.files.db.write((tx) =>
      tx.query
        .insertInto("files_identities")
        .values({
          id: person.id,
          user_id: person.id,
          platform: "alldoor",
          issuer: "https://id.example.com",
          subject: `subject-${person.id}`,
          label: "X",
          created_at: 0,
          last_used_at: null,
        })
        .execute(),
    );
    const send = (json: object) => files.api("/api/me/update", { token, json: { username: person.username, ...json } });
    const ssoId = async () => ((await files.api("/api/me", { token })).data as { sso_id: string }).sso_id;
    expect(await ssoId()).toBe(`subject-${person.id}`);
    expect(await send({ sso_id: "somebody-else" })).toMatchObject({ code: 400 });
    expect(await send({})).toMatchObject({ code: 200 });
    expect(await ssoId()).toBe(`subject-${person.id}`);
    await files.files.db.write((tx) =>
      tx.query.updateTable("files_users").set({ password_hash: null }).where("id", "=", person.id).execute(),
    );
    expect(await send({ sso_id: "" })).toMatchObject({ code: 400 });
    expect(await ssoId()).toBe(`subject-${person.id}`);
    await files.files.db.write((tx) =>
      tx.query.updateTable("files_users").set({ password_hash: "x" }).where("id", "=", person.id).execute(),
    );
    expect(await send({ sso_id: "" })).toMatchObject({ code: 200 });
    expect(await ssoId()).toBe("");
  });

  test("whoever is disabled is out over every way at once, and old tokens stay dead when they are let in again", async () => {
    const person = await files.makeUser();
    const admin = await files.token(await files.makeUser({ role: "admin" }));
    const token = await files.token(person);
    const turn = (disabled: boolean) =>
      files.api("/api/admin/user/update", {
        token: admin,
        json: {
          id: person.id,
          username: person.username,
          password: "",
          base_path: "/",
          role: 0,
          permission: 768,
          disabled,
        },
      });
    const dav = async () =>
      (
        await fetch(`${files.url}/dav/`, {
          method: "PROPFIND",
          headers: { depth: "0", authorization: `Basic ${btoa(`${person.username}:${person.password}`)}` },
        })
      ).status;
    expect(await turn(false)).toMatchObject({ code: 200 });
    expect(await dav()).toBe(207);
    expect(await turn(true)).toMatchObject({ code: 200 });
    const out = { code: 401, message: "Current user is disabled, replace please", data: null };
    expect(await files.api("/api/me", { token })).toMatchObject(out);
    expect(await login(person.username, person.password)).toMatchObject(out);
    expect(await login(person.username, "wrong")).toMatchObject(WRONG);
    expect(await dav()).toBe(403);
    expect(await turn(false)).toMatchObject({ code: 200 });
    expect(await files.api("/api/me", { token })).toMatchObject({ code: 401, message: "token is invalidated" });
    expect(await dav()).toBe(207);
  });

  test("tries are counted before they are made, for known and unknown names alike", async () => {
    const person = await files.makeUser();
    for (const username of [person.username, "nobody-here"]) {
      const answers = await Promise.all(Array.from({ length: 14 }, () => login(username, "wrong")));
      expect(answers.filter(({ code }) => code === 400)).toHaveLength(10);
      expect(answers.filter(({ code }) => code === 429)).toHaveLength(4);
    }
    expect(await login(person.username, person.password)).toEqual({
      status: 200,
      code: 429,
      message:
        "Too many unsuccessful sign-in attempts have been made using an incorrect username or password, Try again later.",
      data: null,
    });
    hub.time.advance(900);
    expect(await login(person.username, person.password)).toMatchObject({ code: 200 });
  });

  test("a token ends after two days", async () => {
    const token = await files.token(await files.makeUser());
    hub.time.advance(48 * 3600 - 1);
    expect(await files.api("/api/me", { token })).toMatchObject({ code: 200 });
    hub.time.advance(1);
    expect(await files.api("/api/me", { token })).toMatchObject({ code: 401, message: "token is expired" });
  });

  test("our own pages' cookie counts at the API only when the browser says that they sent it", async () => {
    const person = await files.makeUser();
    const browser = files.browser();
    const value = await files.cookie(person);
    browser.setCookie(files.url, "alldoor_files_session", value);
    const ask = async (headers: Record<string, string>) =>
      ((await (await browser.request(`${files.url}/api/me`, { headers })).json()) as { code: number }).code;
    expect(await ask({})).toBe(401);
    expect(await ask({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await ask({ "sec-fetch-site": "same-site", origin: files.url })).toBe(401);
    expect(await ask({ "sec-fetch-site": "cross-site" })).toBe(401);
    expect(await ask({ origin: "https://evil.example.com" })).toBe(401);
    expect(await ask({ origin: files.url })).toBe(200);
    // A cookie's value is no token, and the other way around.
    expect(await files.api("/api/me", { token: value })).toMatchObject({ code: 401 });
  });
});
