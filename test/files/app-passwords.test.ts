/** App passwords: made by a fresh sign-in, shown once, bound to what they may, over when they are revoked or run out. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { User } from "../../src/files/users/user.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, davClient } from "./dav-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

interface Made {
  readonly id: number;
  readonly password: string;
  readonly username: string;
}

interface Listed {
  readonly id: number;
  readonly name: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
}

const MANY_RIGHTS = 1023;

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  let person: User & { readonly password: string };

  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
    person = await files.makeUser({ permission: MANY_RIGHTS });
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  const create = async (wish: Record<string, unknown> = {}, whose: User = person) => {
    const token = await files.token(whose);
    const json = { name: "laptop", access: "write", ...wish };
    return files.api("/api/me/app_passwords/create", { token, json });
  };
  const made = async (wish: Record<string, unknown> = {}, whose: User = person): Promise<Made> =>
    (await create(wish, whose)).data;
  const list = async (whose: User = person): Promise<readonly Listed[]> =>
    (await files.api("/api/me/app_passwords", { token: await files.token(whose) })).data;
  const enter = async (username: string, password: string, path = "/dav/") =>
    (await davClient(files, basic(username, password))("PROPFIND", path, { headers: { depth: "0" } })).status;

  test("one is made, opens WebDAV, and is not to be seen again", async () => {
    const answer = await create();
    expect([answer.status, answer.code]).toEqual([200, 200]);
    const { password, username, id }: Made = answer.data;
    expect(password).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(username).toBe(person.username);
    expect(await enter(username, password)).toBe(207);
    const listed = await list();
    expect(listed.find((one) => one.id === id)).toMatchObject({ name: "laptop", expires_at: null });
    expect(JSON.stringify(listed)).not.toContain(password);
    const rows = await files.files.db.query.selectFrom("files_app_passwords").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(password);
    expect(files.log()).not.toContain(password);
  });

  test("it is its person's, under their name, in any case of it", async () => {
    const { password } = await made();
    const other = await files.makeUser({ permission: MANY_RIGHTS });
    expect(await enter(person.username.toUpperCase(), password)).toBe(207);
    expect(await enter(other.username, password)).toBe(401);
    expect(await enter("nobody-at-all", password)).toBe(401);
    expect(await enter(person.username, `${password.slice(0, -1)}_`)).toBe(401);
  });

  test("it opens nothing but WebDAV", async () => {
    const { password } = await made();
    expect((await files.api("/api/me/app_passwords", { token: password })).code).toBe(401);
  });

  test("a reading one reads", async () => {
    const { password } = await made({ access: "read" });
    const dav = davClient(files, basic(person.username, password));
    expect((await dav("PROPFIND", "/dav/", { headers: { depth: "1" } })).status).toBe(207);
    const path = `/dav/${randomBytes(6).toString("hex")}`;
    expect((await dav("PUT", path, { body: "x" })).status).toBe(403);
    expect((await dav("MKCOL", path)).status).toBe(403);
    expect((await dav("LOCK", path, { body: "<x/>" })).status).not.toBe(200);
  });

  test("one for a folder goes there and nowhere else", async () => {
    const dav = davClient(files, basic(person.username, (await made()).password));
    const folder = `/${randomBytes(6).toString("hex")}`;
    await dav("MKCOL", `/dav${folder}`);
    await dav("PUT", `/dav${folder}-beside.txt`, { body: "secret" });
    const { password } = await made({ path: folder });
    const bound = davClient(files, basic(person.username, password));
    expect((await bound("PUT", `/dav${folder}/in.txt`, { body: "x" })).status).toBe(201);
    expect((await bound("GET", `/dav${folder}-beside.txt`)).status).toBe(403);
    expect((await bound("PUT", `/dav${folder}-new.txt`, { body: "x" })).status).toBe(403);
    const headers = { destination: `${files.url}/dav${folder}-out.txt` };
    expect((await bound("MOVE", `/dav${folder}/in.txt`, { headers })).status).toBe(403);
    expect((await bound("COPY", `/dav${folder}/in.txt`, { headers })).status).toBe(403);
    expect((await bound("GET", `/dav${folder}/in.txt`)).text).toBe("x");
  });

  test("it never gives what its person has not", async () => {
    const reader = await files.makeUser({ permission: 256 });
    const { password } = await made({ access: "write" }, reader);
    const dav = davClient(files, basic(reader.username, password));
    expect((await dav("PUT", `/dav/${randomBytes(6).toString("hex")}`, { body: "x" })).status).toBe(403);
    const nobody = await files.makeUser({ permission: 0 });
    expect((await create({}, nobody)).code).toBe(403);
  });

  test("revoked, it is over at once; nobody else can revoke it", async () => {
    const { id, password } = await made();
    const other = await files.makeUser({ permission: MANY_RIGHTS });
    const revoke = async (whose: User) =>
      (await files.api("/api/me/app_passwords/delete", { token: await files.token(whose), json: { id } })).code;
    expect(await revoke(other)).not.toBe(200);
    expect(await enter(person.username, password)).toBe(207);
    expect(await revoke(person)).toBe(200);
    expect(await enter(person.username, password)).toBe(401);
    expect((await list()).some((one) => one.id === id)).toBe(false);
  });

  test("it runs out when it was to", async () => {
    const { password } = await made({ expires_in: 100 });
    hub.time.advance(99);
    expect(await enter(person.username, password)).toBe(207);
    hub.time.advance(1);
    expect(await enter(person.username, password)).toBe(401);
  });

  test("its last use is known to the minute", async () => {
    const { id, password } = await made();
    const lastUse = async (): Promise<string | null | undefined> =>
      (await list()).find((one) => one.id === id)?.last_used_at;
    expect(await lastUse()).toBeNull();
    await enter(person.username, password);
    const first = await lastUse();
    expect(first).toMatch(/^\d{4}-/);
    hub.time.advance(59);
    await enter(person.username, password);
    expect(await lastUse()).toBe(first);
    hub.time.advance(1);
    await enter(person.username, password);
    expect(await lastUse()).not.toBe(first);
  });

  test("a disabled person's are as good as none", async () => {
    const gone = await files.makeUser({ permission: MANY_RIGHTS });
    const { password } = await made({}, gone);
    expect(await enter(gone.username, password)).toBe(207);
    await files.files.db.write((tx) =>
      tx.query.updateTable("files_users").set({ disabled_at: 1 }).where("id", "=", gone.id).execute(),
    );
    expect(await enter(gone.username, password)).toBe(403);
  });

  describe("making one", () => {
    test("takes a fresh sign-in", async () => {
      const token = await files.token(person);
      const json = { name: "x", access: "read" };
      hub.time.advance(900);
      expect((await files.api("/api/me/app_passwords/create", { token, json })).code).toBe(401);
      expect((await files.api("/api/me/app_passwords", { token })).code).toBe(200);
    });

    test("is not for guests", async () => {
      expect((await files.api("/api/me/app_passwords/create", { json: { name: "x", access: "read" } })).code).toBe(401);
      expect((await files.api("/api/me/app_passwords")).code).toBe(401);
    });

    test.each([
      { name: "" },
      { name: "x".repeat(101) },
      { name: "a\u0007b" },
      { access: "all" },
      { expires_in: -1 },
      { expires_in: 1e12 },
      { path: "../x" },
    ])("refuses %j", async (wish) => {
      const { code } = await create(wish);
      expect([400, 403]).toContain(code);
    });
  });
});
