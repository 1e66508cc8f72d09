/** Who comes in over WebDAV: passwords counted and refused as at every way in, and nobody without one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { staticHash } from "../../src/files/users/static-hash.ts";
import { setPasswordHash } from "../../src/files/users/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, davClient } from "./dav-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

const CHALLENGE = 'Basic realm="Alldoor files", charset="UTF-8"';

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

  const knock = (authorization?: string, headers: Record<string, string> = {}) =>
    davClient(files, authorization)("PROPFIND", "/dav/", { headers: { depth: "0", ...headers } });
  const change = (id: number, row: { disabled_at?: number; sealed_otp_secret?: string; permission?: number }) =>
    files.files.db.write((tx) => tx.query.updateTable("files_users").set(row).where("id", "=", id).execute());

  test.each([
    undefined,
    "Basic",
    "Basic !!!!",
    "Basic OmE=",
    `Basic ${Buffer.from("no colon").toString("base64")}`,
    `Basic ${Buffer.from([0x61, 0x3a, 0xff]).toString("base64")}`,
    "Bearer abc",
    basic("guest", ""),
    basic("guest", "guest"),
    basic("nobody", "nothing"),
    basic("a\u0000b", "c"),
  ])("%s is challenged, in UTF-8", async (authorization) => {
    const { status, headers } = await knock(authorization);
    expect([status, headers["www-authenticate"]]).toEqual([401, CHALLENGE]);
  });

  test("what is spoken here is told to anybody, at the root too", async () => {
    for (const path of ["/dav/", "/dav/anything", "/dav", "/"]) {
      const { status, headers } = await davClient(files)("OPTIONS", path);
      expect([status, headers["dav"], headers["ms-author-via"]]).toEqual([200, "1, 2", "DAV"]);
      expect(headers["allow"]).toContain("PROPFIND");
    }
    const { status, headers } = await davClient(files, basic("x", "y"))("BREW", "/dav/");
    expect([400, 401]).toContain(status);
    expect(headers["dav"]).toBeUndefined();
  });

  test("a method that nothing answers says which ones are", async () => {
    const { username, password } = await files.makeUser({ permission: 768 });
    const { status, headers } = await davClient(files, basic(username, password))("REPORT", "/dav/");
    expect([status, String(headers["allow"]).split(", ")]).toEqual([405, expect.arrayContaining(["LOCK", "GET"])]);
  });

  test("a username and a password beyond ASCII come in", async () => {
    const { username, password } = await files.makeUser({
      username: "Ada: no",
      permission: 768,
      password: "päßwörd 名字 that is long",
    });
    // A name with a colon can't be said in Basic; another one can.
    expect((await knock(basic(username, password))).status).toBe(401);
    const zoe = await files.makeUser({ username: "Zoë", permission: 768, password: "päßwörd 名字: long" });
    expect((await knock(basic("zoë", zoe.password))).status).toBe(207);
  });

  test("tries are counted, and the right password does not help afterwards", async () => {
    const { username, password } = await files.makeUser({ permission: 768 });
    const statuses: number[] = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await knock(basic(username, `wrong ${count}`))).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    const late = await knock(basic(username, password));
    expect([late.status, Number(late.headers["retry-after"]) > 0]).toEqual([429, true]);
    hub.time.advance(900);
    expect((await knock(basic(username, password))).status).toBe(207);
  });

  test("a password that was changed is over at once, however lately it was right", async () => {
    const user = await files.makeUser({ permission: 768 });
    const old = basic(user.username, user.password);
    expect([(await knock(old)).status, (await knock(old)).status]).toEqual([207, 207]);
    const hash = await files.files.passwords.hash(staticHash("another long password"));
    await files.files.db.write((tx) => setPasswordHash(tx, files.files, user, hash));
    expect((await knock(old)).status).toBe(401);
    expect((await knock(basic(user.username, "another long password"))).status).toBe(207);
  });

  test("rights and standing are looked at each time", async () => {
    const user = await files.makeUser({ permission: 768 });
    const header = basic(user.username, user.password);
    expect((await knock(header)).status).toBe(207);
    await change(user.id, { permission: 512 });
    expect((await knock(header)).status).toBe(403);
    await change(user.id, { permission: 768, disabled_at: 1 });
    expect((await knock(header)).status).toBe(403);
  });

  test("with a second factor the password alone opens nothing, and whoever knows it is told what does", async () => {
    const user = await files.makeUser({ permission: 768 });
    const header = basic(user.username, user.password);
    expect((await knock(header)).status).toBe(207);
    await change(user.id, { sealed_otp_secret: "sealed" });
    const right = await knock(header);
    expect([right.status, right.headers["www-authenticate"]]).toEqual([401, CHALLENGE]);
    expect(right.text).toContain("app password on your profile page");
    const wrong = await knock(basic(user.username, "wrong"));
    expect(wrong.text).not.toContain("second step");
  });

  test("an unknown name and a wrong password get the same answer", async () => {
    const { username } = await files.makeUser({ permission: 768 });
    const [known, unknown] = [await knock(basic(username, "wrong")), await knock(basic("nobody-here", "wrong"))];
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
  });

  test("no password is ever logged", async () => {
    const user = await files.makeUser({ permission: 768, password: "canary-of-a-password" });
    await knock(basic(user.username, user.password));
    await knock(basic(user.username, "canary-of-a-guess"));
    expect(files.log()).toContain("/dav/");
    expect(files.log()).not.toContain("canary");
    expect(files.log()).not.toContain(Buffer.from("canary").toString("base64").slice(0, 6));
  });
});
