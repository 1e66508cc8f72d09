/** The API where it looks after the server: mail, initial access tokens, people from a file. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { API_SCOPE_NAMES } from "../../src/hub/permissions/scopes.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";

const OCCASION = { address: "127.0.0.1", requestId: "test", userAgent: "" };

eachDatabase((fresh) => {
  let server: MailServer;
  let hub: TestHub;
  let token: string;
  beforeAll(async () => {
    server = await startMailServer();
    hub = await startHub(await fresh());
    const admin = await hub.makeUser({ name: "zz-admin", isAdmin: true });
    const wish = { name: "x", scopes: API_SCOPE_NAMES, days: 30 };
    token = await hub.hub.db.write((tx) => createPersonalToken(tx, hub.hub, admin, wish, OCCASION));
  });
  afterAll(async () => {
    await hub.close();
    await server.close();
  });

  async function call(method: string, path: string, body?: unknown) {
    const response = await fetch(`${hub.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text), text };
  }
  const people = async () =>
    (await hub.hub.db.query.selectFrom("users").select("name").orderBy("name").execute()).map(({ name }) => name);
  const lastAction = async () =>
    (await hub.hub.db.query.selectFrom("audit").select("action").orderBy("id", "desc").executeTakeFirst())?.action;

  test("the mail server is set, tried, told without its password, and removed", async () => {
    expect((await call("GET", "/mail")).body).toMatchObject({ source: "none", server: null });
    expect((await call("POST", "/mail/test", { test_to: "you@example.com" })).status).toBe(409);
    const bad = await call("PATCH", "/mail", { smtp_url: "https://mail.example.com", smtp_from: "nobody" });
    expect([bad.status, bad.body.errors.map(({ field }: { field: string }) => field).sort()]).toEqual([
      422,
      ["smtp_from", "smtp_url"],
    ]);
    const smtp_url = `smtp://door:canary-password@127.0.0.1:${server.port}`;
    const set = await call("PATCH", "/mail", { smtp_url, smtp_from: "id@example.com" });
    expect([set.status, set.body.source, set.body.smtp_from]).toEqual([200, "console", "id@example.com"]);
    expect(set.text).not.toContain("canary-password");
    expect(await lastAction()).toBe("mail.settings-changed");
    const kept = await call("PATCH", "/mail", { new_browser_notices: false });
    expect(kept.body).toMatchObject({ server: set.body.server, new_browser_notices: false });
    const sent = await call("POST", "/mail/test", { test_to: "you@example.com" });
    expect([sent.body.end, server.received.at(-1)?.to]).toEqual(["delivered", ["you@example.com"]]);
    expect((await call("PATCH", "/mail", { smtp_url: null })).body).toMatchObject({ source: "none", server: null });
  });

  test("an initial access token is made, listed without its value, and ended", async () => {
    const made = await call("POST", "/registration-tokens", { name: "Build", uses: 2, lives: 600 });
    expect([made.status, typeof made.body.token]).toEqual([201, "string"]);
    const listed = await call("GET", "/registration-tokens");
    expect(listed.body.data).toMatchObject([{ name: "Build", uses: 0, most_uses: 2 }]);
    expect(listed.text).not.toContain(made.body.token);
    expect((await call("POST", "/registration-tokens", { name: "", uses: 0 })).status).toBe(422);
    const [{ id }] = listed.body.data;
    expect((await call("DELETE", `/registration-tokens/${id}`)).status).toBe(204);
    expect((await call("DELETE", `/registration-tokens/${id}`)).status).toBe(404);
    expect((await call("GET", "/registration-tokens")).body.data).toEqual([]);
  });

  test("people from a file: looked at, brought in together or not at all, and never an administrator changed", async () => {
    const before = await people();
    const csv = "username,name,email\nfile-a,Ada,file-a@example.com\nfile-b,,";
    const looked = await call("POST", "/users/import", { csv, dry_run: true });
    expect(looked.body).toEqual({ done: false, create: 2, change: 0, same: 0, invited: 0, faults: [] });
    expect(await people()).toEqual(before);
    const wrong = await call("POST", "/users/import", { csv: `${csv}\nzz-admin,Other,\nfile c,,` });
    expect([wrong.body.done, wrong.body.faults.map(({ line }: { line: number }) => line)]).toEqual([false, [4, 5]]);
    expect(await people()).toEqual(before);
    expect((await call("POST", "/users/import", { csv, invite: true })).body.code).toBe("mail_off");
    expect(await people()).toEqual(before);
    expect((await call("POST", "/users/import", { csv })).body).toMatchObject({ done: true, create: 2 });
    expect(await people()).toEqual([...before, "file-a", "file-b"].sort());
    const again = await call("POST", "/users/import", { csv });
    expect(again.body).toMatchObject({ done: true, create: 0, same: 2 });
    const many = ["username", ...Array.from({ length: 501 }, (_, at) => `many-${at}`)].join("\n");
    expect((await call("POST", "/users/import", { csv: many })).status).toBe(400);
    expect((await call("POST", "/users/import", { csv: "name\nx" })).status).toBe(400);
    expect((await call("POST", "/users/import", { csv, organization: "nowhere" })).status).toBe(422);
    expect(await people()).toHaveLength(before.length + 2);
  });

  test("a person is put into another organization, unless their name is taken there, and not oneself", async () => {
    const elsewhere = (await call("POST", "/organizations", { name: "elsewhere" })).body.id;
    const person = await hub.makeUser();
    const move = (id: string, organization_id: string) => call("PATCH", `/users/${id}`, { organization_id });
    const wrong = await move(person.id, "nowhere");
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, "organization_id"]);
    expect((await move(person.id, elsewhere)).body).toMatchObject({ id: person.id, organization_id: elsewhere });
    expect(await lastAction()).toBe("organization.joined");
    const namesake = await hub.makeUser({ name: person.name, email: null, emailVerified: false });
    const taken = await move(namesake.id, elsewhere);
    expect([taken.status, taken.body.code, taken.body.errors[0].field]).toEqual([
      409,
      "username_taken",
      "organization_id",
    ]);
    const self = (await call("GET", "/me")).body;
    expect((await move(self.id ?? self.user?.id, elsewhere)).body.code).toBe("own_standing");
  });
});
