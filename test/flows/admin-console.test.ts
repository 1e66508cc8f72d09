/** The console's other pages, over HTTP: the overview and its warnings, signing keys, the audit log. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { readOverview } from "../../src/hub/admin/overview/overview.ts";
import { makeKeys, rotateKeys } from "../../src/hub/admin/server/keys.ts";
import { listEvents } from "../../src/hub/audit/list.ts";
import { countSessions } from "../../src/hub/sessions/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signedInBrowser, userinfo } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
  });
  afterAll(() => hub.close());

  const open = (path: string) => browser.open(`${hub.url}${path}`);

  test("the overview counts what there is, and warns of what is so", async () => {
    const before = await readOverview(hub.hub);
    expect(before).toMatchObject({
      counts: { users: 1, applications: 0, providers: 0, sessions: 1 },
      moreSessions: false,
    });
    expect(before.warnings).toEqual(["single_administrator", "no_providers", "no_applications"]);
    await hub.makeUser({ isAdmin: true });
    await hub.makeClient({ dangers: ["dangerouslyAllowCodeWithoutPkce"] });
    const after = await readOverview(hub.hub);
    expect(after.counts).toMatchObject({ users: 2, applications: 1 });
    expect(after.warnings).toEqual(["dangerous_settings", "no_providers"]);
    const page = await open("/admin");
    expect(page.html).toContain("Dangerous settings are on");
    expect(page.html).toContain("No sign-in provider yet");
    expect(page.html).not.toContain("There is one administrator");
    expect(page.html).toContain("user.signed-in");
    await signedInBrowser(hub, await hub.makeUser());
    expect(await countSessions(hub.hub.db, hub.hub.clock, 10)).toBe(2);
    expect(await countSessions(hub.hub.db, hub.hub.clock, 1)).toBe(1);
  });

  test("it warns of a sandbox, of a plain issuer on the net, and of a key that signs for more than a year", async () => {
    const warningsOf = async (change: object) => (await readOverview({ ...hub.hub, ...change })).warnings;
    const { upstream } = hub.hub;
    expect(await warningsOf({ upstream: { ...upstream, sandbox: "http://localhost:9000" } })).toContain("sandbox_mode");
    expect(await warningsOf({ issuer: "http://id.example.com", secure: false })).toContain("insecure_issuer");
    expect(await warningsOf({ issuer: "http://localhost:8000", secure: false })).not.toContain("insecure_issuer");
    const at = (days: number) => ({ clock: () => hub.time.clock() + days * 86_400_000 });
    expect(await warningsOf(at(364))).not.toContain("key_old");
    expect(await warningsOf(at(366))).toContain("key_old");
  });

  test("keys are rotated once: published now, signing later, and asked again nothing happens", async () => {
    const kids = async (): Promise<string[]> => {
      const { keys } = (await (await fetch(`${hub.url}/.well-known/jwks`)).json()) as { keys: { kid: string }[] };
      return keys.map(({ kid }) => kid);
    };
    const made = await hub.makeClient({ consent: "first-party" });
    const token = String((await codeFlow(hub, browser, made)).body.access_token);
    const before = await kids();
    const shown = await sendForm(browser, await open("/admin/keys"), "/admin/keys/rotate");
    expect(shown.html).toContain("A new key is published");
    const published = await kids();
    expect(published).toHaveLength(before.length * 2);
    expect(published).toEqual(expect.arrayContaining(before));
    expect(shown.html.match(/>Published</g)).toHaveLength(before.length);
    expect(shown.html.match(/>Signing</g)).toHaveLength(before.length);
    expect((await userinfo(hub, token)).status).toBe(200);
    const again = await sendForm(browser, shown, "/admin/keys/rotate");
    expect(again.html).toContain("New keys are published already");
    expect(await kids()).toEqual(published);
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select("detail")
      .where("action", "=", "key.rotated")
      .execute();
    expect(events).toHaveLength(before.length);
    expect(again.html).not.toContain("PRIVATE");
  });

  test("keys that may be known to others are replaced at once, whatever is waiting", async () => {
    const fresh = await makeKeys(["ES256"]);
    expect(await hub.hub.db.write((tx) => rotateKeys(tx, hub.hub, {}, fresh, true))).toBe(1);
    await hub.hub.keys.reload();
    const left = hub.hub.keys.list().filter(({ alg }) => alg === "ES256");
    expect(left.map(({ kid }) => kid)).toEqual([fresh[0]?.kid]);
  });

  test("the audit log is read a page at a time, newest first, and back", async () => {
    const person = await hub.makeUser();
    for (let index = 0; index < 6; index += 1) await signedInBrowser(hub, person);
    const all = await listEvents(hub.hub.db, { size: 500 });
    const ids = all.rows.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((left, right) => right - left));
    expect(all).toMatchObject({ newer: null, older: null });
    const first = await listEvents(hub.hub.db, { size: 3 });
    expect(first.newer).toBeNull();
    const second = await listEvents(hub.hub.db, { before: first.older ?? 0, size: 3 });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ids.slice(0, 6));
    const back = await listEvents(hub.hub.db, { after: second.newer ?? 0, size: 3 });
    expect(back.rows.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    expect(back.newer).toBeNull();
    expect(back.older).toBe(first.older);
    expect(all.rows.find(({ action }) => action === "user.signed-in")?.actor).toBe(person.name);
    for (const query of ["before=x", "before=-1", "before=99999999999999999999", "after=1e3", "before="]) {
      expect((await open(`/admin/audit?${query}`)).status).toBe(200);
    }
  });

  test("names and details in the log are text, whatever they hold", async () => {
    const name = '<img src=x onerror="alert(1)">';
    const { client } = await hub.makeClient({ name });
    await sendForm(browser, await open(`/admin/applications/${client.id}`), `/admin/applications/${client.id}`);
    const { html } = await open("/admin/audit");
    expect(html).toContain("&lt;img src=x");
    expect(html).not.toContain("<img");
  });

  test("no page, address or log row of the console ever holds a password, a session or a hash", async () => {
    const session = browser.cookie(hub.url, "alldoor_session") ?? "";
    const { rows } = await listEvents(hub.hub.db, { size: 500 });
    const pages = ["", "/applications", "/providers", "/users", "/keys", "/audit"];
    const html = (await Promise.all(pages.map((path) => open(`/admin${path}`)))).map((page) => page.html).join("");
    for (const text of [html, JSON.stringify(rows)]) {
      expect(text).not.toContain(session);
      expect(text).not.toContain("correct horse battery staple");
      expect(text).not.toContain("$argon2");
    }
    expect(session).toHaveLength(43);
  });
});
