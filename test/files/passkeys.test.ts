/** Passkeys of the file server on both databases: over AList's API and over the pages, and whatever is bent about them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveSetting } from "../../src/files/settings/store.ts";
import { createUser } from "../../src/files/users/store.ts";
import type { User } from "../../src/files/users/user.ts";
import { totpCode, totpStep } from "../../src/lib/totp.ts";
import { type Bend, createAuthenticator } from "../ground/authenticator.ts";
import { formsOf } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
    await turn("true");
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  const turn = (value: "true" | "false") =>
    files.files.db.write((tx) => saveSetting(tx, files.files, "webauthn_login_enabled", value));
  type Begun = { readonly session: string; readonly options: { readonly publicKey: never } };
  const begun = async (path: string, token?: string): Promise<Begun> => {
    const answer = await files.api(`/api/authn/${path}`, token === undefined ? {} : { token });
    expect(answer).toMatchObject({ code: 200, data: { session: expect.stringMatching(/^[\w-]{43}$/) } });
    return answer.data;
  };
  const finish = (path: string, session: string, credential: string, token?: string) =>
    files.api(`/api/authn/${path}`, {
      method: "POST",
      body: credential,
      headers: { session, "content-type": "application/json" },
      ...(token === undefined ? {} : { token }),
    });
  const login = async (device: ReturnType<typeof createAuthenticator>, bend: Bend = {}, username = "") => {
    const { session, options } = await begun(`webauthn_begin_login?username=${username}`);
    return finish(`webauthn_finish_login?username=${username}`, session, device.get(options.publicKey, bend));
  };
  const withPasskey = async (user: User) => {
    const token = await files.token(user);
    const device = createAuthenticator(files.url);
    const { session, options } = await begun("webauthn_begin_registration", token);
    const added = await finish("webauthn_finish_registration", session, device.create(options.publicKey), token);
    expect(added).toMatchObject({ code: 200 });
    return { token, device };
  };
  const makePerson = (username: string) =>
    files.files.db.write((tx) =>
      createUser(tx, files.files, { username, role: "general", basePath: "/", permission: 0, passwordHash: null }),
    );
  const REFUSED = { status: 200, code: 400, data: null };

  test("an administrator sees somebody's passkeys and takes one away, but not their last way in; nobody else does", async () => {
    const person = await files.makeUser();
    const { device } = await withPasskey(person);
    const signedIn = async (user: User) => {
      const browser = files.browser();
      browser.setCookie(files.url, "alldoor_files_session", await files.cookie(user));
      return browser;
    };
    const page = `${files.url}/@manage/users/edit?id=${person.id}`;
    const action = "/@manage/users/remove-passkey";
    expect((await (await signedIn(await files.makeUser())).open(page)).html).not.toContain(action);
    const browser = await signedIn(await files.makeUser({ role: "admin" }));
    const remove = async (id: number) =>
      browser.submit(await browser.open(`${files.url}/@manage/users/edit?id=${id}`), {}, action);
    expect((await login(device)).code).toBe(200);
    const removed = await remove(person.id);
    expect([removed.status, removed.html.includes("The passkey has been removed.")]).toEqual([200, true]);
    expect((await login(device)).code).toBe(400);
    const alone = await makePerson("only-a-passkey");
    await withPasskey(alone);
    expect((await remove(alone.id)).status).toBe(422);
    const left = files.files.db.query.selectFrom("files_passkeys").selectAll().where("user_id", "=", alone.id);
    expect(await left.execute()).toHaveLength(1);
  });

  test("one is added, listed, signs in as who it is, and is removed", async () => {
    const person = await files.makeUser();
    const { token, device } = await withPasskey(person);
    const listed = await files.api("/api/authn/getcredentials", { token });
    expect(listed.data).toEqual([
      {
        id: device.credentialId,
        fingerprint: expect.stringMatching(/^(?:[0-9A-F]{2} ){15}[0-9A-F]{2}$/),
        name: "Passkey",
        created_at: expect.any(Number),
        last_used_at: null,
      },
    ]);
    const answer = await login(device, {}, person.username);
    expect(answer.code).toBe(200);
    const { token: signedIn } = answer.data as { token: string };
    expect(await files.api("/api/me", { token: signedIn })).toMatchObject({ data: { username: person.username } });
    expect(await files.api("/api/authn/delete_authn", { token, json: { id: device.credentialId } })).toMatchObject({
      code: 200,
    });
    expect(await login(device)).toMatchObject(REFUSED);
  });

  test("it is the second factor too, for whoever has one", async () => {
    const person = await files.makeUser();
    const { token, device } = await withPasskey(person);
    const generated = await files.api("/api/auth/2fa/generate", { token, json: {} });
    const { secret } = generated.data as { secret: string };
    const code = totpCode(secret, totpStep(Math.floor(hub.time.clock() / 1000)));
    expect(await files.api("/api/auth/2fa/verify", { token, json: { code, secret } })).toMatchObject({ code: 200 });
    const { username, password } = person;
    expect(await files.api("/api/auth/login", { json: { username, password } })).toMatchObject({ code: 402 });
    expect(await login(device)).toMatchObject({ code: 200, data: { token: expect.any(String) } });
  });

  test("an answer counts once, for the asker and the purpose of its challenge, until it has run out", async () => {
    const { device, token } = await withPasskey(await files.makeUser());
    const { session, options } = await begun("webauthn_begin_login");
    const other = await begun("webauthn_begin_login");
    const answer = device.get(options.publicKey);
    expect(await finish("webauthn_finish_login", other.session, answer)).toMatchObject(REFUSED);
    expect(await finish("webauthn_finish_login", "", answer)).toMatchObject(REFUSED);
    expect(await finish("webauthn_finish_login", session, answer)).toMatchObject({ code: 200 });
    expect(await finish("webauthn_finish_login", session, answer)).toMatchObject(REFUSED);
    // Also with the counter gone on.
    expect(await finish("webauthn_finish_login", session, device.get(options.publicKey))).toMatchObject(REFUSED);
    const registration = await begun("webauthn_begin_registration", token);
    const crossed = device.get(registration.options.publicKey);
    expect(await finish("webauthn_finish_login", registration.session, crossed)).toMatchObject(REFUSED);
    const late = await begun("webauthn_begin_login");
    hub.time.advance(1801);
    expect(await finish("webauthn_finish_login", late.session, device.get(late.options.publicKey))).toMatchObject(
      REFUSED,
    );
  });

  test("two uses of one answer at once sign in once", async () => {
    const { device } = await withPasskey(await files.makeUser());
    const { session, options } = await begun("webauthn_begin_login");
    const answer = device.get(options.publicKey);
    const codes = await Promise.all([1, 2, 3, 4].map(() => finish("webauthn_finish_login", session, answer)));
    expect(codes.map(({ code }) => code).sort()).toEqual([200, 400, 400, 400]);
  });

  test.each([
    ["another origin", { origin: "http://localhost:1" }],
    ["another relying party", { rpId: "evil.example.com" }],
    ["a challenge of one's own", { challenge: "A".repeat(75) }],
    ["no handle", { userHandle: null }],
    ["another's handle", { userHandle: Buffer.from("files:1").toString("base64url") }],
    ["nobody verified", { unverified: true }],
    ["a counter that stands still", { counter: 0 }],
  ] satisfies readonly [string, Bend][])("%s signs nobody in", async (_what, bend) => {
    const { device } = await withPasskey(await files.makeUser());
    expect(await login(device)).toMatchObject({ code: 200 });
    expect(await login(device, bend)).toMatchObject(REFUSED);
  });

  test("begin tells nobody who has passkeys; a passkey opens no other name", async () => {
    const [one, other] = [await files.makeUser(), await files.makeUser()];
    const { device } = await withPasskey(one);
    const shape = async (username: string) => {
      const { options } = await begun(`webauthn_begin_login?username=${username}`);
      return { ...(options.publicKey as object), challenge: "" };
    };
    expect(await shape(one.username)).toEqual(await shape("nobody-of-this-name"));
    expect(await login(device, {}, other.username)).toMatchObject(REFUSED);
  });

  test("whoever is disabled is told so, and is not signed in", async () => {
    const person = await files.makeUser();
    const { device } = await withPasskey(person);
    const { db } = files.files;
    await db.write((tx) =>
      tx.query.updateTable("files_users").set({ disabled_at: 1 }).where("id", "=", person.id).execute(),
    );
    expect(await login(device)).toMatchObject({ code: 401, message: "Current user is disabled, replace please" });
  });

  test("adding and removing need a fresh sign-in by a session; nobody adds for another or takes another's", async () => {
    const [one, other] = [await files.makeUser(), await files.makeUser()];
    const { device, token } = await withPasskey(one);
    const otherToken = await files.token(other);
    const { session, options } = await begun("webauthn_begin_registration", token);
    const made = createAuthenticator(files.url).create(options.publicKey);
    expect(await finish("webauthn_finish_registration", session, made, otherToken)).toMatchObject(REFUSED);
    const remove = (by: string) =>
      files.api("/api/authn/delete_authn", { token: by, json: { id: device.credentialId } });
    expect(await remove(otherToken)).toMatchObject({ code: 500 });
    hub.time.advance(901);
    expect((await files.api("/api/authn/webauthn_begin_registration", { token })).code).not.toBe(200);
    expect((await finish("webauthn_finish_registration", session, made, token)).code).not.toBe(200);
    expect((await remove(token)).code).not.toBe(200);
    expect(await files.api("/api/authn/webauthn_begin_registration")).toMatchObject({ code: 401 });
  });

  test("the same passkey is added once", async () => {
    const person = await files.makeUser();
    const { device, token } = await withPasskey(person);
    const { session, options } = await begun("webauthn_begin_registration", token);
    expect(options.publicKey).toMatchObject({ excludeCredentials: [{ id: device.credentialId }] });
    const again = await finish("webauthn_finish_registration", session, device.create(options.publicKey), token);
    expect(again).toMatchObject(REFUSED);
  });

  test("the last way in stays, and a passkey is one only while passkeys are on", async () => {
    const person = await makePerson(`only-passkeys-${Date.now()}`);
    const { device, token } = await withPasskey(person);
    const remove = (id: string) => files.api("/api/authn/delete_authn", { token, json: { id } });
    expect(await remove(device.credentialId)).toMatchObject({ code: 400 });
    const second = await begun("webauthn_begin_registration", token);
    const spare = createAuthenticator(files.url);
    await finish("webauthn_finish_registration", second.session, spare.create(second.options.publicKey), token);
    expect(
      (await Promise.all([remove(device.credentialId), remove(spare.credentialId)])).map(({ code }) => code).sort(),
    ).toEqual([200, 400]);
    await turn("false");
    try {
      const other = await files.makeUser();
      const off = { code: 403, message: "WebAuthn is not enabled" };
      expect(await files.api("/api/authn/webauthn_begin_login")).toMatchObject(off);
      expect(await finish("webauthn_finish_login", "A".repeat(43), "{}")).toMatchObject(off);
      const registration = await files.api("/api/authn/webauthn_begin_registration", {
        token: await files.token(other),
      });
      expect(registration).toMatchObject(off);
      const platform = await files.files.db.query
        .selectFrom("files_platforms")
        .select("id")
        .where("disabled_at", "is", null)
        .executeTakeFirstOrThrow();
      // An identity is now the last way in of whoever has a passkey beside it.
      await files.files.db.write((tx) =>
        tx.query
          .insertInto("files_identities")
          .values({
            id: files.files.ids(),
            user_id: person.id,
            platform: platform.id,
            issuer: "https://door.example.com",
            subject: `s-${person.id}`,
            label: "s",
            created_at: 1,
            last_used_at: null,
          })
          .execute(),
      );
      const unlink = () =>
        files.api("/api/me/update", { token, json: { username: person.username, password: "", sso_id: "" } });
      expect(await unlink()).toMatchObject({ code: 400 });
      await turn("true");
      expect(await unlink()).toMatchObject({ code: 200 });
    } finally {
      await turn("true");
    }
  });

  test("the pages: added by the browser's own form, renamed, signed in with, removed", async () => {
    const person = await files.makeUser();
    const browser = files.browser();
    browser.setCookie(files.url, "alldoor_files_session", await files.cookie(person));
    const device = createAuthenticator(files.url);
    const optionsOn = (html: string): never => {
      const [, text = "{}"] = /data-options="([^"]*)"/.exec(html) ?? [];
      return JSON.parse(text.replaceAll("&quot;", '"')) as never;
    };
    const profile = await browser.open(`${files.url}/@manage`);
    const credential = device.create(optionsOn(profile.html));
    const added = await browser.submit(profile, { credential, name: "My <b>laptop</b>" }, "/@manage/passkeys/add");
    expect(added.html).toContain("The passkey has been added.");
    expect(added.html).toContain("My &lt;b&gt;laptop&lt;/b&gt;");
    const again = await browser.submit(profile, { credential, name: "x" }, "/@manage/passkeys/add");
    expect(again.status).toBe(422);
    const renamed = await browser.submit(added, { name: "Desk" }, "/@manage/passkeys/rename");
    expect(renamed.html).toContain("Desk");
    expect((await browser.submit(renamed, { name: " " }, "/@manage/passkeys/rename")).status).toBe(422);

    const elsewhere = files.browser();
    const door = await elsewhere.open(`${files.url}/sign-in?next=/@manage`);
    expect(door.html).toContain('autocomplete="username webauthn"');
    const answer = device.get(optionsOn(door.html));
    const foreign = files.browser();
    const foreignDoor = await foreign.open(`${files.url}/sign-in`);
    expect((await foreign.submit(foreignDoor, { credential: answer }, "/sign-in/passkey")).status).toBe(422);
    expect(foreign.cookie(files.url, "alldoor_files_session")).toBeUndefined();
    const inside = await elsewhere.submit(door, { credential: answer }, "/sign-in/passkey");
    expect(inside.url).toBe(`${files.url}/@manage`);
    expect(inside.html).toContain(person.username);
    const removed = await elsewhere.submit(inside, {}, "/@manage/passkeys/remove");
    expect(removed.html).toContain("The passkey has been removed.");
    hub.time.advance(901);
    const stale = await browser.open(`${files.url}/@manage`);
    expect(formsOf(stale.html).some(({ action }) => action.endsWith("/passkeys/add"))).toBe(false);
  });
});
