/** The pages of sign-in platforms, for administrators: added from an entry, changed, removed; what is said elsewhere stays as it is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { findPlatform, openedSecrets } from "../../src/files/platforms/store.ts";
import { saveSetting } from "../../src/files/settings/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

const PATH = "/@manage/settings/platforms";

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  let admin: BrowserClient;
  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
    admin = files.browser();
    const person = await files.makeUser({ role: "admin" });
    admin.setCookie(files.url, "alldoor_files_session", await files.cookie(person));
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  const open = (path: string) => admin.open(`${files.url}${PATH}${path}`);
  const stored = (id: string) => findPlatform(files.files.db, id);

  test("one is found, added, shows its own addresses, changed and removed", async () => {
    const found = await open("/add?q=githu");
    expect(found.html).toContain(`${PATH}/edit?entry=github"`);
    expect(found.html).not.toContain("entry=google");
    const blank = await open("/edit?entry=github");
    const wrong = await admin.submit(blank, { clientId: "", label: " " }, `${PATH}/edit`);
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining("clientId-error")]);
    expect(await stored("github")).toBeUndefined();
    const added = await admin.submit(
      wrong,
      {
        label: "GitHub here",
        clientId: "id-of-files",
        clientSecret: "a secret of github",
        autoRegister: "yes",
        defaultDir: "/users/{username}",
        defaultPermission: "152",
        organizations: "one\r\n\r\n two ",
        emailDomains: "@Example.com",
      },
      `${PATH}/edit`,
    );
    expect(added.html).toContain(`${files.url}/api/auth/sso_callback?method=sso_get_token&amp;platform=github`);
    expect(added.html).not.toContain("a secret of github");
    const made = await stored("github");
    if (!made) throw new Error("no platform");
    expect(made).toMatchObject({
      label: "GitHub here",
      clientId: "id-of-files",
      autoRegister: true,
      defaultDir: "/users/{username}",
      defaultPermission: 152,
      limits: { organizations: ["one", "two"], groups: [], emailDomains: ["example.com"] },
      disabledAt: null,
    });
    expect(openedSecrets(files.files.vault, made).clientSecret).toBe("a secret of github");

    const changed = await admin.submit(
      added,
      {
        label: "Renamed",
        clientSecret: "",
        autoRegister: "no",
        defaultDir: "",
        defaultPermission: "",
      },
      `${PATH}/edit`,
    );
    expect(changed.html).toContain("Renamed");
    const after = await stored("github");
    if (!after) throw new Error("no platform");
    expect(after).toMatchObject({ autoRegister: false, defaultDir: null, defaultPermission: null });
    expect(openedSecrets(files.files.vault, after).clientSecret).toBe("a secret of github");

    const bad = await admin.submit(await open("/edit?id=github"), { defaultPermission: "x" }, `${PATH}/edit`);
    expect([bad.status, bad.html]).toEqual([422, expect.stringContaining("defaultPermission-error")]);
    await admin.submit(await open("/edit?id=github"), {}, `${PATH}/remove`);
    expect(await stored("github")).toBeUndefined();
  });

  test("the settings' platform and the hub keep the registration that is said elsewhere, and are not removed here", async () => {
    await admin.submit(await open("/edit?entry=google"), { clientId: "of-google" }, `${PATH}/edit`);
    await files.files.db.write((tx) => saveSetting(tx, files.files, "sso_login_platform", "Google"));
    for (const id of ["google", "alldoor"]) {
      const before = await stored(id);
      const page = await open(`/edit?id=${id}`);
      expect(page.html).not.toContain('name="clientId"');
      expect(page.html).not.toContain(`action="${PATH}/remove"`);
      const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
      const send = (path: string, fields: Record<string, string>) =>
        admin.request(`${files.url}${PATH}${path}`, {
          method: "POST",
          body: new URLSearchParams({ csrf, id, ...fields }).toString(),
          headers: { "content-type": "application/x-www-form-urlencoded", origin: files.url },
        });
      const mine = {
        clientId: "mine",
        clientSecret: "mine",
        extraScopes: "all",
        "settings.url": "https://evil.example.com",
      };
      const saved = await send("/edit", {
        ...mine,
        label: "Here",
        position: "3",
        autoRegister: "no",
        disabled: "true",
      });
      expect([id, saved.status]).toEqual([id, 303]);
      expect(await stored(id)).toMatchObject({
        label: "Here",
        position: 3,
        autoRegister: false,
        clientId: before?.clientId,
        sealedClientSecret: before?.sealedClientSecret,
        settings: before?.settings,
        extraScopes: before?.extraScopes,
        disabledAt: expect.any(Number),
      });
      expect((await send("/remove", {})).status).toBe(403);
      expect(await stored(id)).toBeDefined();
    }
  });

  test("what is no entry is not there, and nobody but administrators sees any of it", async () => {
    for (const query of ["", "?entry=alldoor", "?entry=../x", "?entry=__proto__", "?id=nobody", "?id=%00"])
      expect([query, (await open(`/edit${query}`)).status]).toEqual([query, 404]);
    const person = files.browser();
    const cookie = await files.cookie(await files.makeUser({ permission: 65_535 }));
    person.setCookie(files.url, "alldoor_files_session", cookie);
    for (const path of ["", "/add", "/edit?entry=github", "/edit?id=alldoor"])
      expect((await person.request(`${files.url}${PATH}${path}`)).status).toBe(403);
  });
});
